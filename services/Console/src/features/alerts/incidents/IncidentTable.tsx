import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import tableClasses from '@/components/DataTable.module.css';
import { Tone } from '@/components/Tone';
import { useShortcuts } from '@/lib/shortcuts';
import { useFormat } from '@/lib/use-format';
import { useNow } from '@/lib/use-now';
import { IncidentStatusTone, SeverityTone } from '../tones';
import type { Incident } from '../types';
import classes from './IncidentTable.module.css';

export function IncidentTable({ incidents }: { incidents: readonly Incident[] }) {
  const { t } = useTranslation();
  const { sel } = useSearch({ from: '/admin/monitoring/alerts' });
  const now = useNow();
  useMoveBetween(incidents, sel);
  return (
    <table className={`${tableClasses.table} ${classes.incidents}`}>
      <thead>
        <tr>
          <th>{t('alerts.severity')}</th>
          <th>{t('alerts.rule')}</th>
          <th>{t('common.status')}</th>
          <th className={tableClasses.number}>{t('alerts.since')}</th>
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} isSelected={incident.id === sel} now={now} />
        ))}
      </tbody>
    </table>
  );
}

interface IncidentRowProps {
  incident: Incident;
  isSelected: boolean;
  now: number;
}

function IncidentRow({ incident, isSelected, now }: IncidentRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <tr className={classes.row} data-selected={isSelected || undefined}>
      <td>
        <SeverityTone severity={incident.severity} />
      </td>
      <td className={tableClasses.wide}>
        <Link
          to="/admin/monitoring/alerts"
          search={(before) => ({ ...before, sel: incident.id })}
          className={classes.link}
        >
          {incident.ruleName}
        </Link>
        <br />
        <span className="dimmed">{incident.message}</span>
      </td>
      <td className={tableClasses.nowrap}>
        <IncidentStatusTone status={incident.status} />
        {incident.acknowledgedAt && incident.status === 'firing' && (
          <div>
            <Tone tone="info">{t('alerts.acknowledged')}</Tone>
          </div>
        )}
      </td>
      <td className={tableClasses.number} title={format.dateTime(incident.startedAt)}>
        {format.ago(incident.startedAt, now)}
        {incident.resolvedAt && (
          <div className="dimmed">
            {format.durationMs(Date.parse(incident.resolvedAt) - Date.parse(incident.startedAt))}
          </div>
        )}
      </td>
    </tr>
  );
}

/** `j` and `k` select the next and the previous incident. */
function useMoveBetween(incidents: readonly Incident[], selected: string | undefined): void {
  const navigate = useNavigate();
  const move = (offset: number) => {
    const index = incidents.findIndex(({ id }) => id === selected);
    const next = incidents[index < 0 ? 0 : index + offset];
    if (next) void navigate({ to: '.', search: (before) => ({ ...before, sel: next.id }), replace: true });
  };
  useShortcuts({ j: () => move(1), k: () => move(-1) });
}
