import type { Severity } from '@/features/alerts/types';

export type RunStatus = 'running' | 'completed' | 'partial' | 'failed' | 'stalled';

export const RUN_STATUSES: readonly RunStatus[] = ['running', 'completed', 'partial', 'failed', 'stalled'];

export interface Run {
  id: string;
  generationType: string;
  targetYear: number | null;
  targetMonth: number | null;
  source: string | null;
  status: RunStatus;
  startedAt: string;
  completedAt: string | null;
  durationMs: number | null;
  totalCount: number;
  successCount: number;
  failedCount: number;
  skippedCount: number;
  successRate: number | null;
  errorCount: number;
  errorMessages: string[];
  metadata: Record<string, unknown>;
  traceId: string | null;
  correlationId: string | null;
  lastHeartbeatAt: string | null;
  progress: { processed: number | null; total: number | null; message: string | null } | null;
  expectedDurationMs: number | null;
}

export interface RunDetail extends Run {
  errors: RunError[];
  alerts: RunAlert[];
  timeline: RunEvent[];
}

export interface RunError {
  id: string;
  occurredAt: string;
  errorType: string | null;
  message: string;
  stack: string | null;
  context: Record<string, unknown> | null;
}

export interface RunAlert {
  incidentId: string;
  alertType: string;
  ruleName: string;
  severity: Severity;
  status: 'pending' | 'firing' | 'resolved';
  message: string;
  threshold: number | null;
  actual: number | null;
  createdAt: string;
}

export type RunEventKind =
  | 'started'
  | 'heartbeat'
  | 'error'
  | 'completed'
  | 'stalled'
  | 'alert_opened'
  | 'alert_changed'
  | 'alert_resolved';

export interface RunEvent {
  at: string;
  kind: RunEventKind;
  text: string;
  severity?: Severity | null;
}

export interface RunTotals {
  runs: number;
  completed: number;
  partial: number;
  failed: number;
  stalled: number;
  running: number;
  runSuccessRate: number | null;
  itemSuccessRate: number | null;
  items: { total: number; success: number; failed: number; skipped: number };
  durationMs: Record<'mean' | 'p50' | 'p95' | 'p99' | 'max', number | null>;
  errors: number;
  lastRun: { id: string; status: RunStatus; startedAt: string } | null;
}

export interface RunStats {
  from: string;
  to: string;
  groupBy: string;
  groups: (RunTotals & { key: string })[];
  total: RunTotals;
}

export interface MatrixMonth {
  month: number;
  runs: number;
  runId: string | null;
  status: RunStatus | null;
  successRate: number | null;
  isGap: boolean;
}

export interface RunMatrix {
  year: number;
  rows: { generationType: string; months: MatrixMonth[] }[];
}

export interface Compared {
  left: number | null;
  right: number | null;
  delta: number | null;
}

export interface RunDiff {
  left: Run;
  right: Run;
  counts: Record<'total' | 'success' | 'failed' | 'skipped' | 'errors', Compared>;
  durationMs: Compared;
  successRate: Compared;
  errorGroups: { errorType: string | null; message: string; left: number; right: number }[];
  metadata: { key: string; left: unknown; right: unknown }[];
}
