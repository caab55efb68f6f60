// node record.mjs <folder>
// Writes the bodies that the official exporters send to <folder>/{logs,metrics}.{json,pb}, for tests of the decoders.
import { createServer } from 'node:http';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { exportLogs, exportMetrics } from './exports.mjs';

const folder = process.argv[2];
let body;
const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    body = gunzipSync(Buffer.concat(chunks));
    response.end();
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const url = `http://127.0.0.1:${server.address().port}/`;
for (const [signal, send] of [['logs', exportLogs], ['metrics', exportMetrics]]) {
  for (const [format, extension] of [['http', 'json'], ['proto', 'pb']]) {
    await send({ url, format, headers: {} });
    await writeFile(join(folder, `${signal}.${extension}`), body);
  }
}
server.close();
