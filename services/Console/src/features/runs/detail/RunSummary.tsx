import { useTranslation } from 'react-i18next';
import { Copyable } from '@/components/Copyable';
import { Fact, Facts } from '@/components/Facts';
import { Panel } from '@/components/Panel';
import { RatioBar } from '@/components/RatioBar';
import { NOTHING } from '@/lib/format';
import { useFormat } from '@/lib/use-format';
import { useNow } from '@/lib/use-now';
import { RunProgress } from '../RunProgress';
import type { Run } from '../types';
import classes from './RunSummary.module.css';

export function RunSummary({ run }: { run: Run }) {
  return (
    <Panel>
      <Counts run={run} />
      <RunFacts run={run} />
      {run.progress?.message && (
        <p className={classes.message} aria-live="polite">
          {run.progress.message}
        </p>
      )}
    </Panel>
  );
}

function Counts({ run }: { run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const isRunning = run.status === 'running';
  const counts = [
    ['total', run.totalCount],
    ['succeeded', run.successCount],
    ['failedItems', run.failedCount],
    ['skipped', run.skippedCount],
  ] as const;
  return (
    <dl className={classes.counts}>
      {counts.map(([name, count]) => (
        <div key={name} data-name={name} data-zero={!count || undefined}>
          <dt>{t(`runs.${name}`)}</dt>
          <dd>{isRunning ? NOTHING : format.number(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function RunFacts({ run }: { run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(1_000);
  const isRunning = run.status === 'running';
  return (
    <Facts>
      <Fact name={t('runs.success')}>
        {isRunning ? <RunProgress run={run} /> : <RatioBar percent={run.successRate} />}
      </Fact>
      <Fact name={t('runs.duration')}>
        {format.durationMs(isRunning ? now - Date.parse(run.startedAt) : run.durationMs)}
        {run.expectedDurationMs !== null && (
          <span className="dimmed"> {t('runs.expected', { duration: format.durationMs(run.expectedDurationMs) })}</span>
        )}
      </Fact>
      <Fact name={t('runs.started')}>{format.dateTime(run.startedAt)}</Fact>
      {run.completedAt && <Fact name={t('runs.completedAt')}>{format.dateTime(run.completedAt)}</Fact>}
      {isRunning && run.lastHeartbeatAt && (
        <Fact name={t('runs.lastHeartbeat')}>{format.ago(run.lastHeartbeatAt, now)}</Fact>
      )}
      <Fact name={t('runs.source')}>{run.source ?? NOTHING}</Fact>
      <IdFact name={t('runs.id')} id={run.id} />
      {run.traceId && <IdFact name={t('common.traceId')} id={run.traceId} />}
      {run.correlationId && <IdFact name={t('runs.correlation')} id={run.correlationId} />}
    </Facts>
  );
}

function IdFact({ name, id }: { name: string; id: string }) {
  return (
    <Fact name={name}>
      <Copyable text={id} label={name} />
    </Fact>
  );
}
