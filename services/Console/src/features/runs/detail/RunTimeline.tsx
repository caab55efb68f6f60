import { useTranslation } from 'react-i18next';
import { Panel } from '@/components/Panel';
import { Timeline } from '@/components/Timeline';
import type { ToneName } from '@/components/Tone';
import { RUN_TONES } from '../RunStatusTone';
import type { RunEvent, RunEventKind, RunStatus } from '../types';

const TONES: Readonly<Record<Exclude<RunEventKind, 'completed'>, ToneName>> = {
  started: 'info',
  heartbeat: 'debug',
  error: 'error',
  stalled: 'fatal',
  alert_opened: 'warn',
  alert_changed: 'warn',
  alert_resolved: 'ok',
};

interface RunTimelineProps {
  events: readonly RunEvent[];
  status: RunStatus;
}

export function RunTimeline({ events, status }: RunTimelineProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t('runs.timeline')}>
      <Timeline
        entries={events.map((event) => ({
          key: `${event.at} ${event.kind} ${event.text}`,
          at: event.at,
          tone: eventTone(event, status),
          text: event.text,
        }))}
      />
    </Panel>
  );
}

/** The end of a run looks like its outcome, a critical alert like an error, everything else like its kind. */
function eventTone({ kind, severity }: RunEvent, status: RunStatus): ToneName {
  if (severity === 'critical') return 'error';
  return kind === 'completed' ? RUN_TONES[status] : (TONES[kind] ?? 'debug');
}
