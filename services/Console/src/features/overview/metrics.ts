import { queryOptions } from '@tanstack/react-query';
import { http } from '@/lib/http';
import type { Span } from '@/lib/time-range';

export interface MetricQuery {
  metric: string;
  aggregation: 'avg' | 'sum' | 'min' | 'max' | 'last' | 'count' | 'rate' | 'p50' | 'p90' | 'p95' | 'p99';
  filter?: Record<string, string>;
  groupBy?: string[];
}

export interface MetricSeries {
  labels: Record<string, string>;
  points: [unixMs: number, value: number | null][];
}

interface MetricAnswer {
  results: { metric: string; series: MetricSeries[]; resolution: string }[];
}

const HOST_QUERIES = {
  cpu: { metric: 'system.cpu.utilization', aggregation: 'avg', filter: { cpu: 'total' } },
  memory: { metric: 'system.memory.utilization', aggregation: 'avg' },
  disk: { metric: 'system.filesystem.utilization', aggregation: 'max', groupBy: ['mountpoint'] },
  network: { metric: 'system.network.io', aggregation: 'rate', groupBy: ['direction'] },
} satisfies Record<string, MetricQuery>;

export type HostMetrics = Record<keyof typeof HOST_QUERIES, MetricSeries[]>;

/** CPU, memory, disk and network of the host, in one request. */
export function hostMetricsQuery(span: Span) {
  return queryOptions({
    queryKey: ['metrics', 'host', span],
    queryFn: async ({ signal }): Promise<HostMetrics> => {
      const names = Object.keys(HOST_QUERIES) as (keyof typeof HOST_QUERIES)[];
      const bounds = {
        from: new Date(span.from).toISOString(),
        to: new Date(span.to).toISOString(),
      };
      const body = { queries: names.map((name) => ({ ...HOST_QUERIES[name], ...bounds })) };
      const { results } = await http.post<MetricAnswer>('/api/v1/metrics/query', body, signal);
      return Object.fromEntries(names.map((name, index) => [name, results[index]?.series ?? []])) as HostMetrics;
    },
    placeholderData: (before) => before,
  });
}
