import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import tableClasses from '@/components/DataTable.module.css';
import { Panel } from '@/components/Panel';
import { NOTHING } from '@/lib/format';
import { useFormat } from '@/lib/use-format';
import { RunStatusTone } from '../RunStatusTone';
import { targetText } from '../target';
import type { Compared, Run, RunDiff } from '../types';
import { Change, type Wish } from './Change';

export function DiffCounts({ diff }: { diff: RunDiff }) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = (value: number) => format.number(value);
  const rows: { name: string; compared: Compared; text: (value: number) => string; wish: Wish }[] = [
    { name: t('runs.diff.rate'), compared: diff.successRate, text: format.percent, wish: 'more' },
    { name: t('runs.duration'), compared: diff.durationMs, text: format.durationMs, wish: 'less' },
    { name: t('runs.total'), compared: diff.counts.total, text: count, wish: 'any' },
    { name: t('runs.succeeded'), compared: diff.counts.success, text: count, wish: 'more' },
    { name: t('runs.failedItems'), compared: diff.counts.failed, text: count, wish: 'less' },
    { name: t('runs.skipped'), compared: diff.counts.skipped, text: count, wish: 'any' },
    { name: t('runs.errors'), compared: diff.counts.errors, text: count, wish: 'less' },
  ];
  return (
    <Panel title={t('runs.diff.counts')} flush>
      <table className={tableClasses.table}>
        <thead>
          <tr>
            <th>
              <span className="visually-hidden">{t('common.name')}</span>
            </th>
            <th className={tableClasses.number}>
              <RunHead side={t('runs.diff.left')} run={diff.left} />
            </th>
            <th className={tableClasses.number}>
              <RunHead side={t('runs.diff.right')} run={diff.right} />
            </th>
            <th className={tableClasses.number}>{t('runs.diff.change')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, compared, text, wish }) => (
            <tr key={name}>
              <td>{name}</td>
              <Cell value={compared.left} text={text} />
              <Cell value={compared.right} text={text} />
              <td className={tableClasses.number}>
                <Change delta={compared.delta} text={text} wish={wish} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Cell({ value, text }: { value: number | null; text: (value: number) => string }) {
  return <td className={tableClasses.number}>{value === null ? NOTHING : text(value)}</td>;
}

function RunHead({ side, run }: { side: string; run: Run }) {
  const format = useFormat();
  return (
    <>
      {side} <RunStatusTone status={run.status} />
      <br />
      <Link to="/admin/monitoring/runs/$id" params={{ id: run.id }}>
        {run.generationType} {targetText(run)} · {format.dateTime(run.startedAt)}
      </Link>
    </>
  );
}
