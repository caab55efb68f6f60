import { useMatches, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { isRelative, lastOf, resolveRange, type Span, type TimeRange } from '@/lib/time-range';
import { useNow } from '@/lib/use-now';

const REFRESH_MS = 15_000;

interface RangeOfPage {
  range: TimeRange;
  /** The range as instants. A relative one moves on every 15 seconds, and the queries keyed by it with it. */
  span: Span;
  setRange: (range: TimeRange) => void;
}

/** The time range in the address, or the one the page opens with. */
export function useRange(): RangeOfPage {
  const { from, to } = useSearch({ strict: false });
  const navigate = useNavigate();
  const fallback = useDefaultRange() ?? '1h';
  const now = useNow(REFRESH_MS);

  const range = useMemo(() => (from ? { from, to: to ?? 'now' } : lastOf(fallback)), [from, to, fallback]);
  const tick = isRelative(range) ? now : 0;
  const span = useMemo(
    () => ({ ...resolveRange(range, tick || Date.now(), lastOf(fallback)), isOpen: isRelative(range) }),
    [range, tick, fallback],
  );

  const setRange = (next: TimeRange) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, from: next.from, to: next.to === 'now' ? undefined : next.to }),
    });
  return { range, span, setRange };
}

/** What the page opens with, or null on a page without a time range. */
export function useDefaultRange(): string | null {
  return useMatches({ select: (matches) => matches.at(-1)?.staticData.range ?? null });
}
