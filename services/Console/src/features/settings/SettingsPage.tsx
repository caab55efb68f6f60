import { useTranslation } from 'react-i18next';
import { Preferences } from '@/app/shell/Preferences';
import { Page } from '@/components/Page';
import { Panel } from '@/components/Panel';
import { KeysPanel } from './keys/KeysPanel';
import { PasswordPanel } from './PasswordPanel';
import { SystemPanel } from './SystemPanel';

export function SettingsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('settings.title')}>
      <Panel title={t('settings.appearance')}>
        <Preferences />
      </Panel>
      <KeysPanel />
      <PasswordPanel />
      <SystemPanel />
    </Page>
  );
}
