import { Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import tableClasses from '@/components/DataTable.module.css';
import { Tone } from '@/components/Tone';
import { NOTHING } from '@/lib/format';
import { useFormat } from '@/lib/use-format';
import classes from './MatrixTable.module.css';
import { RUN_TONES } from './RunStatusTone';
import { targetText } from './target';
import type { MatrixMonth, RunMatrix } from './types';

export function MatrixTable({ year, rows }: RunMatrix) {
  const { t, i18n } = useTranslation();
  const monthName = new Intl.DateTimeFormat(i18n.language, { month: 'short', timeZone: 'UTC' });
  return (
    <table className={`${tableClasses.table} ${classes.matrix}`}>
      <thead>
        <tr>
          <th>{t('runs.type')}</th>
          {Array.from({ length: 12 }, (_, month) => monthName.format(Date.UTC(year, month, 1))).map((name) => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.generationType}>
            <th scope="row">{row.generationType}</th>
            {row.months.map((month) => (
              <td key={month.month}>
                <MonthCell year={year} type={row.generationType} month={month} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MonthCell({ year, type, month }: { year: number; type: string; month: MatrixMonth }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (month.isGap) {
    const target = targetText({ targetYear: year, targetMonth: month.month });
    return (
      <Tooltip label={t('runs.gapHint', { target })}>
        <span className={classes.cell} data-gap>
          {t('runs.gap')}
        </span>
      </Tooltip>
    );
  }
  if (month.status === null) return <span className={classes.none}>{NOTHING}</span>;
  return (
    <Tooltip label={`${t(`runStatus.${month.status}`)} · ${t('runs.matrixRuns', { count: month.runs })}`}>
      <Link
        to="/admin/monitoring/runs"
        search={{ type, year: String(year), month: String(month.month), from: 'now-3650d' }}
        className={classes.cell}
        data-tone={RUN_TONES[month.status]}
      >
        <Tone tone={RUN_TONES[month.status]}>
          {month.successRate === null ? t(`runStatus.${month.status}`) : format.percent(month.successRate)}
        </Tone>
      </Link>
    </Tooltip>
  );
}
