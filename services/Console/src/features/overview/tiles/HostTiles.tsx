import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import { latestValue } from '@/components/chart/series';
import { NOTHING } from '@/lib/format';
import { useFormat } from '@/lib/use-format';
import { KpiTile } from '../KpiTile';
import { hostMetricsQuery } from '../metrics';

export function CpuTile() {
  return <RatioTile name="cpu" color="var(--series-2)" />;
}

export function MemoryTile() {
  return <RatioTile name="memory" color="var(--series-4)" />;
}

/** A share of the host, as percent; amber from 90 %, red from 95 %. */
function RatioTile({ name, color }: { name: 'cpu' | 'memory'; color: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { span } = useRange();
  const host = useQuery(hostMetricsQuery(span));
  const points = host.data?.[name][0]?.points ?? [];
  const latest = latestValue({ name, points });
  return (
    <KpiTile
      label={t(`overview.${name}`)}
      value={host.data && (latest === null ? NOTHING : format.percent(latest * 100))}
      tone={latest === null || latest < 0.9 ? undefined : latest < 0.95 ? 'warn' : 'error'}
      spark={points.map(([, value]) => value)}
      sparkMax={1}
      color={color}
      error={host.error}
      onRetry={() => void host.refetch()}
    />
  );
}
