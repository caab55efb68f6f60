import type { ReactNode } from 'react';
import { useFormat } from '@/lib/use-format';
import classes from './Timeline.module.css';
import type { ToneName } from './Tone';

export interface TimelineEntry {
  key: string;
  at: string;
  tone: ToneName;
  text: ReactNode;
}

/** What happened, in order, each with its instant. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const format = useFormat();
  return (
    <ol className={classes.timeline}>
      {entries.map((entry) => (
        <li key={entry.key} className={classes.entry} data-tone={entry.tone}>
          <div className={classes.text}>{entry.text}</div>
          <time className={classes.time} dateTime={entry.at}>
            {format.dateTime(entry.at)}
          </time>
        </li>
      ))}
    </ol>
  );
}
