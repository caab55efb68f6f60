import { useTranslation } from 'react-i18next';
import { Page } from '@/components/Page';

export function LogsPage() {
  const { t } = useTranslation();
  return <Page title={t('logs.title')}>{null}</Page>;
}
