import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState } from 'react';
import { type LiveState, type LiveTopic, openLiveStream } from '@/lib/live';

/** First parts of the query keys that a topic makes stale; none: everything. */
const STALE: Readonly<Record<LiveTopic, readonly string[]>> = {
  runs: ['runs'],
  incidents: ['incidents', 'runs'],
  health: ['health'],
  gap: [],
};

/** Fetches anew what the server says has changed. Mounted once, in the shell. */
export function useLiveUpdates(): LiveState {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(
    () =>
      openLiveStream('/api/v1/live', {
        onState: setState,
        onTopic(topic) {
          const roots = STALE[topic];
          void queryClient.invalidateQueries({
            predicate: ({ queryKey: [root] }) =>
              roots.length === 0 ? root !== 'session' : roots.includes(String(root)),
          });
        },
      }),
    [queryClient],
  );
  return state;
}

export const LiveStateContext = createContext<LiveState>('connecting');

export function useLiveState(): LiveState {
  return useContext(LiveStateContext);
}
