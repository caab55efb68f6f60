import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import { Page } from '@/components/Page';
import { ProblemNotice } from '@/components/ProblemNotice';
import { useShortcuts } from '@/lib/shortcuts';
import { LogDetail } from './detail/LogDetail';
import { Facets } from './Facets';
import { FacetsDrawer } from './FacetsDrawer';
import { LiveControls } from './LiveControls';
import { LogList } from './LogList';
import classes from './LogsPage.module.css';
import { createLogRows } from './log-rows';
import { QueryBox } from './query/QueryBox';
import { useHold } from './use-hold';
import { useLiveTail } from './use-live-tail';
import { useLogFilter } from './use-log-filter';
import { useLogSearch } from './use-log-search';
import { VolumePanel } from './volume/VolumePanel';

/** Searches lines and follows them live. */
export function LogsPage() {
  const { t } = useTranslation();
  const { live, sel, wrap } = useSearch({ from: '/admin/monitoring/logs' });
  const navigate = useNavigate();
  const { filter } = useLogFilter();
  const { span: movingSpan } = useRange();
  const isLive = live === '1';

  const search = useLogSearch(filter);
  const tail = useLiveTail({ filter, isOn: isLive, onOpen: search.renew });
  const hold = useHold(tail.setHeld, isLive);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ring is one object; its version says that it changed
  const rows = useMemo(() => createLogRows(tail.ring, search.lines), [tail.ring, tail.version, search.lines]);
  const selected = sel === undefined ? undefined : rows.find(sel);
  const span = isLive ? movingSpan : search.span;

  const setSearch = (changes: Partial<Record<'live' | 'sel' | 'wrap', string | undefined>>) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...changes }), replace: true });
  const move = (step: number) => {
    const next = rows.step(sel, step);
    if (next) setSearch({ sel: next });
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    w: () => setSearch({ wrap: wrap ? undefined : '1' }),
    r: search.renew,
  });

  return (
    <Page
      fill
      title={t('logs.title')}
      actions={
        <>
          <FacetsDrawer filter={filter} span={span} />
          <Button
            size="xs"
            variant="default"
            aria-pressed={wrap === '1'}
            onClick={() => setSearch({ wrap: wrap ? undefined : '1' })}
          >
            {t('logs.wrap')}
          </Button>
          <LiveControls
            isLive={isLive}
            state={tail.state}
            held={tail.ring.length + tail.ring.waiting}
            hold={hold}
            onSwitch={() => setSearch({ live: isLive ? undefined : '1' })}
          />
        </>
      }
    >
      <QueryBox />
      <VolumePanel filter={filter} span={span} />
      {search.error && <ProblemNotice error={search.error} onRetry={search.renew} />}
      <div className={classes.body} data-pane={selected !== undefined || undefined}>
        <div className={classes.facets}>
          <Facets filter={filter} span={span} />
        </div>
        <LogList
          rows={rows}
          selectedId={sel}
          isWrapped={wrap === '1'}
          isLive={isLive}
          waiting={tail.ring.waiting}
          search={search}
          onSelect={(id) => setSearch({ sel: id === sel ? undefined : id })}
          onLoadGap={tail.loadGap}
          onStep={move}
          onScrolledAway={hold.setScrolledAway}
          onShowNew={hold.release}
        />
        {selected && <LogDetail record={selected} onClose={() => setSearch({ sel: undefined })} />}
      </div>
    </Page>
  );
}
