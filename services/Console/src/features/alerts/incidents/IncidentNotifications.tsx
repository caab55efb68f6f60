import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/use-format';
import { useNow } from '@/lib/use-now';
import { DeliveryTone, useEventText } from '../DeliveryTone';
import type { Delivery } from '../types';
import classes from './IncidentPane.module.css';

export function IncidentNotifications({ deliveries }: { deliveries: readonly Delivery[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3 className={classes.heading}>{t('alerts.notifications')}</h3>
      {deliveries.length === 0 ? (
        <p className="dimmed">{t('alerts.noNotifications')}</p>
      ) : (
        <ul className={classes.deliveries}>
          {deliveries.map((delivery) => (
            <DeliveryEntry key={delivery.id} delivery={delivery} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DeliveryEntry({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation();
  const format = useFormat();
  const eventText = useEventText();
  const now = useNow();
  return (
    <li className={classes.delivery}>
      <DeliveryTone status={delivery.status} />
      <span>
        {delivery.channelName} · {eventText(delivery.event)}
        {delivery.attempts > 1 && ` · ${t('alerts.attempts', { count: delivery.attempts })}`}
      </span>
      <span className="dimmed">{delivery.sentAt && format.ago(delivery.sentAt, now)}</span>
      {delivery.lastError && (
        <span className={classes.deliveryError}>
          {delivery.lastError}
          {delivery.nextAttemptAt &&
            ` · ${t('alerts.nextAttempt', { when: format.until(delivery.nextAttemptAt, now) })}`}
        </span>
      )}
    </li>
  );
}
