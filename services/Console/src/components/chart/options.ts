import type uPlot from 'uplot';
import type { Span } from '@/lib/time-range';

export interface ChartSetup {
  names: readonly string[];
  width: number;
  height: number;
  /** Top of the scale, for example 1 for ratios; the largest value by default. */
  max?: number;
  /** Charts of one group move their cursors together. */
  group: string;
  formatValue: (value: number) => string;
  formatTick: (unixSeconds: number, stepSeconds: number) => string;
  onZoom: (span: Span) => void;
  onZoomOut: () => void;
  onCursor: (index: number | null) => void;
}

const SERIES_COLORS = 6;

export function seriesColor(index: number): string {
  return `var(--series-${(index % SERIES_COLORS) + 1})`;
}

/** A canvas cannot read CSS variables: their values of the theme in force are looked up here. */
function themeColor(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

export function chartOptions(setup: ChartSetup): uPlot.Options {
  const axis: uPlot.Axis = {
    stroke: themeColor('--mantine-color-dimmed'),
    font: '11px "Inter Variable", system-ui',
    grid: { stroke: themeColor('--grid'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: setup.width,
    height: setup.height,
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: {
      sync: { key: setup.group },
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
      bind: {
        dblclick: () => () => {
          setup.onZoomOut();
          return null;
        },
      },
    },
    scales: { y: { range: (_, __, dataMax) => [0, setup.max ?? niceTop(dataMax)] } },
    axes: [
      {
        ...axis,
        size: 30,
        space: 72,
        values: (_, ticks, __, ___, step) => ticks.map((tick) => setup.formatTick(tick, step)),
      },
      { ...axis, size: 76, space: 34, values: (_, ticks) => ticks.map(setup.formatValue) },
    ],
    series: [{}, ...setup.names.map((name, index) => line(name, index))],
    hooks: {
      setSelect: [(chart) => reportSelection(chart, setup.onZoom)],
      setCursor: [(chart) => setup.onCursor(chart.cursor.idx ?? null)],
    },
  };
}

function line(label: string, index: number): uPlot.Series {
  const color = themeColor(`--series-${(index % SERIES_COLORS) + 1}`);
  return { label, stroke: color, fill: `${color}14`, width: 1.5, points: { show: false }, spanGaps: false };
}

function niceTop(max: number | null): number {
  return max === null || max <= 0 ? 1 : max * 1.1;
}

function reportSelection(chart: uPlot, onZoom: ChartSetup['onZoom']): void {
  const { left, width } = chart.select;
  if (width < 4) return;
  onZoom({ from: chart.posToVal(left, 'x') * 1_000, to: chart.posToVal(left + width, 'x') * 1_000 });
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}
