import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { Panel } from '@/components/Panel';
import { QueryView } from '@/components/QueryView';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { firingQuery } from '../api';
import { IncidentTable } from './IncidentTable';

export function FiringTab() {
  const { t } = useTranslation();
  const firing = useQuery(firingQuery);
  return (
    <Panel flush>
      <QueryView query={firing} skeleton={<RowsSkeleton rows={6} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('alerts.nothingFires')} hint={t('alerts.nothingFiresHint')} />
          ) : (
            <IncidentTable incidents={items} />
          )
        }
      </QueryView>
    </Panel>
  );
}
