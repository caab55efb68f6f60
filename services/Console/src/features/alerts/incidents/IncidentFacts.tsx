import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Copyable } from '@/components/Copyable';
import { Fact, Facts } from '@/components/Facts';
import { useFormat } from '@/lib/use-format';
import { isYesOrNo, shownUnit } from '../shown-unit';
import { IncidentStatusTone } from '../tones';
import type { Incident } from '../types';
import classes from './IncidentPane.module.css';

export function IncidentFacts({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const format = useFormat();
  const unit = shownUnit(incident.check, incident.unit);
  const runId = incident.labels.run_id;
  return (
    <>
      <Facts>
        <Fact name={t('common.status')}>
          <IncidentStatusTone status={incident.status} />
        </Fact>
        {!isYesOrNo(incident.check) && (
          <>
            <Fact name={t('alerts.observed')}>{format.quantity(incident.observed, unit)}</Fact>
            <Fact name={t('alerts.threshold')}>{format.quantity(incident.threshold, unit)}</Fact>
          </>
        )}
        <Fact name={t('alerts.since')}>{format.dateTime(incident.startedAt)}</Fact>
        {incident.acknowledgedAt && (
          <Fact name={t('alerts.acknowledgedAt')}>{format.dateTime(incident.acknowledgedAt)}</Fact>
        )}
        {incident.resolvedAt && <Fact name={t('alerts.resolvedAt')}>{format.dateTime(incident.resolvedAt)}</Fact>}
        {runId && (
          <Fact name={t('runs.id')}>
            <Copyable text={runId} label={t('runs.id')}>
              <Link to="/admin/monitoring/runs/$id" params={{ id: runId }}>
                {t('alerts.openRun')}
              </Link>
            </Copyable>
          </Fact>
        )}
      </Facts>
      <section>
        <h3 className={classes.heading}>{t('alerts.labels')}</h3>
        <div className={classes.labels}>
          {Object.entries(incident.labels).map(([name, value]) => (
            <span key={name} className={classes.label}>
              {name}={value}
            </span>
          ))}
        </div>
      </section>
    </>
  );
}
