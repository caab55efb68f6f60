import { Button, Skeleton } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '@/components/Page';
import { QueryView } from '@/components/QueryView';
import { runQuery } from './api';
import { ComparePicker } from './detail/ComparePicker';
import { RunAlerts } from './detail/RunAlerts';
import { RunErrors } from './detail/RunErrors';
import { RunMetadata } from './detail/RunMetadata';
import { RunSummary } from './detail/RunSummary';
import { RunTimeline } from './detail/RunTimeline';
import classes from './RunPage.module.css';
import { RunStatusTone } from './RunStatusTone';
import { targetText } from './target';
import type { Run } from './types';

/** One run: figures, timeline, errors, alerts and metadata, with ways to its logs and to a comparison. */
export function RunPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/admin/monitoring/runs/$id' });
  const run = useQuery(runQuery(id));
  const title = run.data ? `${run.data.generationType} ${targetText(run.data)}` : t('runs.title');

  return (
    <Page
      title={title}
      aside={run.data && <RunStatusTone status={run.data.status} />}
      actions={
        run.data && (
          <>
            <ComparePicker run={run.data} />
            <LogsOfRun run={run.data} />
          </>
        )
      }
    >
      <QueryView query={run} skeleton={<RunSkeleton />}>
        {(detail) => (
          <>
            <RunSummary run={detail} />
            <div className={classes.columns}>
              <div className={classes.main}>
                <RunErrors errors={detail.errors} messages={detail.errorMessages} />
                <RunAlerts alerts={detail.alerts} />
                <RunMetadata metadata={detail.metadata} />
              </div>
              <RunTimeline events={detail.timeline} status={detail.status} />
            </div>
          </>
        )}
      </QueryView>
    </Page>
  );
}

/** To the log lines of the run's trace, from just before its start to just after its end. */
function LogsOfRun({ run }: { run: Run }) {
  const { t } = useTranslation();
  if (!run.traceId) return null;
  const trace = run.traceId;
  const from = new Date(Date.parse(run.startedAt) - 60_000).toISOString();
  const to = run.completedAt ? new Date(Date.parse(run.completedAt) + 60_000).toISOString() : undefined;
  return (
    <Button
      renderRoot={(props) => <Link {...props} to="/admin/monitoring/logs" search={{ trace, from, to }} />}
      size="xs"
      variant="default"
      leftSection={<IconFileText size={15} />}
    >
      {t('runs.traceLogs')}
    </Button>
  );
}

function RunSkeleton() {
  return (
    <>
      <Skeleton height={150} />
      <div className={classes.columns}>
        <div className={classes.main}>
          <Skeleton height={160} />
          <Skeleton height={90} />
        </div>
        <Skeleton height={280} />
      </div>
    </>
  );
}
