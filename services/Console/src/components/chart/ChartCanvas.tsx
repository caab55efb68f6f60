import { useComputedColorScheme } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import type { Span } from '@/lib/time-range';
import { type ChartSetup, chartOptions } from './options';
import type { Columns } from './series';
import classes from './TimeChart.module.css';
import 'uplot/dist/uPlot.min.css';

const HEIGHT = 180;
const DAY_SECONDS = 86_400;

interface ChartCanvasProps
  extends Pick<ChartSetup, 'names' | 'max' | 'formatValue' | 'onZoom' | 'onZoomOut' | 'onCursor'> {
  label: string;
  columns: Columns;
  hidden: ReadonlySet<string>;
  span: Span;
}

/** Draws the lines with uPlot. The chart is built anew for other lines or another theme, and only redrawn for new values. */
export function ChartCanvas({ label, columns, hidden, span, ...setup }: ChartCanvasProps) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, width } = useElementSize<HTMLDivElement>();
  const scheme = useComputedColorScheme('light');
  const chart = useRef<uPlot | null>(null);
  const latest = useRef({ setup, columns });
  latest.current = { setup, columns };
  const names = setup.names.join('\n');

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours and the names are read while building
  useEffect(() => {
    if (!host.current || width === 0) return;
    const { setup, columns } = latest.current;
    const options = chartOptions({
      ...setup,
      width,
      height: HEIGHT,
      group: 'page',
      formatTick,
      formatValue: (value) => latest.current.setup.formatValue(value),
      onZoom: (zoomed) => latest.current.setup.onZoom(zoomed),
      onZoomOut: () => latest.current.setup.onZoomOut(),
    });
    chart.current = new uPlot(options, columns as uPlot.AlignedData, host.current);
    return () => {
      chart.current?.destroy();
      chart.current = null;
    };
  }, [width, scheme, names]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a chart built anew needs its values and window again
  useEffect(() => {
    chart.current?.batch(() => {
      chart.current?.setData(columns as uPlot.AlignedData, false);
      chart.current?.setScale('x', { min: span.from / 1_000, max: span.to / 1_000 });
    });
  }, [columns, span.from, span.to, width, scheme, names]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a chart built anew shows every line until told otherwise
  useEffect(() => {
    latest.current.setup.names.forEach((name, index) => {
      chart.current?.setSeries(index + 1, { show: !hidden.has(name) });
    });
  }, [hidden, width, scheme, names]);

  return (
    <div
      ref={useMergedRef(host, sizeRef)}
      className={classes.canvas}
      role="img"
      aria-label={label}
      title={t('chart.zoomHint')}
    />
  );
}

/** `14:05` within days, `11-22` from one day a tick on; 24-hour clock in every language. */
function formatTick(unixSeconds: number, stepSeconds: number): string {
  const at = new Date(unixSeconds * 1_000);
  if (stepSeconds >= DAY_SECONDS) return `${at.getMonth() + 1}-${String(at.getDate()).padStart(2, '0')}`;
  const time = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
  return stepSeconds < 60 ? `${time}:${String(at.getSeconds()).padStart(2, '0')}` : time;
}
