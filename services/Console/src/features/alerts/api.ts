import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { http, type Page } from '@/lib/http';
import { type Span, spanParameters } from '@/lib/time-range';
import type { Channel, ChannelTest, Delivery, Incident, IncidentDetail, Rule } from './types';

const BASE = '/api/v1/alerting';

/** Alerts that fire now. Shared by the navigation, the overview and the first tab. */
export const firingQuery = queryOptions({
  queryKey: ['incidents', 'firing'],
  queryFn: ({ signal }) => http.get<Page<Incident>>(`${BASE}/incidents`, { status: 'firing', limit: 200 }, signal),
  // A safety net below the event stream.
  refetchInterval: 60_000,
});

export function historyQuery(span: Span) {
  return infiniteQueryOptions({
    queryKey: ['incidents', 'history', span],
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<Incident>>(`${BASE}/incidents`, { ...spanParameters(span), limit: 100, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function incidentQuery(id: string) {
  return queryOptions({
    queryKey: ['incidents', 'detail', id],
    queryFn: ({ signal }) => http.get<IncidentDetail>(`${BASE}/incidents/${encodeURIComponent(id)}`, undefined, signal),
  });
}

export type IncidentAction = 'acknowledge' | 'resolve' | 'comment';

export function changeIncident(id: string, action: IncidentAction, comment?: string): Promise<Incident> {
  return http.post(`${BASE}/incidents/${encodeURIComponent(id)}/${action}`, comment ? { comment } : {});
}

export const rulesQuery = queryOptions({
  queryKey: ['rules'],
  queryFn: ({ signal }) => http.get<Page<Rule>>(`${BASE}/rules`, { limit: 500 }, signal),
});

export function saveRule(rule: Rule): Promise<Rule> {
  return http.put(`${BASE}/rules/${encodeURIComponent(rule.id)}`, rule);
}

export function switchRule(id: string, isEnabled: boolean): Promise<Rule> {
  return http.post(`${BASE}/rules/${encodeURIComponent(id)}/${isEnabled ? 'enable' : 'disable'}`);
}

export function resetRule(id: string): Promise<Rule> {
  return http.post(`${BASE}/rules/${encodeURIComponent(id)}/reset`);
}

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: ({ signal }) => http.get<Page<Channel>>(`${BASE}/channels`, { limit: 200 }, signal),
});

export const deliveriesQuery = queryOptions({
  queryKey: ['incidents', 'deliveries'],
  queryFn: ({ signal }) => http.get<Page<Delivery>>(`${BASE}/notifications`, { limit: 100 }, signal),
});

/** A channel as it is written: the secret goes in and never comes out. */
export interface ChannelDraft {
  name: string;
  url: string;
  isEnabled: boolean;
  secret?: string;
}

export function createChannel(draft: ChannelDraft): Promise<Channel> {
  return http.post(`${BASE}/channels`, { kind: 'webhook', ...draft });
}

export function replaceChannel({ id, version }: Channel, draft: ChannelDraft): Promise<Channel> {
  return http.put(`${BASE}/channels/${encodeURIComponent(id)}`, { kind: 'webhook', version, ...draft });
}

export function deleteChannel(id: string): Promise<void> {
  return http.delete(`${BASE}/channels/${encodeURIComponent(id)}`);
}

export function testChannel(id: string): Promise<ChannelTest> {
  return http.post(`${BASE}/channels/${encodeURIComponent(id)}/test`, {});
}
