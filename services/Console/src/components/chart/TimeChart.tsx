import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Span } from '@/lib/time-range';
import { Panel } from '../Panel';
import { ChartCanvas } from './ChartCanvas';
import { ChartLegend } from './ChartLegend';
import { ChartTable } from './ChartTable';
import { alignSeries, type ChartSeries } from './series';
import classes from './TimeChart.module.css';

interface TimeChartProps {
  title: string;
  series: readonly ChartSeries[];
  span: Span;
  max?: number;
  formatValue: (value: number) => string;
  onZoom: (span: Span) => void;
  onZoomOut: () => void;
}

/** A panel with lines over time: drag zooms, double-click zooms out, and the same values stand in a table on demand. */
export function TimeChart({ title, series, span, max, formatValue, onZoom, onZoomOut }: TimeChartProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const [cursor, setCursor] = useState<number | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const columns = useMemo(() => alignSeries(series), [series]);
  const isEmpty = columns[0].length === 0;
  const switchLabel = asTable ? t('chart.asChart') : t('chart.asTable');

  const toggle = (name: string) =>
    setHidden((before) => {
      const after = new Set(before);
      if (!after.delete(name)) after.add(name);
      return after;
    });

  return (
    <Panel
      title={title}
      actions={
        <Tooltip label={switchLabel}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={switchLabel}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <IconChartLine size={16} /> : <IconTable size={16} />}
          </ActionIcon>
        </Tooltip>
      }
    >
      {isEmpty && <p className={classes.empty}>{t('chart.noData')}</p>}
      {!isEmpty && asTable && <ChartTable title={title} series={series} columns={columns} formatValue={formatValue} />}
      {!isEmpty && !asTable && (
        <>
          <ChartCanvas
            label={t('chart.summary', { title, series: series.map(({ name }) => name).join(', ') })}
            names={series.map(({ name }) => name)}
            columns={columns}
            hidden={hidden}
            span={span}
            {...(max !== undefined && { max })}
            formatValue={formatValue}
            onZoom={onZoom}
            onZoomOut={onZoomOut}
            onCursor={setCursor}
          />
          <ChartLegend
            series={series}
            columns={columns}
            cursor={cursor}
            hidden={hidden}
            formatValue={formatValue}
            onToggle={toggle}
          />
        </>
      )}
    </Panel>
  );
}
