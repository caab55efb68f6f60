import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import { recentRunsQuery, statsQuery } from '@/features/runs/api';
import { previousSpan } from '@/lib/time-range';
import { useFormat } from '@/lib/use-format';
import { runSuccess } from '../buckets';
import { KpiTile } from '../KpiTile';

/** Share of ended runs that completed, and its change against the period before. */
export function SuccessTile() {
  const { t } = useTranslation();
  const format = useFormat();
  const { span } = useRange();
  const stats = useQuery(statsQuery(span));
  const before = useQuery(statsQuery(previousSpan(span)));
  const runs = useQuery(recentRunsQuery(span));
  const rate = stats.data?.total.runSuccessRate ?? null;
  const rateBefore = before.data?.total.runSuccessRate ?? null;
  const change = rate !== null && rateBefore !== null ? rate - rateBefore : null;

  return (
    <KpiTile
      label={t('overview.successRate')}
      value={stats.data && format.percent(rate)}
      note={
        change !== null && (
          <span title={t('common.vsPrevious')}>
            {t('common.points', {
              value: `${change < 0 ? '−' : '+'}${format.number(Math.abs(change), 1)}`,
            })}
          </span>
        )
      }
      tone={rate === null || rate >= 95 ? undefined : rate >= 80 ? 'warn' : 'error'}
      spark={runSuccess(runs.data?.items ?? [], span)}
      sparkMax={100}
      color="var(--series-3)"
      error={stats.error}
      onRetry={() => void stats.refetch()}
    />
  );
}
