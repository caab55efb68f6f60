import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import { breakAtGaps, type ChartSeries } from '@/components/chart/series';
import { TimeChart } from '@/components/chart/TimeChart';
import { QueryView } from '@/components/QueryView';
import { absoluteRange, zoomOut } from '@/lib/time-range';
import { useFormat } from '@/lib/use-format';
import { type HostMetrics, hostMetricsQuery, type MetricSeries } from './metrics';
import classes from './OverviewPage.module.css';

/** CPU, memory, disks and network of the host over the range. */
export function HostCharts() {
  const { span } = useRange();
  const host = useQuery(hostMetricsQuery(span));
  return (
    <QueryView query={host} skeleton={<ChartsSkeleton />}>
      {(metrics) => <Charts metrics={metrics} />}
    </QueryView>
  );
}

function Charts({ metrics }: { metrics: HostMetrics }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { range, span, setRange } = useRange();
  const series = useMemo(
    () => ({
      cpu: named(metrics.cpu, () => t('overview.cpu')),
      memory: named(metrics.memory, () => t('overview.memory')),
      disk: named(metrics.disk, ({ mountpoint }) => mountpoint ?? '/'),
      network: named(metrics.network, ({ direction }) =>
        direction === 'transmit' ? t('overview.transmit') : t('overview.receive'),
      ),
    }),
    [metrics, t],
  );
  const ratio = (value: number) => format.percent(value * 100);
  const rate = (value: number) => t('overview.perSecond', { value: format.bytes(value) });
  const shared = {
    span,
    onZoom: (zoomed: typeof span) => setRange(absoluteRange(zoomed)),
    onZoomOut: () => setRange(zoomOut(range, Date.now())),
  };
  return (
    <div className={classes.pair}>
      <TimeChart title={t('overview.cpu')} series={series.cpu} max={1} formatValue={ratio} {...shared} />
      <TimeChart title={t('overview.memory')} series={series.memory} max={1} formatValue={ratio} {...shared} />
      <TimeChart title={t('overview.disk')} series={series.disk} max={1} formatValue={ratio} {...shared} />
      <TimeChart title={t('overview.network')} series={series.network} formatValue={rate} {...shared} />
    </div>
  );
}

function named(series: readonly MetricSeries[], name: (labels: Record<string, string>) => string): ChartSeries[] {
  return series.map(({ labels, points }) => breakAtGaps({ name: name(labels), points }));
}

function ChartsSkeleton() {
  return (
    <div className={classes.pair}>
      <Skeleton height={276} />
      <Skeleton height={276} />
      <Skeleton height={276} />
      <Skeleton height={276} />
    </div>
  );
}
