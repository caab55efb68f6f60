// Made-up but plausible state of a suite, for developing and checking the console without a back end.
import { randomBytes, randomUUID } from 'node:crypto';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const iso = (ms) => new Date(ms).toISOString();
const pickFrom = (list, n) => list[Math.abs(n) % list.length];

/** Numbers that look random and are the same at every start. */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const random = seeded(42);
const now = Date.now();
const TYPES = ['auto', 'one_time', 'manual', 'monthly_report'];
const SOURCES = ['scheduler', 'api', 'console', 'nightly-import'];

function makeRun(index) {
  const startedAt = now - index * 41 * MINUTE - Math.floor(random() * 20 * MINUTE);
  const total = 120 + Math.floor(random() * 400);
  const luck = random();
  const status =
    index < 2 ? 'running' : luck > 0.93 ? 'failed' : luck > 0.82 ? 'partial' : luck > 0.8 ? 'stalled' : 'completed';
  const failed =
    status === 'failed'
      ? Math.floor(total * (0.4 + random() * 0.6))
      : status === 'partial'
        ? Math.ceil(total * random() * 0.2)
        : 0;
  const durationMs = 20_000 + Math.floor(random() * 400_000);
  const isOver = status !== 'running' && status !== 'stalled';
  const month = ((new Date(now).getUTCMonth() - (index % 9) + 12) % 12) + 1;
  return {
    id: randomUUID(),
    generationType: pickFrom(TYPES, index * 7 + Math.floor(luck * 4)),
    targetYear: 2026,
    targetMonth: month,
    source: pickFrom(SOURCES, index),
    status,
    startedAt: iso(index < 2 ? now - (index + 1) * 3 * MINUTE : startedAt),
    completedAt: isOver ? iso(startedAt + durationMs) : null,
    durationMs: isOver ? durationMs : null,
    totalCount: isOver ? total : 0,
    successCount: isOver ? total - failed : 0,
    failedCount: isOver ? failed : 0,
    skippedCount: 0,
    successRate: isOver ? Math.round(((total - failed) / total) * 10_000) / 100 : null,
    errorCount: failed > 0 ? 1 + Math.floor(random() * 3) : 0,
    errorMessages:
      status === 'failed' ? ['Provider answered 503 for 41 subjects', 'Template “monthly” has no body'] : [],
    metadata: { tenant: 'north', templates: 12, dryRun: false, model: pickFrom(['small-2', 'large-1'], index) },
    traceId: randomBytes(16).toString('hex'),
    correlationId: randomUUID(),
    lastHeartbeatAt: status === 'running' ? iso(now - 8_000) : null,
    progress:
      status === 'running' ? { processed: 143 + index * 60, total: 412, message: 'Rendering chapter 3 of 9' } : null,
    expectedDurationMs: 240_000,
  };
}

export const runs = Array.from({ length: 160 }, (_, index) => makeRun(index));

export function runDetail(run) {
  const start = Date.parse(run.startedAt);
  const end = run.completedAt ? Date.parse(run.completedAt) : now;
  const errors = Array.from({ length: run.errorCount }, (_, index) => ({
    id: `${run.id}-${index}`,
    occurredAt: iso(start + ((index + 1) * (end - start)) / (run.errorCount + 1)),
    errorType: pickFrom(['HttpRequestException', 'TemplateException', 'TimeoutException'], index),
    message: pickFrom(
      [
        'Response status code does not indicate success: 503 (Service Unavailable).',
        'Template “monthly” has no body.',
        'The provider did not answer within 30 s.',
      ],
      index,
    ),
    stack:
      '   at Generator.ProviderClient.SendAsync(Request request) in ProviderClient.cs:line 81\n   at Generator.SubjectStep.RunAsync(Subject subject) in SubjectStep.cs:line 44\n   at Generator.Run.ExecuteAsync() in Run.cs:line 127',
    context: { subject: 4_711 + index, attempt: 3, provider: 'north-eu' },
  }));
  const incident = incidents.find(({ labels }) => labels.run_id === run.id);
  return {
    ...run,
    errors,
    alerts: incident
      ? [
          {
            incidentId: incident.id,
            alertType: 'success_rate',
            ruleName: incident.ruleName,
            severity: incident.severity,
            status: incident.status,
            message: incident.message,
            threshold: incident.threshold,
            actual: incident.observed,
            createdAt: incident.startedAt,
            acknowledgedAt: null,
            resolvedAt: null,
          },
        ]
      : [],
    timeline: [
      { at: run.startedAt, kind: 'started', text: `Run started by ${run.source}` },
      { at: iso(start + (end - start) / 4), kind: 'heartbeat', text: '103 of 412 processed' },
      ...errors.map((error) => ({ at: error.occurredAt, kind: 'error', text: error.message })),
      ...(run.status === 'stalled'
        ? [{ at: iso(start + 10 * MINUTE), kind: 'stalled', text: 'No heartbeat for 10 min' }]
        : []),
      ...(run.completedAt
        ? [
            {
              at: run.completedAt,
              kind: 'completed',
              text: `Ended ${run.status}: ${run.successCount} of ${run.totalCount}`,
            },
          ]
        : []),
      ...(incident
        ? [
            {
              at: incident.startedAt,
              kind: 'alert_opened',
              text: `${incident.ruleName}: ${incident.message}`,
              severity: incident.severity,
            },
          ]
        : []),
    ],
  };
}

