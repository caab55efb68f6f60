import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import { EmptyState } from '@/components/EmptyState';
import { Panel } from '@/components/Panel';
import { ProblemNotice } from '@/components/ProblemNotice';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { historyQuery } from '../api';
import { IncidentTable } from './IncidentTable';

export function HistoryTab() {
  const { t } = useTranslation();
  const { span } = useRange();
  const history = useInfiniteQuery(historyQuery(span));
  const incidents = history.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      {history.error && <ProblemNotice error={history.error} onRetry={() => void history.refetch()} />}
      <Panel flush>
        {!incidents && !history.error && <RowsSkeleton rows={10} />}
        {incidents?.length === 0 && <EmptyState title={t('alerts.noHistory')} hint={t('alerts.noHistoryHint')} />}
        {incidents && incidents.length > 0 && <IncidentTable incidents={incidents} />}
      </Panel>
      {history.hasNextPage && (
        <Button
          mt="sm"
          size="xs"
          variant="default"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('common.loadMore')}
        </Button>
      )}
    </>
  );
}
