/** What a key may do, as the server names it; `admin` includes all others. */
export const SCOPES = ['read', 'tasks:write', 'logs:write', 'metrics:write', 'rum:write', 'operate', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export interface ApiKey {
  id: string;
  name: string;
  kind: string;
  scopes: Scope[];
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  prefix: string;
}

/** A new key with its value, which is shown this once. */
export interface CreatedKey extends ApiKey {
  key: string;
}

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';

export interface Health {
  status: HealthStatus;
  checks: { name: string; status: HealthStatus; description: string | null; durationMs: number }[];
}