function totals(list) {
  const by = (status) => list.filter((run) => run.status === status).length;
  const ended = list.filter((run) => run.completedAt !== null);
  const sum = (key) => ended.reduce((total, run) => total + run[key], 0);
  const durations = ended.map((run) => run.durationMs).sort((a, b) => a - b);
  const at = (share) => durations[Math.min(durations.length - 1, Math.floor(durations.length * share))] ?? null;
  const over = list.length - by('running');
  const [last] = list;
  return {
    runs: list.length,
    completed: by('completed'),
    partial: by('partial'),
    failed: by('failed'),
    stalled: by('stalled'),
    running: by('running'),
    runSuccessRate: over === 0 ? null : (100 * by('completed')) / over,
    itemSuccessRate: sum('totalCount') === 0 ? null : (100 * sum('successCount')) / sum('totalCount'),
    items: { total: sum('totalCount'), success: sum('successCount'), failed: sum('failedCount'), skipped: 0 },
    durationMs: {
      mean: durations.length ? durations.reduce((a, b) => a + b, 0) / durations.length : null,
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      max: at(1),
    },
    errors: list.reduce((total, run) => total + run.errorCount, 0),
    lastRun: last ? { id: last.id, status: last.status, startedAt: last.startedAt } : null,
  };
}

export function stats(list, from, to) {
  const groups = [...new Set(list.map((run) => run.generationType))].map((key) => ({
    key,
    ...totals(list.filter((run) => run.generationType === key)),
  }));
  return { from, to, groupBy: 'type', groups, total: totals(list) };
}

export function matrix(year) {
  return {
    year,
    rows: TYPES.map((generationType, row) => ({
      generationType,
      months: Array.from({ length: 12 }, (_, index) => {
        const found = runs.filter(
          (run) => run.generationType === generationType && run.targetYear === year && run.targetMonth === index + 1,
        );
        const isGap = found.length > 0 && (row + index) % 7 === 3;
        const [last] = found;
        return last && !isGap
          ? {
              month: index + 1,
              runs: found.length,
              runId: last.id,
              status: last.status,
              successRate: last.successRate,
              isGap: false,
            }
          : { month: index + 1, runs: 0, runId: null, status: null, successRate: null, isGap };
      }),
    })),
  };
}

export function diff(left, right) {
  const compare = (a, b) => ({ left: a, right: b, delta: a === null || b === null ? null : b - a });
  return {
    left,
    right,
    counts: {
      total: compare(left.totalCount, right.totalCount),
      success: compare(left.successCount, right.successCount),
      failed: compare(left.failedCount, right.failedCount),
      skipped: compare(left.skippedCount, right.skippedCount),
      errors: compare(left.errorCount, right.errorCount),
    },
    durationMs: compare(left.durationMs, right.durationMs),
    successRate: compare(left.successRate, right.successRate),
    errorGroups: [
      {
        errorType: 'HttpRequestException',
        message: 'Response status code does not indicate success: 503',
        left: 2,
        right: 0,
      },
      { errorType: 'TimeoutException', message: 'The provider did not answer within 30 s.', left: 0, right: 3 },
    ],
    metadata: [
      { key: 'model', left: 'small-2', right: 'large-1' },
      { key: 'tenant', left: 'north', right: 'north' },
    ],
  };
}

// --- alerting

