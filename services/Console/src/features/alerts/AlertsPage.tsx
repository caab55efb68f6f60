import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FiringCount } from '@/app/shell/FiringCount';
import { Page } from '@/components/Page';
import classes from './AlertsPage.module.css';
import { ChannelsTab } from './channels/ChannelsTab';
import { FiringTab } from './incidents/FiringTab';
import { HistoryTab } from './incidents/HistoryTab';
import { IncidentPane } from './incidents/IncidentPane';
import { RulesTab } from './rules/RulesTab';

const TABS = { firing: FiringTab, history: HistoryTab, rules: RulesTab, channels: ChannelsTab } as const;
type TabName = keyof typeof TABS;

/** What fires, what fired, by which rules, and who is told. The selected incident opens beside the list. */
export function AlertsPage() {
  const { t } = useTranslation();
  const { tab, sel } = useSearch({ from: '/admin/monitoring/alerts' });
  const navigate = useNavigate();
  const active: TabName = tab && tab in TABS ? (tab as TabName) : 'firing';
  const Content = TABS[active];

  return (
    <Page fill title={t('alerts.title')}>
      <Tabs
        value={active}
        onChange={(next) =>
          void navigate({ to: '.', search: (before) => ({ ...before, tab: next ?? undefined, sel: undefined }) })
        }
        keepMounted={false}
        className={classes.tabs}
      >
        <Tabs.List>
          {(Object.keys(TABS) as TabName[]).map((name) => (
            <Tabs.Tab key={name} value={name} rightSection={name === 'firing' && <FiringCount />}>
              {t(`alerts.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={active} className={classes.panel}>
          <div className={classes.body} data-pane={sel !== undefined || undefined}>
            <div className={classes.list}>
              <Content />
            </div>
            {sel !== undefined && <IncidentPane key={sel} id={sel} />}
          </div>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
