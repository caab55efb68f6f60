export type Severity = 'warning' | 'critical';
export type IncidentStatus = 'pending' | 'firing' | 'resolved';

export interface Incident {
  id: string;
  ruleId: string;
  ruleName: string;
  check: RuleCheck;
  severity: Severity;
  status: IncidentStatus;
  startedAt: string;
  resolvedAt: string | null;
  acknowledgedAt: string | null;
  /** Of a generation run: its id as `run_id` and its type as `generation_type`. */
  labels: Record<string, string>;
  message: string;
  observed: number;
  threshold: number;
  unit: string;
  version: number;
}

export interface IncidentDetail extends Incident {
  evidence: Evidence;
  timeline: IncidentEvent[];
  notifications?: Delivery[];
}

/** What the rule saw when it fired, frozen. */
export interface Evidence {
  observed: number;
  threshold: number;
  unit: string;
  run: Record<string, unknown> | null;
  history: { at: string; value: number }[];
}

export interface IncidentEvent {
  at: string;
  kind: string;
  text: string;
  actor: string | null;
}

export interface Delivery {
  id: string;
  incidentId?: string;
  channelId: string;
  channelName: string;
  event: string;
  status: 'pending' | 'sent' | 'dead';
  attempts: number;
  lastError: string | null;
  nextAttemptAt: string | null;
  sentAt: string | null;
  createdAt?: string;
}

export type RuleCheck =
  | 'success_rate'
  | 'error_count'
  | 'duration'
  | 'duration_vs_median'
  | 'complete_failure'
  | 'stalled'
  | 'threshold';

export interface Rule {
  id: string;
  key: string | null;
  name: string;
  isBuiltIn: boolean;
  isEnabled: boolean;
  signal: 'generation_run' | 'metric';
  check: RuleCheck;
  metric: string | null;
  filter: Record<string, string>;
  comparison: 'above' | 'below';
  warning: number | null;
  critical: number | null;
  /** For how long a metric has to be bad before the rule fires. */
  holdSeconds: number;
  unit: string;
  description: string;
  version: number;
  updatedAt: string;
}

export interface Channel {
  id: string;
  name: string;
  kind: 'webhook';
  isEnabled: boolean;
  url: string;
  hasSecret: boolean;
  lastDelivery: { at: string; status: string; error: string | null } | null;
  version: number;
}

export interface ChannelTest {
  status: 'sent' | 'failed';
  statusClass: string | null;
  latencyMs: number | null;
  error: string | null;
}
