import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/components/ProblemNotice';
import { notify } from '@/lib/notify';
import { useFormat } from '@/lib/use-format';
import { type ChannelDraft, channelsQuery, createChannel, deleteChannel, replaceChannel, testChannel } from '../api';
import type { Channel } from '../types';

function useRefresh(): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: channelsQuery.queryKey });
}

/** Creates a channel, or replaces the given one. */
export function useChannelSave(channel: Channel | null) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (draft: ChannelDraft) => (channel ? replaceChannel(channel, draft) : createChannel(draft)),
    onSuccess: () => notify.done(t('common.saved')),
    onSettled: refresh,
  });
}

export function useChannelDelete(channel: Channel) {
  const refresh = useRefresh();
  return useMutation({ mutationFn: () => deleteChannel(channel.id), onSettled: refresh });
}

/** Sends a test and says how it went. */
export function useChannelTest(channel: Channel) {
  const { t } = useTranslation();
  const format = useFormat();
  const problemText = useProblemText();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => testChannel(channel.id),
    onSuccess: ({ status, latencyMs, error }) => {
      if (status === 'sent') notify.done(t('alerts.channelTestSent', { latency: format.durationMs(latencyMs) }));
      else notify.failed(channel.name, t('alerts.channelTestFailed', { reason: error ?? '' }));
    },
    onError: (error) => {
      const { title, detail } = problemText(error);
      notify.failed(title, detail);
    },
    onSettled: refresh,
  });
}
