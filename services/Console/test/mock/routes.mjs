import { randomBytes, randomUUID } from 'node:crypto';
import {
  channels,
  deliveries,
  diff,
  incidentDetail,
  incidents,
  keys,
  logs,
  matrix,
  metricSeries,
  rules,
  runDetail,
  runs,
  stats,
} from './data.mjs';
import { matches } from './filter.mjs';

const PASSWORD = 'password-of-admin';
const sessions = new Set();
const usedTokens = new Set();
const listeners = new Set();
const now = () => new Date().toISOString();

const problem = (status, title, detail, errors) => ({
  status,
  body: {
    type: `/problems/${title.toLowerCase().replaceAll(' ', '-')}`,
    title,
    status,
    detail,
    traceId: randomBytes(16).toString('hex'),
    errors,
  },
});
const notFound = (what) => problem(404, 'Not found', `There is no ${what} with this id.`);
const list = (items, limit = 500, cursor = 0) => ({
  body: {
    items: items.slice(cursor, cursor + limit),
    nextCursor: cursor + limit < items.length ? String(cursor + limit) : null,
    total: items.length,
  },
});

function signIn() {
  const session = randomUUID();
  sessions.add(session);
  return { status: 204, headers: { 'Set-Cookie': `session=${session}; HttpOnly; SameSite=Strict; Path=/` } };
}

function hasSession(request) {
  const session = /session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  return session !== undefined && sessions.has(session);
}

