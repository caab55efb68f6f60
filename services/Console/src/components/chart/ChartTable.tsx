import { useTranslation } from 'react-i18next';
import { NOTHING } from '@/lib/format';
import { useFormat } from '@/lib/use-format';
import tableClasses from '../DataTable.module.css';
import type { ChartSeries, Columns } from './series';
import classes from './TimeChart.module.css';

interface ChartTableProps {
  title: string;
  series: readonly ChartSeries[];
  columns: Columns;
  formatValue: (value: number) => string;
}

/** The values of a chart, newest first. */
export function ChartTable({ title, series, columns, formatValue }: ChartTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [instants, ...values] = columns;
  const rows = instants.map((_, index) => instants.length - 1 - index);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section className={classes.table} tabIndex={0} aria-label={title}>
      <table className={tableClasses.table}>
        <thead>
          <tr>
            <th>{t('common.time')}</th>
            {series.map(({ name }) => (
              <th key={name} className={tableClasses.number}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={instants[row]}>
              <td className={tableClasses.nowrap}>{format.dateTime((instants[row] ?? 0) * 1_000)}</td>
              {values.map((column, index) => {
                const value = column[row];
                return (
                  <td key={series[index]?.name} className={tableClasses.number}>
                    {typeof value === 'number' ? formatValue(value) : NOTHING}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
