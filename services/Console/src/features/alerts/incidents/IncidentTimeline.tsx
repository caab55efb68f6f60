import { useTranslation } from 'react-i18next';
import { Timeline } from '@/components/Timeline';
import type { ToneName } from '@/components/Tone';
import type { IncidentEvent } from '../types';
import classes from './IncidentPane.module.css';

const TONES: Readonly<Record<string, ToneName>> = {
  opened: 'error',
  escalated: 'error',
  acknowledged: 'info',
  commented: 'debug',
  notified: 'debug',
  resolved: 'ok',
};

export function IncidentTimeline({ events }: { events: readonly IncidentEvent[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3 className={classes.heading}>{t('alerts.timeline')}</h3>
      <Timeline
        entries={events.map(({ at, kind, text, actor }) => ({
          key: `${at} ${kind} ${text}`,
          at,
          tone: TONES[kind] ?? 'debug',
          text: actor ? (
            <>
              <strong>{actor}</strong> {text}
            </>
          ) : (
            text
          ),
        }))}
      />
    </section>
  );
}
