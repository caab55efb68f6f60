import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NOTHING } from '@/lib/format';
import { seriesColor } from './options';
import { type ChartSeries, type Columns, latestValue } from './series';
import classes from './TimeChart.module.css';

interface ChartLegendProps {
  series: readonly ChartSeries[];
  columns: Columns;
  /** Index of the hovered instant, or null: then the newest values show. */
  cursor: number | null;
  hidden: ReadonlySet<string>;
  formatValue: (value: number) => string;
  onToggle: (name: string) => void;
}

/** Names, colours and values of the lines; a click hides or shows one. */
export function ChartLegend({ series, columns, cursor, hidden, formatValue, onToggle }: ChartLegendProps) {
  const { t } = useTranslation();
  return (
    <ul className={classes.legend}>
      {series.map((one, index) => {
        const value = cursor === null ? latestValue(one) : columns[index + 1]?.[cursor];
        const isHidden = hidden.has(one.name);
        return (
          <li key={one.name}>
            <UnstyledButton
              className={classes.item}
              aria-pressed={!isHidden}
              title={isHidden ? t('chart.show', { name: one.name }) : t('chart.hide', { name: one.name })}
              onClick={() => onToggle(one.name)}
            >
              <span className={classes.swatch} style={{ background: seriesColor(index) }} />
              <span className={classes.name}>{one.name}</span>
              <span className={classes.value}>{typeof value === 'number' ? formatValue(value) : NOTHING}</span>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
