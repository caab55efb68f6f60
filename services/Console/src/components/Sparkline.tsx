import { useId } from 'react';
import classes from './Sparkline.module.css';

const WIDTH = 160;
const HEIGHT = 36;

interface SparklineProps {
  /** Null where there is no value; the line breaks there. */
  values: readonly (number | null)[];
  color: string;
  /** Top of the scale; the largest value by default. */
  max?: number;
}

/** The course of a number, without axes. Decoration: the number itself stands beside it. */
export function Sparkline({ values, color, max }: SparklineProps) {
  const gradient = useId();
  const lines = sparklinePaths(values, WIDTH, HEIGHT, max);
  return (
    <svg className={classes.spark} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      <defs>
        <linearGradient id={gradient} x1="0" x2="0" y1="0" y2="1">
          <stop offset="0" stopColor={color} stopOpacity="0.35" />
          <stop offset="1" stopColor={color} stopOpacity="0.02" />
        </linearGradient>
      </defs>
      {lines.map((line) => (
        <g key={line}>
          <path d={`${line}V${HEIGHT}H${line.slice(1).split(',')[0]}Z`} fill={`url(#${gradient})`} />
          <path d={line} fill="none" stroke={color} strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
        </g>
      ))}
    </svg>
  );
}

/** One path for each unbroken stretch of values. */
export function sparklinePaths(
  values: readonly (number | null)[],
  width: number,
  height: number,
  max = Math.max(...values.map((value) => value ?? 0)),
): string[] {
  const stepX = width / Math.max(1, values.length - 1);
  const paths: string[] = [];
  let points: string[] = [];
  values.forEach((value, index) => {
    if (value !== null) {
      const y = height - 2 - (max > 0 ? Math.min(1, value / max) : 0) * (height - 4);
      points.push(`${(index * stepX).toFixed(1)},${y.toFixed(1)}`);
    }
    if ((value === null || index === values.length - 1) && points.length > 0) {
      paths.push(`M${points.join('L')}`);
      points = [];
    }
  });
  return paths;
}
