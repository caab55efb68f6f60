import { useTranslation } from 'react-i18next';
import { Tone, type ToneName } from '@/components/Tone';
import type { Delivery } from './types';

const TONES: Readonly<Record<Delivery['status'], ToneName>> = { pending: 'info', sent: 'ok', dead: 'error' };

export function DeliveryTone({ status }: { status: Delivery['status'] }) {
  const { t } = useTranslation();
  return <Tone tone={TONES[status]}>{t(`deliveryStatus.${status}`)}</Tone>;
}

/** What the notification was about; events this console does not know keep the server's word. */
export function useEventText(): (event: string) => string {
  const { t } = useTranslation();
  return (event) =>
    event === 'opened' || event === 'escalated' || event === 'resolved' || event === 'test'
      ? t(`alerts.event.${event}`)
      : event;
}
