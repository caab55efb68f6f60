import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { Snippet } from '@/components/Snippet';
import classes from './FirstLines.module.css';
import { useLogFilter } from './use-log-filter';

/** Nothing to show: because of the filter, because nothing came yet, or because nobody sends lines. */
export function FirstLines({ isLive }: { isLive: boolean }) {
  const { t } = useTranslation();
  const { filter } = useLogFilter();
  const isFiltered = filter.q !== '' || filter.traceId !== '' || filter.levels.length + filter.services.length > 0;
  const code = `curl -X POST ${window.location.origin}/api/v1/logs/ingest \\
  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  -d '[{"level":"INFO","service":"my-app","message":"Hello"}]'`;
  return (
    <EmptyState title={isLive ? t('logs.noneLive') : t('logs.none')} hint={t('logs.noneHint')}>
      {!isFiltered && (
        <div className={classes.teach}>
          <p>{t('logs.teachHint')}</p>
          <Snippet title={t('logs.teach')} code={code} />
        </div>
      )}
    </EmptyState>
  );
}
