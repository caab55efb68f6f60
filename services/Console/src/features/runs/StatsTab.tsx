import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import tableClasses from '@/components/DataTable.module.css';
import { EmptyState } from '@/components/EmptyState';
import { Panel } from '@/components/Panel';
import { QueryView } from '@/components/QueryView';
import { RatioBar } from '@/components/RatioBar';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { NOTHING } from '@/lib/format';
import { useFormat } from '@/lib/use-format';
import { statsQuery } from './api';
import { RunStatusTone } from './RunStatusTone';
import type { RunTotals } from './types';

const DURATIONS = ['mean', 'p50', 'p95', 'p99', 'max'] as const;

/** Figures of the range for each type and for all of them. */
export function StatsTab() {
  const { t } = useTranslation();
  const { span } = useRange();
  const stats = useQuery(statsQuery(span));
  return (
    <Panel flush>
      <QueryView query={stats} skeleton={<RowsSkeleton rows={5} />}>
        {({ groups, total }) =>
          groups.length === 0 ? (
            <EmptyState title={t('runs.none')} hint={t('runs.noneHint')} />
          ) : (
            <table className={tableClasses.table}>
              <thead>
                <tr>
                  <th>{t('runs.type')}</th>
                  <th className={tableClasses.number}>{t('runs.list')}</th>
                  <th>{t('runs.success')}</th>
                  <th>{t('runs.itemSuccess')}</th>
                  {DURATIONS.map((name) => (
                    <th key={name} className={tableClasses.number}>
                      {name === 'mean' || name === 'max' ? t(`runs.${name}`) : name}
                    </th>
                  ))}
                  <th className={tableClasses.number}>{t('runs.errors')}</th>
                  <th>{t('runs.lastRun')}</th>
                </tr>
              </thead>
              <tbody>
                {groups.map(({ key, ...totals }) => (
                  <StatsRow key={key} name={key} totals={totals} />
                ))}
                <StatsRow name={t('runs.allTypes')} totals={total} />
              </tbody>
            </table>
          )
        }
      </QueryView>
    </Panel>
  );
}

function StatsRow({ name, totals }: { name: string; totals: RunTotals }) {
  const format = useFormat();
  return (
    <tr>
      <td className={tableClasses.nowrap}>{name}</td>
      <td className={tableClasses.number}>{format.number(totals.runs)}</td>
      <td>
        <RatioBar percent={totals.runSuccessRate} />
      </td>
      <td>
        <RatioBar percent={totals.itemSuccessRate} />
      </td>
      {DURATIONS.map((duration) => (
        <td key={duration} className={tableClasses.number}>
          {format.durationMs(totals.durationMs[duration])}
        </td>
      ))}
      <td className={tableClasses.number}>{format.number(totals.errors)}</td>
      <td>
        {totals.lastRun ? (
          <Link to="/admin/monitoring/runs/$id" params={{ id: totals.lastRun.id }}>
            <RunStatusTone status={totals.lastRun.status} />
          </Link>
        ) : (
          NOTHING
        )}
      </td>
    </tr>
  );
}
