import { useFormat } from '@/lib/use-format';
import classes from './IncidentPane.module.css';

const WIDTH = 400;
const HEIGHT = 110;

interface EvidenceChartProps {
  history: readonly { at: string; value: number }[];
  threshold: number;
  label: string;
  formatValue: (value: number) => string;
}

/** The values that led to the alert, with the threshold they crossed. */
export function EvidenceChart({ history, threshold, label, formatValue }: EvidenceChartProps) {
  const format = useFormat();
  const times = history.map(({ at }) => Date.parse(at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const top = Math.max(...history.map(({ value }) => value), threshold) * 1.1 || 1;
  const y = (value: number) => HEIGHT * (1 - value / top);
  const points = history.map(({ value }, index) => {
    const x = (WIDTH * ((times[index] ?? first) - first)) / Math.max(1, last - first);
    return `${x.toFixed(1)},${y(value).toFixed(1)}`;
  });
  const latest = history.at(-1)?.value ?? 0;
  return (
    <>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${formatValue(latest)} / ${formatValue(threshold)}`}
      >
        <line className={classes.threshold} x1={0} x2={WIDTH} y1={y(threshold)} y2={y(threshold)} />
        <polyline className={classes.line} points={points.join(' ')} />
      </svg>
      <div className={classes.axis}>
        <span>{format.dateTime(first)}</span>
        <span>{format.dateTime(last)}</span>
      </div>
    </>
  );
}
