import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ConfirmModal } from '@/components/ConfirmModal';
import tableClasses from '@/components/DataTable.module.css';
import { notify } from '@/lib/notify';
import { useFormat } from '@/lib/use-format';
import { useNow } from '@/lib/use-now';
import { keysQuery, revokeKey } from '../api';
import type { ApiKey } from '../types';

export function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const queryClient = useQueryClient();
  const [isConfirming, confirm] = useDisclosure();
  const revoking = useMutation({
    mutationFn: () => revokeKey(apiKey.id),
    onSuccess: () => notify.done(t('settings.keyRevoked', { name: apiKey.name })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  return (
    <tr>
      <td className={tableClasses.nowrap}>
        <strong>{apiKey.name}</strong>
        <div className="mono dimmed">{apiKey.prefix}…</div>
      </td>
      <td className="mono">{apiKey.scopes.join(', ')}</td>
      <td className={tableClasses.nowrap}>
        {apiKey.lastUsedAt ? format.ago(apiKey.lastUsedAt, now) : t('settings.keyNever')}
      </td>
      <td className={tableClasses.nowrap}>
        {apiKey.expiresAt ? format.until(apiKey.expiresAt, now) : t('settings.keyNever')}
      </td>
      <td className={tableClasses.number}>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`${t('settings.keyRevoke')}: ${apiKey.name}`}
          onClick={confirm.open}
        >
          {t('settings.keyRevoke')}
        </Button>
        <ConfirmModal
          opened={isConfirming}
          title={t('settings.keyRevokeConfirm', { name: apiKey.name })}
          detail={t('settings.keyRevokeDetail')}
          action={t('settings.keyRevoke')}
          isDangerous
          isBusy={revoking.isPending}
          error={revoking.error}
          onConfirm={() => revoking.mutate()}
          onClose={confirm.close}
        />
      </td>
    </tr>
  );
}
