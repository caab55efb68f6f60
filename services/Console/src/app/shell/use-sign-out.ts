import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { http } from '@/lib/http';

/** Ends the session and forgets everything it showed. */
export function useSignOut(): () => void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return () =>
    void http.post('/auth/logout').finally(async () => {
      await navigate({ to: '/login' });
      queryClient.clear();
    });
}
