import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { Panel } from '@/components/Panel';
import { QueryView } from '@/components/QueryView';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { channelsQuery } from '../api';
import type { Channel } from '../types';
import { ChannelEditor } from './ChannelEditor';
import { ChannelRow } from './ChannelRow';
import classes from './ChannelsTab.module.css';
import { DeliveryLog } from './DeliveryLog';

/** Where alerts are sent, and what was sent. */
export function ChannelsTab() {
  const { t } = useTranslation();
  const channels = useQuery(channelsQuery);
  const [edited, setEdited] = useState<Channel | 'new' | null>(null);
  return (
    <div className={classes.tab}>
      <Panel
        title={t('alerts.channels')}
        actions={
          <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setEdited('new')}>
            {t('alerts.channelNew')}
          </Button>
        }
      >
        <QueryView query={channels} skeleton={<RowsSkeleton rows={3} />}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t('alerts.noChannels')} hint={t('alerts.noChannelsHint')} />
            ) : (
              <ul className={classes.channels}>
                {items.map((channel) => (
                  <ChannelRow key={channel.id} channel={channel} onEdit={() => setEdited(channel)} />
                ))}
              </ul>
            )
          }
        </QueryView>
      </Panel>
      <DeliveryLog />
      {edited && <ChannelEditor channel={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </div>
  );
}
