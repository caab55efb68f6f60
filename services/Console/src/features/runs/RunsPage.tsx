import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '@/components/Page';
import { MatrixTab } from './MatrixTab';
import { RunsTab } from './RunsTab';
import { StatsTab } from './StatsTab';

const TABS = { list: RunsTab, stats: StatsTab, matrix: MatrixTab } as const;
type TabName = keyof typeof TABS;

/** Generation runs: the list, figures by type, and the matrix of target months. */
export function RunsPage() {
  const { t } = useTranslation();
  const { tab } = useSearch({ from: '/admin/monitoring/runs' });
  const navigate = useNavigate();
  const active: TabName = tab && tab in TABS ? (tab as TabName) : 'list';
  const Content = TABS[active];

  return (
    <Page title={t('runs.title')}>
      <Tabs
        value={active}
        onChange={(next) => void navigate({ to: '.', search: (before) => ({ ...before, tab: next ?? undefined }) })}
        keepMounted={false}
      >
        <Tabs.List>
          {(Object.keys(TABS) as TabName[]).map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`runs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={active} pt="sm">
          <Content />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
