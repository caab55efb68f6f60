import type { LogFilter, LogRecord } from './types';

/** `refused`: the server does not understand the filter; trying again would not help. */
export type StreamState = 'connecting' | 'live' | 'lost' | 'refused';

interface StreamHandlers {
  onState(state: StreamState): void;
  onLines(records: LogRecord[]): void;
  onGap(missed: number): void;
}

type ServerMessage =
  | { type: 'subscribed' }
  | { type: 'batch'; seq: number; items: LogRecord[] }
  | { type: 'gap'; missed: number }
  | { type: 'error'; message: string }
  | { type: 'ping' };

const RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000];
/** The server pings every 15 seconds; a socket that is silent for longer is dead without having said so. */
const SILENCE_MS = 40_000;

/** Follows the lines that match the filter until closed; opens a lost connection again. */
export function openLogStream(filter: LogFilter, { onState, onLines, onGap }: StreamHandlers): () => void {
  let socket: WebSocket | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isClosed = false;

  const watchSilence = () => {
    clearTimeout(silence);
    silence = setTimeout(() => socket?.close(), SILENCE_MS);
  };

  const receive = (message: ServerMessage) => {
    watchSilence();
    if (message.type === 'subscribed') {
      failures = 0;
      onState('live');
    } else if (message.type === 'batch') {
      onLines(message.items);
    } else if (message.type === 'gap') {
      onGap(message.missed);
    } else if (message.type === 'error') {
      isClosed = true;
      onState('refused');
    }
  };

  const connect = () => {
    socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/v1/logs/stream`);
    socket.onopen = () => {
      watchSilence();
      socket?.send(JSON.stringify({ type: 'subscribe', filter: wireFilter(filter) }));
    };
    socket.onmessage = ({ data }) => receive(JSON.parse(String(data)) as ServerMessage);
    socket.onclose = () => {
      clearTimeout(silence);
      if (isClosed) return;
      onState('lost');
      retry = setTimeout(connect, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
      failures += 1;
    };
  };

  onState('connecting');
  connect();
  return () => {
    isClosed = true;
    clearTimeout(retry);
    clearTimeout(silence);
    socket?.close();
  };
}

function wireFilter({ q, levels, services, traceId }: LogFilter) {
  return { q, level: levels, service: services, traceId: traceId || null };
}
