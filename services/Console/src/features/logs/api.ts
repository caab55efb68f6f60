import { queryOptions } from '@tanstack/react-query';
import { http } from '@/lib/http';
import type { Span } from '@/lib/time-range';
import type { LogFacets, LogFilter, LogHistogram, LogPage } from './types';

const BASE = '/api/v1/logs';
export const NO_FILTER: LogFilter = { q: '', levels: [], services: [], traceId: '' };

function parameters({ q, levels, services, traceId }: LogFilter, span: Span) {
  return {
    q,
    level: levels,
    service: services,
    traceId,
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
  };
}

/** A page of lines, newest first. */
export function searchLogs(
  filter: LogFilter,
  span: Span,
  cursor: string | null,
  signal: AbortSignal,
): Promise<LogPage> {
  return http.get(`${BASE}/search`, { ...parameters(filter, span), limit: 200, cursor }, signal);
}

export function histogramQuery(filter: LogFilter, span: Span, buckets: number) {
  return queryOptions({
    queryKey: ['logs', 'histogram', filter, span, buckets],
    queryFn: ({ signal }) =>
      http.get<LogHistogram>(`${BASE}/histogram`, { ...parameters(filter, span), buckets }, signal),
    placeholderData: (before) => before,
  });
}

export function facetsQuery(filter: LogFilter, span: Span) {
  return queryOptions({
    queryKey: ['logs', 'facets', filter, span],
    queryFn: ({ signal }) => http.get<LogFacets>(`${BASE}/facets`, parameters(filter, span), signal),
    placeholderData: (before) => before,
  });
}
