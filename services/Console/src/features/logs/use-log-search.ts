import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useRange } from '@/app/use-range';
import { resolveRange, type Span } from '@/lib/time-range';
import { searchLogs } from './api';
import type { LogFilter, LogRecord } from './types';

interface LogSearch {
  lines: readonly LogRecord[];
  /** The window searched: "the last hour" is fixed when the search starts, so that pages fit together. */
  span: Span;
  isPending: boolean;
  isPartial: boolean;
  isLoadingOlder: boolean;
  hasOlder: boolean;
  error: Error | null;
  loadOlder: () => void;
  /** Searches anew, up to now. */
  renew: () => void;
}

/** Lines of the past, newest first, page by page. */
export function useLogSearch(filter: LogFilter): LogSearch {
  const { range } = useRange();
  const [startedAt, setStartedAt] = useState(() => Date.now());
  const span = useMemo(() => resolveRange(range, startedAt), [range, startedAt]);
  const search = useInfiniteQuery({
    queryKey: ['logs', 'search', filter, span],
    queryFn: ({ pageParam, signal }) => searchLogs(filter, span, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // A page of the past does not change; `renew` asks for a new window instead.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = search;

  return {
    lines: useMemo(() => search.data?.pages.flatMap(({ items }) => items) ?? [], [search.data]),
    span,
    isPending: search.isPending,
    isPartial: search.data?.pages.at(-1)?.partial ?? false,
    isLoadingOlder: isFetchingNextPage,
    hasOlder: hasNextPage,
    error: search.error,
    loadOlder: useCallback(() => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    }, [hasNextPage, isFetchingNextPage, fetchNextPage]),
    renew: useCallback(() => setStartedAt(Date.now()), []),
  };
}
