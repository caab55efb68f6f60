import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useRange } from '@/app/use-range';
import { firingQuery, historyQuery } from '@/features/alerts/api';
import { useFormat } from '@/lib/use-format';
import { openIncidents } from '../buckets';
import { KpiTile } from '../KpiTile';

export function FiringTile() {
  const { t } = useTranslation();
  const format = useFormat();
  const { span } = useRange();
  const firing = useQuery(firingQuery);
  const history = useInfiniteQuery(historyQuery(span));
  const critical = firing.data?.items.filter(({ severity }) => severity === 'critical').length ?? 0;
  const count = firing.data ? (firing.data.total ?? firing.data.items.length) : undefined;

  return (
    <KpiTile
      label={t('overview.firing')}
      value={count === undefined ? undefined : format.number(count)}
      note={
        count === 0
          ? t('overview.firingNone')
          : t('overview.firingSplit', { critical, warning: (count ?? 0) - critical })
      }
      tone={critical > 0 ? 'error' : count ? 'warn' : undefined}
      spark={openIncidents(history.data?.pages[0]?.items ?? [], span)}
      color="var(--series-5)"
      error={firing.error}
      onRetry={() => void firing.refetch()}
    />
  );
}
