export const LEVELS = ['CRITICAL', 'ERROR', 'WARNING', 'INFO', 'DEBUG', 'TRACE'] as const;
export type Level = (typeof LEVELS)[number];

export interface LogRecord {
  id: string;
  timestamp: string;
  level: Level;
  service: string;
  message: string;
  attributes: Record<string, unknown> | null;
  traceId: string | null;
  spanId: string | null;
}

export interface LogPage {
  items: LogRecord[];
  nextCursor: string | null;
  /** The server stopped before it had looked everywhere. */
  partial: boolean;
}

export interface HistogramBucket {
  start: string;
  counts: Partial<Record<Level, number>>;
}

export interface LogHistogram {
  stepMs: number;
  buckets: HistogramBucket[];
  total: number;
  partial: boolean;
}

export interface FacetValue {
  value: string;
  count: number;
}

export interface LogFacets {
  services: FacetValue[];
  levels: FacetValue[];
  partial: boolean;
}

/** What the address says of the lines to show; empty texts and lists mean "all". */
export interface LogFilter {
  q: string;
  levels: readonly Level[];
  services: readonly string[];
  traceId: string;
}