export const rules = [
  [
    'generation.success-rate',
    'Low success rate',
    'generation_run',
    'success_rate',
    null,
    'below',
    95,
    80,
    'percent',
    'A run ended with too few successes.',
  ],
  [
    'generation.error-count',
    'Many errors in a run',
    'generation_run',
    'error_count',
    null,
    'above',
    5,
    20,
    'count',
    'A run reported many errors.',
  ],
  [
    'generation.duration',
    'Run takes long',
    'generation_run',
    'duration',
    null,
    'above',
    600_000,
    1_800_000,
    'ms',
    'A run took longer than allowed.',
  ],
  [
    'generation.complete-failure',
    'Run failed completely',
    'generation_run',
    'complete_failure',
    null,
    'below',
    null,
    0,
    'percent',
    'Not one item of a run succeeded.',
  ],
  [
    'generation.stalled',
    'Run stopped reporting',
    'generation_run',
    'stalled',
    null,
    'above',
    300_000,
    900_000,
    'ms',
    'No heartbeat came in time.',
  ],
  [
    'host.cpu',
    'CPU busy',
    'metric',
    'threshold',
    'system.cpu.utilization',
    'above',
    0.9,
    0.95,
    'ratio',
    'The host has little CPU left.',
  ],
  [
    'host.memory',
    'Memory nearly full',
    'metric',
    'threshold',
    'system.memory.utilization',
    'above',
    0.9,
    0.95,
    'ratio',
    'The host has little memory left.',
  ],
  [
    'host.disk',
    'Disk nearly full',
    'metric',
    'threshold',
    'system.filesystem.utilization',
    'above',
    0.95,
    0.98,
    'ratio',
    'A file system has little room left.',
  ],
].map(([key, name, signal, check, metric, comparison, warning, critical, unit, description], index) => ({
  id: randomUUID(),
  key,
  name,
  isBuiltIn: true,
  isEnabled: index !== 2,
  signal,
  check,
  metric,
  filter: {},
  comparison,
  warning,
  critical,
  unit,
  description,
  version: 1,
  updatedAt: iso(now - 9 * DAY),
}));

function makeIncident(index) {
  const rule = pickFrom(rules, index);
  const startedAt = now - index * index * 7 * MINUTE - 4 * MINUTE;
  const isFiring = index < 4;
  const severity = index % 3 === 0 ? 'critical' : 'warning';
  const run =
    rule.signal === 'generation_run'
      ? runs.filter(({ status }) => status === 'failed' || status === 'partial')[index]
      : undefined;
  const observed = rule.unit === 'percent' ? 62.4 : rule.unit === 'ratio' ? 0.934 : rule.unit === 'ms' ? 754_000 : 23;
  return {
    id: randomUUID(),
    ruleId: rule.id,
    ruleName: rule.name,
    severity,
    status: isFiring ? 'firing' : 'resolved',
    startedAt: iso(startedAt),
    resolvedAt: isFiring ? null : iso(startedAt + (5 + index * 3) * MINUTE),
    acknowledgedAt: index === 1 ? iso(startedAt + MINUTE) : null,
    labels: run
      ? { run_id: run.id, generation_type: run.generationType }
      : { host: 'node-1', metric: rule.metric ?? rule.check },
    message: pickFrom(
      [
        'Success rate 62.4 % is below 80 %',
        'CPU at 93.4 % for 5 min, threshold 90 %',
        '23 errors in one run, threshold 20',
      ],
      index,
    ),
    observed,
    threshold: severity === 'critical' ? rule.critical : rule.warning,
    unit: rule.unit,
    version: 1,
  };
}

export const incidents = Array.from({ length: 24 }, (_, index) => makeIncident(index));

export const deliveries = incidents.slice(0, 14).map((incident, index) => ({
  id: randomUUID(),
  incidentId: incident.id,
  channelId: 'c1',
  channelName: index % 3 ? 'Operations' : 'Night shift',
  event: pickFrom(['opened', 'escalated', 'resolved'], index),
  status: index === 2 ? 'pending' : index === 5 ? 'dead' : 'sent',
  attempts: index === 2 ? 3 : index === 5 ? 8 : 1,
  lastError: index === 2 || index === 5 ? 'HTTP 503 from hooks.example.org' : null,
  nextAttemptAt: index === 2 ? iso(now + 2 * MINUTE) : null,
  sentAt: index === 2 || index === 5 ? null : incident.startedAt,
  createdAt: incident.startedAt,
}));

export function incidentDetail(incident) {
  const start = Date.parse(incident.startedAt);
  const scale = incident.unit === 'ratio' ? 1 : incident.unit === 'percent' ? 100 : incident.observed * 1.3;
  return {
    ...incident,
    evidence: {
      observed: incident.observed,
      threshold: incident.threshold,
      unit: incident.unit,
      run: null,
      history: Array.from({ length: 40 }, (_, index) => ({
        at: iso(start - (40 - index) * 30_000),
        value: scale * (0.4 + 0.012 * index + 0.08 * Math.sin(index / 3)),
      })),
    },
    timeline: [
      { at: incident.startedAt, kind: 'opened', text: incident.message, actor: null },
      { at: iso(start + 20_000), kind: 'notified', text: 'Operations was notified', actor: null },
      ...(incident.acknowledgedAt
        ? [{ at: incident.acknowledgedAt, kind: 'acknowledged', text: 'Looking into it', actor: 'admin' }]
        : []),
      ...(incident.comments ?? []),
      ...(incident.resolvedAt
        ? [{ at: incident.resolvedAt, kind: 'resolved', text: 'Back to normal', actor: null }]
        : []),
    ],
    notifications: deliveries.filter(({ incidentId }) => incidentId === incident.id),
  };
}

