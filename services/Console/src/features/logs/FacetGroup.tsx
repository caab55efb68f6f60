import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/use-format';
import classes from './FacetGroup.module.css';

interface FacetGroupProps<T extends string> {
  title: string;
  items: readonly { value: T; count: number }[];
  active: readonly T[];
  label: (value: T) => ReactNode;
  onPick: (value: T, event: MouseEvent) => void;
}

export function FacetGroup<T extends string>({ title, items, active, label, onPick }: FacetGroupProps<T>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={classes.group}>
      <h2 className={classes.title} title={t('logs.clickHint')}>
        {title}
      </h2>
      <ul className={classes.values}>
        {items.map(({ value, count }) => (
          <li key={value}>
            <button
              type="button"
              className={classes.value}
              aria-pressed={active.includes(value)}
              onClick={(event) => onPick(value, event)}
            >
              <span className={classes.label}>{label(value)}</span>
              <span className={classes.count}>{format.number(count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
