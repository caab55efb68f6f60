// node send.mjs <base url> <logs|metrics|traces> <http|proto> [api key]
// Sends one fixed export with the official exporter: "http" is OTLP/JSON, "proto" is protobuf; both gzip.
// Prints how the exporter judged the answer and ends with 0 when it was a success.
import { exportLogs, exportMetrics, exportTraces } from './exports.mjs';

const [base, signal, format, apiKey] = process.argv.slice(2);
const headers = apiKey ? { 'X-Api-Key': apiKey } : {};
const send = { logs: exportLogs, metrics: exportMetrics, traces: exportTraces }[signal];
const result = await send({ url: new URL(`/v1/${signal}`, base).href, format, headers });
console.log(result.code === 0 ? 'accepted' : `refused: ${result.error?.message}`);
process.exit(result.code === 0 ? 0 : 1);
