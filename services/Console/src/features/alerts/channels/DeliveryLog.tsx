import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import tableClasses from '@/components/DataTable.module.css';
import { Panel } from '@/components/Panel';
import { PanelNote } from '@/components/PanelNote';
import { QueryView } from '@/components/QueryView';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { useFormat } from '@/lib/use-format';
import { deliveriesQuery } from '../api';
import { DeliveryTone, useEventText } from '../DeliveryTone';
import type { Delivery } from '../types';

/** The newest deliveries to every channel, with what went wrong. */
export function DeliveryLog() {
  const { t } = useTranslation();
  const deliveries = useQuery(deliveriesQuery);
  return (
    <Panel title={t('alerts.deliveryLog')} flush>
      <QueryView query={deliveries} skeleton={<RowsSkeleton rows={6} />}>
        {({ items }) =>
          items.length === 0 ? <PanelNote>{t('alerts.noDeliveries')}</PanelNote> : <DeliveryTable deliveries={items} />
        }
      </QueryView>
    </Panel>
  );
}

function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const eventText = useEventText();
  return (
    <table className={tableClasses.table}>
      <thead>
        <tr>
          <th>{t('common.status')}</th>
          <th>{t('alerts.channel')}</th>
          <th>{t('alerts.message')}</th>
          <th className={tableClasses.number}>{t('common.time')}</th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <tr key={delivery.id}>
            <td>
              <DeliveryTone status={delivery.status} />
            </td>
            <td>{delivery.channelName}</td>
            <td className={tableClasses.wide}>
              <div className={tableClasses.phrase}>
                {delivery.incidentId ? (
                  <Link to="/admin/monitoring/alerts" search={(before) => ({ ...before, sel: delivery.incidentId })}>
                    {eventText(delivery.event)}
                  </Link>
                ) : (
                  eventText(delivery.event)
                )}
                {delivery.attempts > 1 && <span>{t('alerts.attempts', { count: delivery.attempts })}</span>}
              </div>
              {delivery.lastError && <div className="dimmed">{delivery.lastError}</div>}
            </td>
            <td className={tableClasses.number}>{format.dateTime(delivery.sentAt ?? delivery.createdAt ?? null)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
