import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem, http, withQuery } from './http';

afterEach(() => vi.unstubAllGlobals());

const answer = (status: number, body: unknown, type = 'application/problem+json') =>
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type } }));

describe('withQuery', () => {
  it('leaves out what has no value and repeats lists', () => {
    expect(withQuery('/x', { a: 1, b: undefined, c: null, d: '', e: ['p', 'q'], f: 'a b&c', g: [] })).toBe(
      '/x?a=1&e=p&e=q&f=a+b%26c',
    );
    expect(withQuery('/x', {})).toBe('/x');
  });
});

describe('requests', () => {
  it('carry the header that proves that the page made them', async () => {
    const fetched = vi.fn(async () => new Response(null, { status: 204 }));
    vi.stubGlobal('fetch', fetched);
    await http.post('/x', { a: 1 });
    expect(fetched).toHaveBeenCalledWith('/x', expect.objectContaining({ method: 'POST', body: '{"a":1}' }));
    expect(fetched.mock.calls[0]).toMatchObject([{}, { headers: { 'X-Requested-With': 'console' } }]);
  });

  it('fail with the problem the server describes', async () => {
    answer(400, { title: 'Wrong', detail: 'Because', traceId: 'abc', errors: { name: ['Too long'] } });
    await expect(http.get('/x')).rejects.toMatchObject({
      status: 400,
      title: 'Wrong',
      detail: 'Because',
      traceId: 'abc',
      fields: { name: ['Too long'] },
    });
  });

  it('fail with the bare status when the answer is no problem document', async () => {
    answer(502, 'bad gateway', 'text/html');
    await expect(http.get('/x')).rejects.toMatchObject({ status: 502, title: 'HTTP 502', detail: null });
  });

  it('fail as unreachable when nobody answers', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));
    const problem = await http.get('/x').catch((error: unknown) => error);
    expect(problem instanceof ApiProblem && problem.isUnreachable).toBe(true);
  });

  it('let an aborted request end as aborted', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('gone', 'AbortError')));
    await expect(http.get('/x')).rejects.toHaveProperty('name', 'AbortError');
  });

  it('take an unready state as an answer', async () => {
    answer(503, { status: 'unhealthy', checks: [] }, 'application/json');
    await expect(http.getEvenWhenUnready('/health/ready')).resolves.toEqual({ status: 'unhealthy', checks: [] });
  });
});
