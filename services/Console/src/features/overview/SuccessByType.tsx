import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import { Panel } from '@/components/Panel';
import { PanelNote } from '@/components/PanelNote';
import { QueryView } from '@/components/QueryView';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { statsQuery } from '@/features/runs/api';
import type { RunTotals } from '@/features/runs/types';
import { useFormat } from '@/lib/use-format';
import classes from './SuccessByType.module.css';

const PARTS = ['completed', 'running', 'partial', 'stalled', 'failed'] as const;

/** How the runs of each type ended, as one bar a type. */
export function SuccessByType() {
  const { t } = useTranslation();
  const { span } = useRange();
  const stats = useQuery(statsQuery(span));
  return (
    <Panel title={t('overview.byType')}>
      <QueryView query={stats} skeleton={<RowsSkeleton rows={3} />}>
        {({ groups }) =>
          groups.length === 0 ? (
            <PanelNote>{t('overview.noRuns')}</PanelNote>
          ) : (
            <ul className={classes.types}>
              {groups.map(({ key, ...totals }) => (
                <TypeRow key={key} type={key} totals={totals} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  );
}

function TypeRow({ type, totals }: { type: string; totals: RunTotals }) {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = PARTS.filter((name) => totals[name] > 0);
  return (
    <li className={classes.type}>
      <Link to="/admin/monitoring/runs" search={({ from, to }) => ({ from, to, type })}>
        {type}
      </Link>
      <span className={classes.bar} aria-hidden>
        {parts.map((name) => (
          <span key={name} data-status={name} style={{ flexGrow: totals[name] }} />
        ))}
      </span>
      <span className={classes.rate}>{format.percent(totals.runSuccessRate)}</span>
      <span className={classes.counts}>
        {parts.map((name) => `${format.number(totals[name])} ${t(`runStatus.${name}`)}`).join(' · ')}
      </span>
    </li>
  );
}
