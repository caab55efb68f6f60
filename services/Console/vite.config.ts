import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const backend = process.env.CONSOLE_BACKEND ?? 'http://127.0.0.1:8080';
const toBackend = { target: backend, ws: true };

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: 'dist',
    // Fonts as data: URIs would need font-src data: in the content security policy.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/api': toBackend, '/auth': toBackend, '/health': toBackend },
  },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
});
