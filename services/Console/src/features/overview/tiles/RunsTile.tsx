import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import { recentRunsQuery, statsQuery } from '@/features/runs/api';
import { useFormat } from '@/lib/use-format';
import { runCounts } from '../buckets';
import { KpiTile } from '../KpiTile';

export function RunsTile() {
  const { t } = useTranslation();
  const format = useFormat();
  const { span } = useRange();
  const stats = useQuery(statsQuery(span));
  const runs = useQuery(recentRunsQuery(span));
  const total = stats.data?.total;
  return (
    <KpiTile
      label={t('overview.runs')}
      value={total && format.number(total.runs)}
      note={
        total &&
        t('overview.runsSplit', {
          failed: format.number(total.failed + total.stalled),
          running: format.number(total.running),
        })
      }
      spark={runCounts(runs.data?.items ?? [], span)}
      color="var(--series-1)"
      error={stats.error}
      onRetry={() => void stats.refetch()}
    />
  );
}
