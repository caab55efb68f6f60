import { queryOptions } from '@tanstack/react-query';
import { http } from '@/lib/http';

export interface Session {
  name: string;
  role: string;
  version: string;
}

/** Who is signed in. Asked once; a 401 of any later request sends the person to the sign-in page. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => http.get<Session>('/auth/me', undefined, signal),
  staleTime: Number.POSITIVE_INFINITY,
});
