import { useTranslation } from 'react-i18next';
import { Preferences } from '@/app/shell/Preferences';
import { Page } from '@/components/Page';
import { Panel } from '@/components/Panel';

export function SettingsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('settings.title')}>
      <Panel title={t('settings.appearance')}>
        <Preferences />
      </Panel>
    </Page>
  );
}
