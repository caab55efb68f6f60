/** Any failed request, as the problem document (RFC 9457) the server sent, or as status 0 when none came. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string | null;
  readonly type: string | null;
  readonly traceId: string | null;
  /** Messages by field name, for validation problems. */
  readonly fields: Readonly<Record<string, readonly string[]>>;

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.status = status;
    this.title = body.title ?? (status === 0 ? '' : `HTTP ${status}`);
    this.detail = body.detail ?? null;
    this.type = body.type ?? null;
    this.traceId = body.traceId ?? null;
    this.fields = body.errors ?? {};
  }

  /** The server did not answer at all: it is down, restarting, or the network is gone. */
  get isUnreachable(): boolean {
    return this.status === 0;
  }
}

interface ProblemBody {
  type?: string;
  title?: string;
  detail?: string;
  traceId?: string;
  errors?: Record<string, string[]>;
}

export type QueryValue = string | number | boolean | readonly string[] | null | undefined;

interface RequestOptions {
  query?: Readonly<Record<string, QueryValue>>;
  body?: unknown;
  signal?: AbortSignal;
}

/** Appends the parameters that have a value; a list becomes a repeated parameter. */
export function withQuery(path: string, query: RequestOptions['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    for (const item of Array.isArray(value) ? value : [value]) parameters.append(name, String(item));
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function send<T>(method: string, path: string, { query, body, signal }: RequestOptions = {}): Promise<T> {
  // The header proves to the server that the page, not a foreign form, made a request that carries the session cookie.
  const headers: Record<string, string> = { Accept: 'application/json', 'X-Requested-With': 'console' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';

  const response = await receive(withQuery(path, query), {
    method,
    headers,
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  });

  if (!response.ok) throw new ApiProblem(response.status, await problemBody(response));
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** The response, whatever its status; a server that does not answer becomes a problem of status 0. */
async function receive(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, credentials: 'same-origin' });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiProblem(0, {});
  }
}

async function problemBody(response: Response): Promise<ProblemBody> {
  const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
  if (!isJson) return {};
  return (await response.json().catch(() => ({}))) as ProblemBody;
}

/** For `/health/ready`: 503 is an answer there, with the state in its body. */
async function getEvenWhenUnready<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await receive(path, { headers: { Accept: 'application/json' }, signal: signal ?? null });
  if (!response.ok && response.status !== 503) throw new ApiProblem(response.status, await problemBody(response));
  return (await response.json()) as T;
}

export const http = {
  getEvenWhenUnready,
  get: <T>(path: string, query?: RequestOptions['query'], signal?: AbortSignal) =>
    send<T>('GET', path, { ...(query && { query }), ...(signal && { signal }) }),
  post: <T>(path: string, body?: unknown, signal?: AbortSignal) =>
    send<T>('POST', path, { body, ...(signal && { signal }) }),
  put: <T>(path: string, body: unknown) => send<T>('PUT', path, { body }),
  delete: (path: string) => send<void>('DELETE', path),
};

/** A page of a list; `nextCursor` is null on the last one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
}
