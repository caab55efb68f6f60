import { http } from '@/lib/http';

/** Trades the one-time token of a printed link for a session. 401 when it was used or has expired. */
export function signInByLink(token: string): Promise<void> {
  return http.post('/auth/setup', { token });
}

export function signIn(credentials: { name: string; password: string }): Promise<void> {
  return http.post('/auth/login', credentials);
}
