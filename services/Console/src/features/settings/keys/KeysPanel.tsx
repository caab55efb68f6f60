import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import tableClasses from '@/components/DataTable.module.css';
import { Panel } from '@/components/Panel';
import { PanelNote } from '@/components/PanelNote';
import { QueryView } from '@/components/QueryView';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { keysQuery } from '../api';
import type { ApiKey } from '../types';
import { KeyRow } from './KeyRow';
import { NewKeyModal } from './NewKeyModal';

/** The keys of programs: create, see when they were last used, revoke. */
export function KeysPanel() {
  const { t } = useTranslation();
  const keys = useQuery(keysQuery);
  const [isCreating, create] = useDisclosure();
  return (
    <Panel
      flush
      title={t('settings.keys')}
      actions={
        <Button size="xs" leftSection={<IconPlus size={15} />} onClick={create.open}>
          {t('settings.keyNew')}
        </Button>
      }
    >
      <PanelNote>{t('settings.keysHint')}</PanelNote>
      <QueryView query={keys} skeleton={<RowsSkeleton rows={3} />}>
        {({ items }) =>
          items.length === 0 ? <PanelNote>{t('settings.keysNone')}</PanelNote> : <KeyTable keys={items} />
        }
      </QueryView>
      {isCreating && <NewKeyModal onClose={create.close} />}
    </Panel>
  );
}

function KeyTable({ keys }: { keys: readonly ApiKey[] }) {
  const { t } = useTranslation();
  return (
    <table className={tableClasses.table}>
      <thead>
        <tr>
          <th>{t('settings.keyName')}</th>
          <th>{t('settings.keyScopes')}</th>
          <th>{t('settings.keyLastUsed')}</th>
          <th>{t('settings.keyExpires')}</th>
          <th>
            <span className="visually-hidden">{t('common.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </tbody>
    </table>
  );
}
