import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Tone } from '@/components/Tone';
import { useFormat } from '@/lib/use-format';
import classes from './LogList.module.css';
import { LEVEL_TONES } from './level-tones';
import type { LogEntry, LogGap } from './log-ring';
import type { LogRecord } from './types';

interface LogRowProps {
  entry: LogEntry;
  index: number;
  /** Offset from the top of the list, in pixels. */
  top: number;
  isSelected: boolean;
  /** Present when lines wrap: the row then reports its own height. */
  measure: ((element: Element | null) => void) | undefined;
  onSelect: (id: string) => void;
  onLoadGap: (gap: LogGap) => void;
}

/** One line, or the place of lines that are missing. */
export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { entry, index, top, isSelected, measure } = props;
  const isGap = entry.kind === 'gap';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list around it takes the keys
    <div
      ref={measure}
      id={`line-${index}`}
      data-index={index}
      data-row
      data-level={isGap ? undefined : entry.record.level}
      data-wrapped={measure && true}
      className={isGap ? `${classes.row} ${classes.gap}` : classes.row}
      role="option"
      aria-selected={isSelected}
      tabIndex={-1}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => (isGap ? props.onLoadGap(entry) : props.onSelect(entry.id))}
    >
      {isGap ? <GapText gap={entry} /> : <LineCells record={entry.record} />}
    </div>
  );
});

function LineCells({ record }: { record: LogRecord }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <span className={classes.time}>{format.clock(record.timestamp)}</span>
      <Tone tone={LEVEL_TONES[record.level]}>
        <span className={classes.levelWord}>{t(`level.${record.level}`)}</span>
      </Tone>
      <span className={classes.service}>{record.service}</span>
      <span className={classes.message}>{record.message}</span>
    </>
  );
}

function GapText({ gap }: { gap: LogGap }) {
  const { t } = useTranslation();
  const format = useFormat();
  const missed = gap.missed === null ? '?' : format.number(gap.missed);
  return (
    <span>
      {t('logs.missed', { value: missed })} · <u>{t('logs.missedReload')}</u>
    </span>
  );
}
