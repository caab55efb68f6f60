import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import tableClasses from '@/components/DataTable.module.css';
import { RatioBar } from '@/components/RatioBar';
import { NOTHING } from '@/lib/format';
import { useFormat } from '@/lib/use-format';
import { useNow } from '@/lib/use-now';
import { RunProgress } from './RunProgress';
import { RunStatusTone } from './RunStatusTone';
import classes from './RunsTable.module.css';
import { targetText } from './target';
import type { Run } from './types';

export function RunsTable({ runs }: { runs: readonly Run[] }) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <table className={`${tableClasses.table} ${classes.runs}`}>
      <thead>
        <tr>
          <th>{t('common.status')}</th>
          <th>{t('runs.type')}</th>
          <th>{t('runs.target')}</th>
          <th>{t('runs.started')}</th>
          <th className={tableClasses.number}>{t('runs.duration')}</th>
          <th>{t('runs.success')}</th>
          <th className={tableClasses.number}>{t('runs.items')}</th>
          <th className={tableClasses.number}>{t('runs.errors')}</th>
          <th>{t('runs.source')}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function RunRow({ run, now }: { run: Run; now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isRunning = run.status === 'running';
  return (
    <tr className={classes.row}>
      <td>
        <RunStatusTone status={run.status} />
      </td>
      <td>
        <Link to="/admin/monitoring/runs/$id" params={{ id: run.id }} className={classes.link}>
          {run.generationType}
        </Link>
      </td>
      <td className={tableClasses.nowrap}>{targetText(run)}</td>
      <td className={tableClasses.nowrap}>
        <time dateTime={run.startedAt} title={format.dateTime(run.startedAt)}>
          {format.ago(run.startedAt, now)}
        </time>
      </td>
      <td className={tableClasses.number}>
        {format.durationMs(isRunning ? now - Date.parse(run.startedAt) : run.durationMs)}
      </td>
      <td>{isRunning ? <RunProgress run={run} /> : <RatioBar percent={run.successRate} />}</td>
      <td className={tableClasses.number}>
        {isRunning
          ? NOTHING
          : t('runs.itemsDone', {
              success: format.number(run.successCount),
              total: format.number(run.totalCount),
            })}
      </td>
      <td className={tableClasses.number}>{format.number(run.errorCount)}</td>
      <td className={classes.source}>{run.source ?? NOTHING}</td>
    </tr>
  );
}
