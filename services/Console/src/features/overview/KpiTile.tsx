import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '@/components/ProblemNotice';
import { Sparkline } from '@/components/Sparkline';
import classes from './KpiTile.module.css';

export interface KpiTileProps {
  label: string;
  /** Undefined while it loads. */
  value: string | undefined;
  note?: ReactNode;
  tone?: 'error' | 'warn' | undefined;
  spark: readonly (number | null)[];
  sparkMax?: number;
  color: string;
  error: Error | null;
  onRetry: () => void;
}

/** One figure with its course. */
export function KpiTile({ label, value, note, tone, spark, sparkMax, color, error, onRetry }: KpiTileProps) {
  const { t } = useTranslation();
  if (error && value === undefined) return <ProblemNotice error={error} onRetry={onRetry} />;
  return (
    <div className={classes.tile}>
      <span className={classes.label}>{label}</span>
      {value === undefined ? (
        <Skeleton height={27} width="55%" my={3} role="status" aria-label={t('common.loading')} />
      ) : (
        <span className={classes.value} data-tone={tone}>
          {value}
        </span>
      )}
      <span className={classes.note}>{note}</span>
      <Sparkline values={spark} color={color} {...(sparkMax !== undefined && { max: sparkMax })} />
    </div>
  );
}
