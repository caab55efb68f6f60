import { queryOptions } from '@tanstack/react-query';
import { http } from '@/lib/http';
import type { ApiKey, CreatedKey, Health, Scope } from './types';

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: ({ signal }) => http.get<{ items: ApiKey[] }>('/api/v1/keys', undefined, signal),
});

export function createKey(draft: { name: string; scopes: Scope[]; expiresAt: string }): Promise<CreatedKey> {
  return http.post('/api/v1/keys', draft);
}

export function revokeKey(id: string): Promise<void> {
  return http.delete(`/api/v1/keys/${encodeURIComponent(id)}`);
}

export function setPassword(passwords: { password: string; currentPassword?: string }): Promise<void> {
  return http.put('/auth/password', passwords);
}

/** Unlike other routes this one answers 503 with a body that is worth showing: the parts that are not ready. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => http.getEvenWhenUnready<Health>('/health/ready', signal),
  refetchInterval: 15_000,
});
