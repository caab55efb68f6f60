import { useQuery } from '@tanstack/react-query';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryView } from '@/components/QueryView';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { Tone } from '@/components/Tone';
import type { Span } from '@/lib/time-range';
import { facetsQuery } from './api';
import { FacetGroup } from './FacetGroup';
import { LEVEL_TONES } from './level-tones';
import { withTerm } from './query/query-terms';
import { LEVELS, type Level, type LogFacets, type LogFilter } from './types';
import { useLogFilter } from './use-log-filter';

/** Levels and services of the lines found, with counts. A click shows only that one, Alt-click hides it. */
export function Facets({ filter, span }: { filter: LogFilter; span: Span }) {
  // The counts of the other values have to stay in sight, so the facets ignore what they themselves filter.
  const facets = useQuery(facetsQuery({ ...filter, levels: [], services: [] }, span));
  return (
    <QueryView query={facets} skeleton={<RowsSkeleton rows={8} />}>
      {(data) => <FacetGroups facets={data} />}
    </QueryView>
  );
}

function FacetGroups({ facets }: { facets: LogFacets }) {
  const { t } = useTranslation();
  const { filter, setFilter } = useLogFilter();
  const counts = new Map(facets.levels.map(({ value, count }) => [value, count]));

  const onLevel = (level: Level, event: MouseEvent) => {
    if (event.altKey) setFilter({ q: withTerm(filter.q, 'level', '=', level.toLowerCase(), true) });
    else setFilter({ levels: toggle(filter.levels, level) });
  };
  const onService = (service: string, event: MouseEvent) => {
    if (event.altKey) setFilter({ q: withTerm(filter.q, 'service', ':', service, true) });
    else setFilter({ services: toggle(filter.services, service) });
  };
  return (
    <>
      <FacetGroup
        title={t('logs.level')}
        items={LEVELS.map((level) => ({ value: level, count: counts.get(level) ?? 0 }))}
        active={filter.levels}
        label={(level) => <Tone tone={LEVEL_TONES[level]}>{t(`level.${level}`)}</Tone>}
        onPick={onLevel}
      />
      <FacetGroup
        title={t('logs.service')}
        items={facets.services}
        active={filter.services}
        label={(service) => service}
        onPick={onService}
      />
    </>
  );
}

function toggle<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}
