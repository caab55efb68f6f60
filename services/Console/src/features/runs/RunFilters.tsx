import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import { type RunFilter, statsQuery } from './api';
import classes from './RunFilters.module.css';
import { RUN_STATUSES } from './types';

type FilterName = 'type' | 'status' | 'source' | 'year' | 'month';

interface RunFilterState {
  filter: RunFilter;
  isFiltered: boolean;
  clear: () => void;
}

/** The filters in the address, as the server names them. */
export function useRunFilter(): RunFilterState {
  const { type, status, source, year, month } = useSearch({ from: '/admin/monitoring/runs' });
  const set = useSetFilter();
  return {
    filter: { generationType: type, status, source, targetYear: year, targetMonth: month },
    isFiltered: [type, status, source, year, month].some((value) => value !== undefined),
    clear: () => set({ type: null, status: null, source: null, year: null, month: null }),
  };
}

function useSetFilter(): (changes: Partial<Record<FilterName, string | null>>) => void {
  const navigate = useNavigate();
  return (changes) => {
    const texts = Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value || undefined]));
    void navigate({ to: '.', search: (before) => ({ ...before, ...texts }), replace: true });
  };
}

export function RunFilters() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/admin/monitoring/runs' });
  const { isFiltered, clear } = useRunFilter();
  const set = useSetFilter();
  const { span } = useRange();
  const types = useQuery(statsQuery(span)).data?.groups.map(({ key }) => key) ?? [];

  return (
    <fieldset className={classes.filters}>
      <Select
        aria-label={t('runs.type')}
        placeholder={t('runs.filterType')}
        clearable
        value={search.type ?? null}
        data={[...new Set([...types, ...(search.type ? [search.type] : [])])]}
        onChange={(type) => set({ type })}
      />
      <Select
        aria-label={t('common.status')}
        placeholder={t('runs.filterStatus')}
        clearable
        value={search.status ?? null}
        data={RUN_STATUSES.map((value) => ({ value, label: t(`runStatus.${value}`) }))}
        onChange={(status) => set({ status })}
      />
      <TextInput
        aria-label={t('runs.year')}
        placeholder={t('runs.filterYear')}
        inputMode="numeric"
        maxLength={4}
        defaultValue={search.year ?? ''}
        key={`year-${search.year}`}
        onChange={(event) => {
          const year = event.currentTarget.value;
          if (year === '' || /^\d{4}$/.test(year)) set({ year });
        }}
      />
      <Select
        aria-label={t('runs.month')}
        placeholder={t('runs.filterMonth')}
        clearable
        value={search.month ?? null}
        data={Array.from({ length: 12 }, (_, index) => String(index + 1))}
        onChange={(month) => set({ month })}
      />
      <TextInput
        aria-label={t('runs.source')}
        placeholder={t('runs.filterSource')}
        defaultValue={search.source ?? ''}
        key={`source-${search.source}`}
        onBlur={(event) => set({ source: event.currentTarget.value.trim() })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') set({ source: event.currentTarget.value.trim() });
        }}
      />
      {isFiltered && (
        <Button variant="subtle" size="xs" onClick={clear}>
          {t('common.clearFilters')}
        </Button>
      )}
    </fieldset>
  );
}
