import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import tableClasses from '@/components/DataTable.module.css';
import { Panel } from '@/components/Panel';
import { PanelNote } from '@/components/PanelNote';
import { IncidentStatusTone, SeverityTone } from '@/features/alerts/tones';
import { useFormat } from '@/lib/use-format';
import type { RunAlert } from '../types';

export function RunAlerts({ alerts }: { alerts: readonly RunAlert[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (alerts.length === 0) {
    return (
      <Panel title={t('runs.alerts')}>
        <PanelNote>{t('runs.noAlerts')}</PanelNote>
      </Panel>
    );
  }
  return (
    <Panel title={t('runs.alerts')} flush>
      <table className={tableClasses.table}>
        <tbody>
          {alerts.map((alert) => (
            <tr key={alert.incidentId}>
              <td>
                <SeverityTone severity={alert.severity} />
              </td>
              <td className={tableClasses.wide}>
                <Link to="/admin/monitoring/alerts" search={{ sel: alert.incidentId }}>
                  {alert.ruleName}
                </Link>
                <br />
                <span className="dimmed">{alert.message}</span>
              </td>
              <td>
                <IncidentStatusTone status={alert.status} />
              </td>
              <td className={tableClasses.nowrap}>{format.dateTime(alert.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
