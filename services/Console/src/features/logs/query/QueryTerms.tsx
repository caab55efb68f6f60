import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Level, LogFilter } from '../types';
import classes from './QueryBox.module.css';
import { type Operator, parseQuery, type QueryTerm } from './query-terms';

interface QueryTermsProps {
  text: string;
  filter: LogFilter;
  onClearTrace: () => void;
}

/** What the query means, condition by condition, while it is typed; and the trace the lines are limited to. */
export function QueryTerms({ text, filter, onClearTrace }: QueryTermsProps) {
  const { t } = useTranslation();
  const explain = useExplanation();
  const terms = parseQuery(text);
  if (terms.length === 0 && filter.traceId === '') return null;
  return (
    <ul className={classes.terms}>
      {filter.traceId !== '' && (
        <li className={classes.term}>
          {t('logs.parsed.trace', { value: filter.traceId })}
          <CloseButton size="xs" aria-label={t('common.clearFilters')} onClick={onClearTrace} />
        </li>
      )}
      {terms.map((term, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no identity but its place in the text
        <li key={index} className={classes.term} data-problem={term.problem ?? undefined}>
          {explain(term)}
        </li>
      ))}
    </ul>
  );
}

const LEVEL_TEXTS = {
  ':': 'logs.parsed.levelOnly',
  '=': 'logs.parsed.levelOnly',
  '>=': 'logs.parsed.levelAtLeast',
  '<=': 'logs.parsed.levelAtMost',
  '>': 'logs.parsed.levelAbove',
  '<': 'logs.parsed.levelBelow',
} as const satisfies Record<Operator, string>;

function useExplanation(): (term: QueryTerm) => string {
  const { t } = useTranslation();
  const plain = ({ kind, name, operator, values }: QueryTerm): string => {
    const value = values.join(', ');
    if (kind === 'attribute') return t('logs.parsed.attribute', { name, value });
    if (kind !== 'level') return t(`logs.parsed.${kind}`, { value });
    const levels = values.map((level) => t(`level.${level as Level}`)).join(', ');
    return t(LEVEL_TEXTS[operator], { value: levels });
  };
  return (term) => {
    const value = term.values.join(', ');
    if (term.problem) return t(`logs.parsed.${term.problem}`, { value });
    if (!term.isNegated) return plain(term);
    return term.kind === 'word' || term.kind === 'phrase'
      ? t('logs.parsed.notWord', { value })
      : t('logs.parsed.not', { what: plain(term) });
  };
}
