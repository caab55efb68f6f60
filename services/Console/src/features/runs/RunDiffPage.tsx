import { Button } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { Page } from '@/components/Page';
import { QueryView } from '@/components/QueryView';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { runDiffQuery } from './api';
import { DiffCounts } from './diff/DiffCounts';
import { DiffErrors } from './diff/DiffErrors';
import { DiffMetadata } from './diff/DiffMetadata';

/** Two runs side by side: counts, duration, success, error groups and metadata. */
export function RunDiffPage() {
  const { t } = useTranslation();
  const { left, right } = useSearch({ from: '/admin/monitoring/runs/diff' });
  const navigate = useNavigate();
  if (!left || !right) {
    return (
      <Page title={t('runs.diff.title')}>
        <EmptyState title={t('runs.diff.pick')} hint={t('runs.diff.pickHint')}>
          <Button component={Link} to="/admin/monitoring/runs" variant="default">
            {t('runs.title')}
          </Button>
        </EmptyState>
      </Page>
    );
  }
  const swap = () => void navigate({ to: '.', search: (before) => ({ ...before, left: right, right: left }) });
  return (
    <Page
      title={t('runs.diff.title')}
      actions={
        <Button size="xs" variant="default" leftSection={<IconArrowsExchange size={15} />} onClick={swap}>
          {t('runs.diff.swap')}
        </Button>
      }
    >
      <Comparison left={left} right={right} />
    </Page>
  );
}

function Comparison({ left, right }: { left: string; right: string }) {
  const diff = useQuery(runDiffQuery(left, right));
  return (
    <QueryView query={diff} skeleton={<RowsSkeleton rows={10} />}>
      {(data) => (
        <>
          <DiffCounts diff={data} />
          <DiffErrors groups={data.errorGroups} />
          <DiffMetadata entries={data.metadata} />
        </>
      )}
    </QueryView>
  );
}
