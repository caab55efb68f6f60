import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ROW_HEIGHT, useDensity } from '@/app/density';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { useFormat } from '@/lib/use-format';
import { FirstLines } from './FirstLines';
import classes from './LogList.module.css';
import { LogRow } from './LogRow';
import type { LogGap } from './log-ring';
import type { LogRows } from './log-rows';
import type { useLogSearch } from './use-log-search';

interface LogListProps {
  rows: LogRows;
  selectedId: string | undefined;
  isWrapped: boolean;
  isLive: boolean;
  /** Lines that came while the view was held. */
  waiting: number;
  search: ReturnType<typeof useLogSearch>;
  onSelect: (id: string) => void;
  onLoadGap: (gap: LogGap) => void;
  onStep: (offset: number) => void;
  onScrolledAway: (isAway: boolean) => void;
  onShowNew: () => void;
}

/** How close to the end older lines are fetched, in rows. */
const PREFETCH_ROWS = 40;

/** The lines, newest first; only those in view exist in the document. */
export function LogList(props: LogListProps) {
  const { rows, selectedId, isWrapped, isLive, search, onScrolledAway } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const [density] = useDensity();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT[density],
    getItemKey: (index) => rows.at(index)?.id ?? index,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows measured at another density or wrapping are worthless
  useEffect(() => virtual.measure(), [density, isWrapped]);
  useEffect(() => {
    if (rows.length > 0 && lastIndex >= rows.length - PREFETCH_ROWS) search.loadOlder();
  }, [lastIndex, rows.length, search.loadOlder]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the selection moves, not when lines arrive
  useEffect(() => {
    const index = selectedId === undefined ? -1 : rows.indexOf(selectedId);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
  }, [selectedId]);

  const showNew = () => {
    scroller.current?.scrollTo({ top: 0 });
    props.onShowNew();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const offset = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!offset) return;
    event.preventDefault();
    props.onStep(offset);
  };

  if (search.isPending && rows.length === 0) {
    return (
      <div className={classes.frame}>
        <RowsSkeleton rows={16} />
      </div>
    );
  }
  if (rows.length === 0) {
    return <div className={classes.frame}>{search.error ? null : <FirstLines isLive={isLive} />}</div>;
  }
  const selectedRow = items.find(({ key }) => key === selectedId);
  return (
    <div className={classes.frame}>
      {props.waiting > 0 && (
        <button type="button" className={classes.pill} title={t('logs.newRowsHint')} onClick={showNew}>
          <span aria-hidden>▸</span> {t('logs.newRows', { value: format.number(props.waiting) })}
        </button>
      )}
      <div
        ref={scroller}
        className={classes.scroller}
        role="listbox"
        tabIndex={0}
        aria-label={t('logs.list')}
        aria-activedescendant={selectedRow && `line-${selectedRow.index}`}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) => isLive && onScrolledAway(currentTarget.scrollTop > ROW_HEIGHT[density])}
      >
        <div className={classes.canvas} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const entry = rows.at(item.index);
            return (
              entry && (
                <LogRow
                  key={item.key}
                  entry={entry}
                  index={item.index}
                  top={item.start}
                  isSelected={entry.id === selectedId}
                  measure={isWrapped ? virtual.measureElement : undefined}
                  onSelect={props.onSelect}
                  onLoadGap={props.onLoadGap}
                />
              )
            );
          })}
        </div>
      </div>
      <p className={classes.foot} role="status">
        {search.isLoadingOlder && t('logs.older')}
        {!search.hasOlder && !search.isPending && t('logs.end')}
      </p>
    </div>
  );
}
