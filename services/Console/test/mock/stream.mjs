import { logs, makeLog } from './data.mjs';
import { matches } from './filter.mjs';

let number = 1_000_000;

/** Sends about 40 lines a second in batches; a gap once a minute, as an overrun server would. */
export function streamLogs(socket) {
  let filter = {};
  let seq = 0;
  let isSubscribed = false;
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString());
    if (message.type !== 'subscribe') return;
    filter = message.filter ?? {};
    isSubscribed = true;
    socket.send(JSON.stringify({ type: 'subscribed' }));
  });
  const timer = setInterval(() => {
    if (!isSubscribed) return;
    const made = Array.from({ length: 10 }, (_, index) => makeLog(Date.now() - 10 + index, number++));
    logs.unshift(...[...made].reverse());
    const items = made.filter((log) => matches(log, filter));
    if (items.length > 0) socket.send(JSON.stringify({ type: 'batch', seq: seq++, items }));
    if (seq % 200 === 199) socket.send(JSON.stringify({ type: 'gap', missed: 1_240 }));
  }, 250);
  socket.on('close', () => clearInterval(timer));
}
