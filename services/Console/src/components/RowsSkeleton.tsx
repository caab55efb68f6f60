import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './RowsSkeleton.module.css';

/** Stands for a table or list while it loads. */
export function RowsSkeleton({ rows }: { rows: number }) {
  const { t } = useTranslation();
  return (
    <div className={classes.rows} role="status" aria-label={t('common.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <Skeleton key={index} height={16} width={`${92 - ((index * 17) % 34)}%`} />
      ))}
    </div>
  );
}
