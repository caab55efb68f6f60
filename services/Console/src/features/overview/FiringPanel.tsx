import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import tableClasses from '@/components/DataTable.module.css';
import { Panel } from '@/components/Panel';
import { PanelNote } from '@/components/PanelNote';
import { QueryView } from '@/components/QueryView';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { firingQuery } from '@/features/alerts/api';
import { SeverityTone } from '@/features/alerts/tones';
import type { Incident } from '@/features/alerts/types';
import { useFormat } from '@/lib/use-format';
import { useNow } from '@/lib/use-now';

const SHOWN = 6;

export function FiringPanel() {
  const { t } = useTranslation();
  const firing = useQuery(firingQuery);
  return (
    <Panel
      title={t('overview.firing')}
      actions={<Link to="/admin/monitoring/alerts">{t('common.showAll')}</Link>}
      flush
    >
      <QueryView query={firing} skeleton={<RowsSkeleton rows={SHOWN} />}>
        {({ items }) =>
          items.length === 0 ? (
            <PanelNote>{t('overview.noFiring')}</PanelNote>
          ) : (
            <FiringRows incidents={items.slice(0, SHOWN)} />
          )
        }
      </QueryView>
    </Panel>
  );
}

function FiringRows({ incidents }: { incidents: readonly Incident[] }) {
  const format = useFormat();
  const now = useNow();
  return (
    <table className={tableClasses.table}>
      <tbody>
        {incidents.map((incident) => (
          <tr key={incident.id}>
            <td>
              <SeverityTone severity={incident.severity} />
            </td>
            <td>
              <div className={tableClasses.phrase}>
                <Link to="/admin/monitoring/alerts" search={{ sel: incident.id }}>
                  {incident.ruleName}
                </Link>
                <span className="dimmed">{incident.message}</span>
              </div>
            </td>
            <td className={tableClasses.number} title={format.dateTime(incident.startedAt)}>
              {format.ago(incident.startedAt, now)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
