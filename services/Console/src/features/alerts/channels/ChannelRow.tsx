import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ConfirmModal } from '@/components/ConfirmModal';
import { Tone } from '@/components/Tone';
import { useFormat } from '@/lib/use-format';
import { useNow } from '@/lib/use-now';
import type { Channel } from '../types';
import classes from './ChannelsTab.module.css';
import { useChannelDelete, useChannelTest } from './use-channel-changes';

export function ChannelRow({ channel, onEdit }: { channel: Channel; onEdit: () => void }) {
  const { t } = useTranslation();
  const [isConfirming, confirm] = useDisclosure();
  const testing = useChannelTest(channel);
  const deleting = useChannelDelete(channel);
  return (
    <li className={classes.channel}>
      <div>
        <div className={classes.name}>
          {channel.name}
          <Tone tone={channel.isEnabled ? 'ok' : 'debug'}>{channel.isEnabled ? t('common.on') : t('common.off')}</Tone>
        </div>
        <div className={`mono dimmed ${classes.url}`}>{channel.url}</div>
      </div>
      <LastDelivery channel={channel} />
      <div className={classes.actions}>
        <Button size="compact-sm" variant="default" loading={testing.isPending} onClick={() => testing.mutate()}>
          {t('alerts.channelTest')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onEdit}>
          {t('alerts.edit')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={confirm.open}>
          {t('common.delete')}
        </Button>
      </div>
      <ConfirmModal
        opened={isConfirming}
        title={t('alerts.channelDeleteConfirm', { name: channel.name })}
        detail={t('alerts.channelDeleteDetail')}
        action={t('common.delete')}
        isDangerous
        isBusy={deleting.isPending}
        error={deleting.error}
        onConfirm={() => deleting.mutate(undefined, { onSuccess: confirm.close })}
        onClose={confirm.close}
      />
    </li>
  );
}

function LastDelivery({ channel: { lastDelivery } }: { channel: Channel }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (!lastDelivery) return <span className="dimmed">{t('alerts.neverDelivered')}</span>;
  return (
    <div>
      <Tone tone={lastDelivery.error ? 'error' : 'ok'}>
        {t('alerts.lastDelivery')} {format.ago(lastDelivery.at, now)}
      </Tone>
      {lastDelivery.error && <div className="dimmed">{lastDelivery.error}</div>}
    </div>
  );
}
