import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import { EmptyState } from '@/components/EmptyState';
import { Panel } from '@/components/Panel';
import { ProblemNotice } from '@/components/ProblemNotice';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { runsQuery } from './api';
import { RunFilters, useRunFilter } from './RunFilters';
import { RunsTable } from './RunsTable';

export function RunsTab() {
  const { t } = useTranslation();
  const { span } = useRange();
  const { filter, isFiltered, clear } = useRunFilter();
  const runs = useInfiniteQuery(runsQuery(filter, span));
  const rows = runs.data?.pages.flatMap(({ items }) => items);

  return (
    <>
      <RunFilters />
      {runs.error && <ProblemNotice error={runs.error} onRetry={() => void runs.refetch()} />}
      <Panel flush>
        {!rows && !runs.error && <RowsSkeleton rows={12} />}
        {rows?.length === 0 && (
          <EmptyState title={t('runs.none')} hint={t('runs.noneHint')}>
            {isFiltered && (
              <Button size="xs" variant="default" onClick={clear}>
                {t('common.clearFilters')}
              </Button>
            )}
          </EmptyState>
        )}
        {rows && rows.length > 0 && <RunsTable runs={rows} />}
      </Panel>
      {runs.hasNextPage && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          loading={runs.isFetchingNextPage}
          onClick={() => void runs.fetchNextPage()}
        >
          {t('common.loadMore')}
        </Button>
      )}
    </>
  );
}
