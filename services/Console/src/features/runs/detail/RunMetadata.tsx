import { useTranslation } from 'react-i18next';
import { JsonText } from '@/components/JsonText';
import { Panel } from '@/components/Panel';
import { PanelNote } from '@/components/PanelNote';

export function RunMetadata({ metadata }: { metadata: Record<string, unknown> }) {
  const { t } = useTranslation();
  const isEmpty = Object.keys(metadata).length === 0;
  return (
    <Panel title={t('runs.metadata')}>
      {isEmpty ? <PanelNote>{t('runs.noMetadata')}</PanelNote> : <JsonText value={metadata} />}
    </Panel>
  );
}
