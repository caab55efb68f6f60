import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import tableClasses from '@/components/DataTable.module.css';
import { EmptyState } from '@/components/EmptyState';
import { Panel } from '@/components/Panel';
import { QueryView } from '@/components/QueryView';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { rulesQuery } from '../api';
import type { Rule } from '../types';
import { RuleEditor } from './RuleEditor';
import { RuleRow } from './RuleRow';

export function RulesTab() {
  const { t } = useTranslation();
  const rules = useQuery(rulesQuery);
  const [edited, setEdited] = useState<Rule | null>(null);
  return (
    <Panel flush>
      <QueryView query={rules} skeleton={<RowsSkeleton rows={8} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('alerts.noRules')} />
          ) : (
            <table className={tableClasses.table}>
              <thead>
                <tr>
                  <th>{t('alerts.enabled')}</th>
                  <th>{t('alerts.rule')}</th>
                  <th>{t('alerts.check')}</th>
                  <th className={tableClasses.number}>{t('alerts.warningAt')}</th>
                  <th className={tableClasses.number}>{t('alerts.criticalAt')}</th>
                  <th>
                    <span className="visually-hidden">{t('common.actions')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((rule) => (
                  <RuleRow key={rule.id} rule={rule} onEdit={() => setEdited(rule)} />
                ))}
              </tbody>
            </table>
          )
        }
      </QueryView>
      {edited && <RuleEditor rule={edited} onClose={() => setEdited(null)} />}
    </Panel>
  );
}
