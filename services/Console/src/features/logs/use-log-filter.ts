import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { LEVELS, type Level, type LogFilter } from './types';

interface FilterChanges {
  q?: string;
  levels?: readonly Level[];
  services?: readonly string[];
  traceId?: string;
}

/** The filter in the address; several levels or services stand in it separated by commas. */
export function useLogFilter(): { filter: LogFilter; setFilter: (changes: FilterChanges) => void } {
  const { q, level, service, trace } = useSearch({ from: '/admin/monitoring/logs' });
  const navigate = useNavigate();
  const filter = useMemo(
    () => ({
      q: q ?? '',
      levels: split(level).filter((name): name is Level => (LEVELS as readonly string[]).includes(name)),
      services: split(service),
      traceId: trace ?? '',
    }),
    [q, level, service, trace],
  );

  const setFilter = (changes: FilterChanges) => {
    const next = { ...filter, ...changes };
    void navigate({
      to: '.',
      search: (before) => ({
        ...before,
        q: next.q || undefined,
        level: next.levels.join(',') || undefined,
        service: next.services.join(',') || undefined,
        trace: next.traceId || undefined,
        sel: undefined,
      }),
    });
  };
  return { filter, setFilter };
}

function split(text: string | undefined): string[] {
  return text ? text.split(',') : [];
}