function publish(event, data) {
  for (const response of listeners) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function inRange(items, query, at) {
  const [from, to] = [query.get('from'), query.get('to')];
  return items.filter((item) => (!from || at(item) >= from) && (!to || at(item) <= to));
}

function filteredRuns(query) {
  const wanted = ['generationType', 'status', 'source', 'targetYear', 'targetMonth'].filter((name) => query.get(name));
  return inRange(runs, query, (run) => run.startedAt).filter((run) =>
    wanted.every((name) => String(run[name]) === query.get(name)),
  );
}

function filteredLogs(query) {
  const filter = {
    q: query.get('q') ?? '',
    service: query.getAll('service'),
    level: query.getAll('level'),
    traceId: query.get('traceId') ?? '',
  };
  return inRange(logs, query, (log) => log.timestamp).filter((log) => matches(log, filter));
}

function histogram(query) {
  const count = Number(query.get('buckets') ?? 60);
  const [from, to] = [Date.parse(query.get('from')), Date.parse(query.get('to'))];
  const stepMs = (to - from) / count;
  const found = filteredLogs(query);
  const buckets = Array.from({ length: count }, (_, index) => ({
    start: new Date(from + index * stepMs).toISOString(),
    counts: {},
  }));
  for (const log of found) {
    const { counts } = buckets[Math.min(count - 1, Math.floor((Date.parse(log.timestamp) - from) / stepMs))];
    counts[log.level] = (counts[log.level] ?? 0) + 1;
  }
  return { body: { stepMs, buckets, total: found.length, partial: false } };
}

function facet(items, key) {
  const counts = new Map();
  for (const item of items) counts.set(item[key], (counts.get(item[key]) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

function changeIncident(incident, action, comment) {
  if (action === 'acknowledge' && incident.acknowledgedAt)
    return problem(409, 'Conflict', 'The incident is acknowledged already.');
  if (action === 'resolve' && incident.status === 'resolved')
    return problem(409, 'Conflict', 'The incident is resolved already.');
  if (action === 'acknowledge') incident.acknowledgedAt = now();
  if (action === 'resolve') Object.assign(incident, { status: 'resolved', resolvedAt: now() });
  incident.comments = [
    ...(incident.comments ?? []),
    { at: now(), kind: action === 'comment' ? 'commented' : `${action}d`, text: comment ?? action, actor: 'admin' },
  ];
  publish('incidents', { id: incident.id, status: incident.status, severity: incident.severity });
  return { body: incident };
}

function replaceRule(rule, body) {
  if (body.warning === null && body.critical === null)
    return problem(400, 'Validation failed', 'The rule has no threshold.', { warning: ['Set at least one threshold'] });
  if (body.version !== rule.version) return problem(409, 'Conflict', 'The rule was changed meanwhile.');
  return { body: Object.assign(rule, body, { version: rule.version + 1, updatedAt: now() }) };
}

function live(response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': ping\n\n');
  listeners.add(response);
  response.on('close', () => listeners.delete(response));
}

/** The first running run moves on every few seconds, so that the live parts have something to show. */
setInterval(() => {
  const run = runs.find(({ status }) => status === 'running');
  if (!run) return;
  run.progress.processed = Math.min(run.progress.total, run.progress.processed + 3);
  run.lastHeartbeatAt = now();
  publish('runs', { id: run.id, status: run.status });
}, 4_000).unref();

const health = {
  status: 'healthy',
  checks: [
    { name: 'generation.db', status: 'healthy', description: 'answered in 1 ms', durationMs: 1 },
    { name: 'metrics.db', status: 'healthy', description: 'answered in 1 ms', durationMs: 1 },
    { name: 'logs.writer', status: 'degraded', description: 'queue at 71 %', durationMs: 0 },
  ],
};

/** Method and path of each route; a `:name` part is passed on. */
const ROUTES = {
  'GET /api/v1/live': ({ response }) => live(response),
  'GET /health/ready': () => ({ body: health }),
  'POST /auth/logout': () => ({ status: 204, headers: { 'Set-Cookie': 'session=; Max-Age=0; Path=/' } }),
  'GET /auth/me': () => ({ body: { name: 'admin', role: 'admin', csrf: null, version: '0.1.0' } }),
  'PUT /auth/password': () => ({ status: 204 }),
  'GET /api/v1/keys': () => list(keys),
  'POST /api/v1/keys': ({ body }) => {
    const key = {
      id: randomUUID(),
      kind: 'key',
      createdAt: now(),
      lastUsedAt: null,
      expiresAt: null,
      prefix: 'mk_7d0e',
      ...body,
    };
    keys.unshift(key);
    return { status: 201, body: { ...key, key: `mk_7d0e${randomBytes(24).toString('base64url')}` } };
  },
  'DELETE /api/v1/keys/:id': ({ id }) => {
    keys.splice(
      keys.findIndex((key) => key.id === id),
      1,
    );
    return { status: 204 };
  },
  'GET /api/v1/generation/runs': ({ query }) =>
    list(filteredRuns(query), Number(query.get('limit') ?? 50), Number(query.get('cursor') ?? 0)),
  'GET /api/v1/generation/runs/:id': ({ id }) => {
    const run = runs.find((one) => one.id === id);
    return run ? { body: runDetail(run) } : notFound('run');
  },
  'GET /api/v1/generation/runs/:id/diff/:other': ({ id, other }) => ({
    body: diff(
      runs.find((run) => run.id === id),
      runs.find((run) => run.id === other),
    ),
  }),
  'GET /api/v1/generation/stats': ({ query }) => ({
    body: stats(filteredRuns(query), query.get('from'), query.get('to')),
  }),
  'GET /api/v1/generation/matrix': ({ query }) => ({ body: matrix(Number(query.get('year'))) }),
  'GET /api/v1/alerting/incidents': ({ query }) =>
    list(
      inRange(incidents, query, (one) => one.startedAt).filter(
        (one) => !query.get('status') || one.status === query.get('status'),
      ),
      Number(query.get('limit') ?? 50),
      Number(query.get('cursor') ?? 0),
    ),
  'GET /api/v1/alerting/incidents/:id': ({ id }) => {
    const incident = incidents.find((one) => one.id === id);
    return incident ? { body: incidentDetail(incident) } : notFound('incident');
  },
  'POST /api/v1/alerting/incidents/:id/:action': ({ id, action, body }) =>
    changeIncident(
      incidents.find((one) => one.id === id),
      action,
      body?.comment,
    ),
  'GET /api/v1/alerting/rules': () => list(rules),
  'PUT /api/v1/alerting/rules/:id': ({ id, body }) =>
    replaceRule(
      rules.find((rule) => rule.id === id),
      body,
    ),
  'POST /api/v1/alerting/rules/:id/:action': ({ id, action }) => ({
    body: Object.assign(
      rules.find((rule) => rule.id === id),
      { isEnabled: action === 'enable' },
    ),
  }),
  'GET /api/v1/alerting/channels': () => list(channels),
  'POST /api/v1/alerting/channels': ({ body }) => {
    const channel = { id: randomUUID(), lastDelivery: null, hasSecret: Boolean(body.secret), version: 1, ...body };
    channels.push(channel);
    return { status: 201, body: channel };
  },
  'PUT /api/v1/alerting/channels/:id': ({ id, body }) => ({
    body: Object.assign(
      channels.find((channel) => channel.id === id),
      body,
    ),
  }),
  'DELETE /api/v1/alerting/channels/:id': ({ id }) => {
    channels.splice(
      channels.findIndex((channel) => channel.id === id),
      1,
    );
    return { status: 204 };
  },
  'POST /api/v1/alerting/channels/:id/test': ({ id }) => ({
    body:
      id === 'c2'
        ? { status: 'failed', statusClass: '5xx', latencyMs: 212, error: 'HTTP 503' }
        : { status: 'sent', statusClass: '2xx', latencyMs: 87, error: null },
  }),
  'GET /api/v1/alerting/notifications': () => list(deliveries),
  'GET /api/v1/logs/search': ({ query }) => {
    const page = list(filteredLogs(query), Number(query.get('limit') ?? 50), Number(query.get('cursor') ?? 0));
    return { body: { ...page.body, partial: false } };
  },
  'GET /api/v1/logs/histogram': ({ query }) => histogram(query),
  'GET /api/v1/logs/facets': ({ query }) => {
    const found = filteredLogs(query);
    return { body: { services: facet(found, 'service'), levels: facet(found, 'level'), partial: false } };
  },
  'POST /api/v1/metrics/query': ({ body }) => ({
    body: {
      results: body.queries.map((one) => ({ metric: one.metric, series: metricSeries(one), resolution: 'raw' })),
    },
  }),
};

const PATTERNS = Object.entries(ROUTES).map(([route, handle]) => {
  const [method, path] = route.split(' ');
  return { method, handle, pattern: new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`) };
});

/** The answer to a request: status, headers and body; nothing when the response is written elsewhere. */
export async function answer(request, url, body, response) {
  if (url.pathname === '/auth/setup') {
    if (usedTokens.has(body.token) || body.token === 'expired')
      return problem(401, 'Sign-in failed', 'The link was used or has expired.');
    usedTokens.add(body.token);
    return signIn();
  }
  if (url.pathname === '/auth/login')
    return body.password === PASSWORD ? signIn() : problem(401, 'Sign-in failed', 'Name or password is wrong.');
  if (!hasSession(request)) return problem(401, 'Not signed in', 'Sign in first.');
  if (request.method !== 'GET' && request.headers['x-requested-with'] !== 'console')
    return problem(403, 'Forbidden', 'The header X-Requested-With is missing.');
  for (const { method, pattern, handle } of PATTERNS) {
    const match = method === request.method && pattern.exec(url.pathname);
    if (match) return handle({ ...match.groups, query: url.searchParams, body, response });
  }
  return problem(404, 'Not found', `No route ${request.method} ${url.pathname}.`);
}
