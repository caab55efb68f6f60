import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { searchLogs } from './api';
import { type LogGap, LogRing } from './log-ring';
import { openLogStream, type StreamState } from './log-stream';
import type { LogFilter, LogRecord } from './types';

interface LiveTail {
  ring: LogRing;
  /** Changes whenever the ring does; the ring itself stays the same object. */
  version: number;
  state: StreamState;
  setHeld: (isHeld: boolean) => void;
  loadGap: (gap: LogGap) => void;
}

interface LiveTailOptions {
  filter: LogFilter;
  isOn: boolean;
  /** Called when the stream is open: from then on nothing is missed, so the search for the lines before can start. */
  onOpen: () => void;
}

/** Lines as they happen. After a lost connection it fetches what came meanwhile, or shows a gap where it cannot. */
export function useLiveTail({ filter, isOn, onOpen }: LiveTailOptions): LiveTail {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter or a new start begins with an empty ring
  const ring = useMemo(() => new LogRing(), [filter, isOn]);
  const [state, setState] = useState<StreamState>('connecting');
  const [version, drawNow] = useReducer((count: number) => count + 1, 0);
  const draw = useFrameThrottle(drawNow);
  const opened = useRef(onOpen);
  opened.current = onOpen;

  useEffect(() => {
    if (!isOn) return;
    let hasBeenLive = false;
    const catchUp = async () => {
      const since = ring.newestAt;
      ring.appendGap(null);
      const gap = ring.at(0);
      if (since && gap?.kind === 'gap') await fillGap(ring, gap, filter);
      draw();
    };
    return openLogStream(filter, {
      onState(next) {
        setState(next);
        if (next !== 'live') return;
        if (hasBeenLive) void catchUp();
        else opened.current();
        hasBeenLive = true;
      },
      onLines(records) {
        ring.append(records);
        draw();
      },
      onGap(missed) {
        ring.appendGap(missed);
        draw();
      },
    });
  }, [filter, isOn, ring, draw]);

  const setHeld = useCallback(
    (isHeld: boolean) => {
      if (isHeld) ring.hold();
      else ring.release();
      drawNow();
    },
    [ring],
  );
  const loadGap = useCallback((gap: LogGap) => void fillGap(ring, gap, filter).finally(drawNow), [ring, filter]);
  return { ring, version, state, setHeld, loadGap };
}

/** Fetches the lines of a gap: one page of 200, oldest of it next to what is still missing. */
async function fillGap(ring: LogRing, gap: LogGap, filter: LogFilter): Promise<void> {
  const next = ring.firstAfter(gap.id);
  const span = {
    from: gap.since ? Date.parse(gap.since) : Date.now() - 60_000,
    to: next ? Date.parse(next.timestamp) + 1 : Date.now(),
  };
  const page = await searchLogs(filter, span, null, new AbortController().signal);
  ring.fillGap(gap.id, oldestFirst(page.items), page.nextCursor === null);
}

function oldestFirst(records: readonly LogRecord[]): LogRecord[] {
  return [...records].reverse();
}

/** Draws at most once a frame, however many batches arrive. */
function useFrameThrottle(action: () => void): () => void {
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useCallback(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(action);
  }, [action]);
}
