import { useTranslation } from 'react-i18next';
import { Page } from '@/components/Page';
import { FiringPanel } from '@/features/overview/FiringPanel';

export function AlertsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('alerts.title')}>
      <FiringPanel />
    </Page>
  );
}
