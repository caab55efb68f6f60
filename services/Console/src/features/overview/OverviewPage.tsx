import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import { Page } from '@/components/Page';
import { recentRunsQuery } from '@/features/runs/api';
import { FiringPanel } from './FiringPanel';
import { FirstRun } from './FirstRun';
import { HostCharts } from './HostCharts';
import { KpiTiles } from './KpiTiles';
import classes from './OverviewPage.module.css';
import { RecentFailures } from './RecentFailures';
import { SuccessByType } from './SuccessByType';

/** The state of everything at a glance; each part leads to the page behind it. */
export function OverviewPage() {
  const { t } = useTranslation();
  const { span } = useRange();
  const runs = useQuery(recentRunsQuery(span));

  return (
    <Page title={t('overview.title')}>
      <KpiTiles />
      <div className={classes.pair}>
        {runs.data?.items.length === 0 ? <FirstRun /> : <RecentFailures runs={runs} />}
        <FiringPanel />
      </div>
      <HostCharts />
      <SuccessByType />
    </Page>
  );
}
