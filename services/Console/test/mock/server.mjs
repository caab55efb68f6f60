// A stand-in for the back end: serves dist/ as the gateway does (same security headers, history fallback) and answers
// the routes the console uses from made-up data. `node test/mock/server.mjs [port]`; never shipped.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { answer } from './routes.mjs';
import { streamLogs } from './stream.mjs';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const PORT = Number(process.argv[2] ?? 8080);
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const SECURITY = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

function serveFile(pathname, response) {
  const wanted = join(DIST, normalize(pathname));
  const file =
    wanted.startsWith(DIST) && extname(wanted) !== '' && existsSync(wanted) ? wanted : join(DIST, 'index.html');
  response.writeHead(200, { ...SECURITY, 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock');
  const isApi = /^\/(api|auth|health)\//.test(url.pathname);
  if (!isApi) return serveFile(url.pathname, response);
  const result = await answer(request, url, await bodyOf(request), response);
  if (!result) return undefined;
  const { status = 200, body, headers = {} } = result;
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { ...SECURITY, 'Content-Type': type, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
  return undefined;
});

const sockets = new WebSocketServer({ server, path: '/api/v1/logs/stream' });
sockets.on('connection', streamLogs);
server.listen(PORT, '127.0.0.1', () =>
  console.log(`mock back end on http://127.0.0.1:${PORT} (token: first, name: admin, password: password-of-admin)`),
);
