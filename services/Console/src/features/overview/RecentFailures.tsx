import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import tableClasses from '@/components/DataTable.module.css';
import { Panel } from '@/components/Panel';
import { PanelNote } from '@/components/PanelNote';
import { QueryView } from '@/components/QueryView';
import { RatioBar } from '@/components/RatioBar';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { RunStatusTone } from '@/features/runs/RunStatusTone';
import { targetText } from '@/features/runs/target';
import type { Run } from '@/features/runs/types';
import type { Page } from '@/lib/http';
import { useFormat } from '@/lib/use-format';
import { useNow } from '@/lib/use-now';

const SHOWN = 6;
const BAD = new Set(['failed', 'stalled', 'partial']);

export function RecentFailures({ runs }: { runs: UseQueryResult<Page<Run>, Error> }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t('overview.recentFailed')}
      actions={
        <Link to="/admin/monitoring/runs" search={({ from, to }) => ({ from, to, status: 'failed' })}>
          {t('common.showAll')}
        </Link>
      }
      flush
    >
      <QueryView query={runs} skeleton={<RowsSkeleton rows={SHOWN} />}>
        {({ items }) => <FailureRows runs={items.filter(({ status }) => BAD.has(status)).slice(0, SHOWN)} />}
      </QueryView>
    </Panel>
  );
}

function FailureRows({ runs }: { runs: readonly Run[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (runs.length === 0) return <PanelNote>{t('overview.noFailed')}</PanelNote>;
  return (
    <table className={tableClasses.table}>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <td>
              <RunStatusTone status={run.status} />
            </td>
            <td>
              <div className={tableClasses.phrase}>
                <Link to="/admin/monitoring/runs/$id" params={{ id: run.id }}>
                  {run.generationType}
                </Link>
                <span className="dimmed">{targetText(run)}</span>
              </div>
            </td>
            <td>
              <RatioBar percent={run.successRate} />
            </td>
            <td className={tableClasses.number} title={format.dateTime(run.startedAt)}>
              {format.ago(run.startedAt, now)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