export const channels = [
  {
    id: 'c1',
    name: 'Operations',
    kind: 'webhook',
    isEnabled: true,
    url: 'https://hooks.example.org/ops',
    hasSecret: true,
    lastDelivery: { at: iso(now - 4 * MINUTE), status: 'sent', error: null },
    version: 1,
  },
  {
    id: 'c2',
    name: 'Night shift',
    kind: 'webhook',
    isEnabled: false,
    url: 'https://hooks.example.org/night',
    hasSecret: false,
    lastDelivery: { at: iso(now - DAY), status: 'dead', error: 'HTTP 503 from hooks.example.org' },
    version: 1,
  },
];

export const keys = [
  {
    id: randomUUID(),
    name: 'nightly generator',
    kind: 'key',
    scopes: ['runs:write'],
    createdAt: iso(now - 12 * DAY),
    lastUsedAt: iso(now - 2 * MINUTE),
    expiresAt: null,
    prefix: 'mk_4f2a',
  },
  {
    id: randomUUID(),
    name: 'log shipper',
    kind: 'key',
    scopes: ['logs:write', 'metrics:write'],
    createdAt: iso(now - 40 * DAY),
    lastUsedAt: null,
    expiresAt: iso(now + 50 * DAY),
    prefix: 'mk_9c1d',
  },
];

// --- logs

const SERVICES = ['gateway', 'task-generation', 'content-generation', 'metrics', 'alerting', 'log-ingest'];
const MESSAGES = {
  CRITICAL: ['Outbox dispatcher stopped: database is read-only'],
  ERROR: [
    'Provider timed out after 30 s; task 4711 will be tried again',
    'Delivery to hooks.example.org failed: 503',
    'Run 8f31 failed: 41 of 412 subjects',
  ],
  WARNING: ['Slow query 1.724 s: select * from runs where …', 'Heartbeat of run 77ab is 12 s late'],
  INFO: [
    'Generation run 381 finished: 412 tasks in 3.381 s',
    'Content task 751 submitted to provider',
    'Rule “Low success rate” evaluated for run 381',
    'GET /api/v1/generation/runs answered 200 in 12 ms',
  ],
  DEBUG: ['Cache hit for prices:2026-11', 'Evaluation pass took 3 ms'],
  TRACE: ['Entering SubjectStep.RunAsync'],
};
const traces = Array.from({ length: 40 }, () => randomBytes(16).toString('hex'));

export function makeLog(at, number) {
  const luck = random();
  const level =
    luck > 0.998
      ? 'CRITICAL'
      : luck > 0.965
        ? 'ERROR'
        : luck > 0.9
          ? 'WARNING'
          : luck > 0.25
            ? 'INFO'
            : luck > 0.03
              ? 'DEBUG'
              : 'TRACE';
  return {
    id: `${at}-${number}`,
    timestamp: iso(at),
    level,
    service: pickFrom(SERVICES, Math.floor(random() * 1_000)),
    message: pickFrom(MESSAGES[level], Math.floor(random() * 1_000)),
    attributes: {
      'http.method': 'POST',
      runId: pickFrom(runs, number).id,
      attempt: number % 4,
      durationMs: Math.floor(random() * 900),
      tenant: 'north',
    },
    traceId: pickFrom(traces, number),
    spanId: randomBytes(8).toString('hex'),
  };
}

export const logs = Array.from({ length: 6_000 }, (_, index) =>
  makeLog(now - index * 900 - Math.floor(random() * 800), index),
).sort((a, b) => b.timestamp.localeCompare(a.timestamp));

// --- metrics

export function metricSeries({ metric, from, to }) {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const step = Math.max(15_000, (end - start) / 240);
  const line = (labels, base, swing, period, top = 1) => ({
    labels,
    points: Array.from({ length: Math.floor((end - start) / step) }, (_, index) => {
      const at = start + index * step;
      const noise = seeded(Math.floor(at / 1_000) + period)() - 0.5;
      return [Math.round(at), top * Math.max(0, base + swing * Math.sin(at / (period * MINUTE)) + swing * 0.5 * noise)];
    }),
  });
  switch (metric) {
    case 'system.cpu.utilization':
      return [line({ cpu: 'total' }, 0.38, 0.14, 7)];
    case 'system.memory.utilization':
      return [line({}, 0.62, 0.02, 23)];
    case 'system.filesystem.utilization':
      return [line({ mountpoint: '/' }, 0.47, 0.001, 90), line({ mountpoint: '/var/lib/postgresql' }, 0.71, 0.002, 90)];
    case 'system.network.io':
      return [
        line({ direction: 'receive' }, 0.5, 0.2, 9, 2_400_000),
        line({ direction: 'transmit' }, 0.3, 0.15, 5, 1_800_000),
      ];
    default:
      return [];
  }
}
