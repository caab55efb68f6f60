import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { Panel } from '@/components/Panel';
import { QueryView } from '@/components/QueryView';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { matrixQuery } from './api';
import { MatrixTable } from './MatrixTable';

/** Which target months were generated, by type, and where one is missing. */
export function MatrixTab() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/admin/monitoring/runs' });
  const navigate = useNavigate();
  const year = Number(search.year) || new Date().getFullYear();
  const matrix = useQuery(matrixQuery(year));
  const show = (other: number) =>
    void navigate({ to: '.', search: (before) => ({ ...before, year: String(other) }), replace: true });

  return (
    <Panel
      flush
      title={year}
      actions={
        <>
          <ActionIcon variant="default" aria-label={t('runs.previousYear')} onClick={() => show(year - 1)}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={t('runs.nextYear')} onClick={() => show(year + 1)}>
            <IconChevronRight size={16} />
          </ActionIcon>
        </>
      }
    >
      <QueryView query={matrix} skeleton={<RowsSkeleton rows={5} />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('runs.matrixNone', { year })} />
          ) : (
            <MatrixTable year={year} rows={rows} />
          )
        }
      </QueryView>
    </Panel>
  );
}
