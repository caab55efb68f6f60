import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/lib/http';
import { notify } from '@/lib/notify';
import { changeIncident, type IncidentAction } from '../api';

interface Change {
  action: IncidentAction;
  comment?: string;
}

/** Acknowledges, resolves or comments. When someone else was faster, says so and shows the newest state. */
export function useIncidentChange(id: string) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['incidents'] });
  return useMutation({
    mutationFn: ({ action, comment }: Change) => changeIncident(id, action, comment),
    onSuccess: (_, { action }) => notify.done(t(`alerts.done.${action}`)),
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 409)
        notify.failed(t('alerts.changedMeanwhile'), error.detail);
    },
    onSettled: refresh,
  });
}
