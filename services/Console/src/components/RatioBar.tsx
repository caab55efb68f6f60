import { useFormat } from '@/lib/use-format';
import classes from './RatioBar.module.css';

/** A percentage as text and as a bar; red below 90, amber below 100. */
export function RatioBar({ percent }: { percent: number | null }) {
  const format = useFormat();
  return (
    <span className={classes.ratio}>
      <span className={classes.track} aria-hidden>
        <span
          className={classes.fill}
          data-tone={percent === null ? 'none' : percent < 90 ? 'error' : percent < 100 ? 'warn' : 'ok'}
          style={{ width: `${percent ?? 0}%` }}
        />
      </span>
      <span className={classes.text}>{format.percent(percent)}</span>
    </span>
  );
}
