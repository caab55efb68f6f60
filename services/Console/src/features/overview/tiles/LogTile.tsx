import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import { histogramQuery, NO_FILTER } from '@/features/logs/api';
import { useFormat } from '@/lib/use-format';
import { errorLines, lineCounts } from '../buckets';
import { KpiTile } from '../KpiTile';

export function LogTile() {
  const { t } = useTranslation();
  const format = useFormat();
  const { span } = useRange();
  const histogram = useQuery(histogramQuery(NO_FILTER, span, 40));
  const buckets = histogram.data?.buckets ?? [];
  return (
    <KpiTile
      label={t('overview.logLines')}
      value={histogram.data && format.number(histogram.data.total)}
      note={t('overview.logErrors', { errors: format.number(errorLines(buckets)) })}
      spark={lineCounts(buckets)}
      color="var(--series-6)"
      error={histogram.error}
      onRetry={() => void histogram.refetch()}
    />
  );
}
