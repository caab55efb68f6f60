/** Whether the console hears of changes as they happen. */
export type LiveState = 'connecting' | 'live' | 'offline';

export type LiveTopic = 'runs' | 'incidents' | 'health' | 'gap';

interface LiveOptions {
  onTopic(topic: LiveTopic): void;
  onState(state: LiveState): void;
}

const TOPICS: readonly LiveTopic[] = ['runs', 'incidents', 'health', 'gap'];
const RETRY_MS = [1_000, 2_000, 5_000, 10_000];

/**
 * Listens to the server's event stream until closed. A lost stream is opened again; what was missed meanwhile
 * is reported as a `gap`, so that the pages fetch anew. Names of topics arrive at most twice a second each.
 */
export function openLiveStream(path: string, { onTopic, onState }: LiveOptions): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let hasBeenLive = false;
  const emit = coalesce(onTopic, 500);

  const connect = () => {
    source = new EventSource(path, { withCredentials: true });
    source.onopen = () => {
      failures = 0;
      onState('live');
      if (hasBeenLive) emit('gap');
      hasBeenLive = true;
    };
    source.onerror = () => {
      onState('offline');
      source?.close();
      retry = setTimeout(connect, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
      failures += 1;
    };
    for (const topic of TOPICS) source.addEventListener(topic, () => emit(topic));
  };

  onState('connecting');
  connect();
  return () => {
    clearTimeout(retry);
    source?.close();
  };
}

/** Passes the first call on at once and folds those that follow within the interval into one. */
export function coalesce<T>(action: (value: T) => void, intervalMs: number): (value: T) => void {
  const waiting = new Map<T, boolean>();
  const fire = (value: T) => {
    action(value);
    waiting.set(value, false);
    setTimeout(() => {
      const again = waiting.get(value);
      waiting.delete(value);
      if (again) fire(value);
    }, intervalMs);
  };
  return (value) => {
    if (waiting.has(value)) waiting.set(value, true);
    else fire(value);
  };
}
