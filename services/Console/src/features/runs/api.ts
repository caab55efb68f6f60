import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { http, type Page } from '@/lib/http';
import { type Span, spanParameters } from '@/lib/time-range';
import type { Run, RunDetail, RunDiff, RunMatrix, RunStats } from './types';

const BASE = '/api/v1/generation';

export interface RunFilter {
  generationType?: string | undefined;
  status?: string | undefined;
  source?: string | undefined;
  targetYear?: string | undefined;
  targetMonth?: string | undefined;
}

function listRuns(filter: RunFilter, span: Span, limit: number, cursor: string | null, signal: AbortSignal) {
  return http.get<Page<Run>>(`${BASE}/runs`, { ...filter, ...spanParameters(span), limit, cursor }, signal);
}

export function runsQuery(filter: RunFilter, span: Span) {
  return infiniteQueryOptions({
    queryKey: ['runs', 'list', filter, span],
    queryFn: ({ pageParam, signal }) => listRuns(filter, span, 100, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
}

/** The newest runs of a range, at most 500, newest first. */
export function recentRunsQuery(span: Span) {
  return queryOptions({
    queryKey: ['runs', 'recent', span],
    queryFn: ({ signal }) => listRuns({}, span, 500, null, signal),
    placeholderData: (before) => before,
  });
}

/** Other runs of a type, to compare with. */
export function runsOfTypeQuery(generationType: string) {
  return queryOptions({
    queryKey: ['runs', 'of-type', generationType],
    queryFn: ({ signal }) => http.get<Page<Run>>(`${BASE}/runs`, { generationType, limit: 50 }, signal),
  });
}

export function runQuery(id: string) {
  return queryOptions({
    queryKey: ['runs', 'detail', id],
    queryFn: ({ signal }) => http.get<RunDetail>(`${BASE}/runs/${encodeURIComponent(id)}`, undefined, signal),
  });
}

export function statsQuery(span: Span) {
  return queryOptions({
    queryKey: ['runs', 'stats', span],
    queryFn: ({ signal }) => http.get<RunStats>(`${BASE}/stats`, { ...spanParameters(span), groupBy: 'type' }, signal),
    placeholderData: (before) => before,
  });
}

export function matrixQuery(year: number) {
  return queryOptions({
    queryKey: ['runs', 'matrix', year],
    queryFn: ({ signal }) => http.get<RunMatrix>(`${BASE}/matrix`, { year }, signal),
    placeholderData: (before) => before,
  });
}

export function runDiffQuery(left: string, right: string) {
  return queryOptions({
    queryKey: ['runs', 'diff', left, right],
    queryFn: ({ signal }) =>
      http.get<RunDiff>(
        `${BASE}/runs/${encodeURIComponent(left)}/diff/${encodeURIComponent(right)}`,
        undefined,
        signal,
      ),
  });
}
