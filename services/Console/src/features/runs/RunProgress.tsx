import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/use-format';
import classes from './RunProgress.module.css';
import type { Run } from './types';

/** How far a running run has come: a bar when the total is known, a count otherwise. */
export function RunProgress({ run }: { run: Pick<Run, 'progress' | 'expectedDurationMs'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const processed = run.progress?.processed ?? null;
  const total = run.progress?.total ?? null;
  const share = processed !== null && total ? Math.min(100, (processed / total) * 100) : null;
  return (
    <span className={classes.progress}>
      <span
        className={classes.track}
        role="progressbar"
        aria-label={t('runStatus.running')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share ?? undefined}
      >
        <span
          className={classes.fill}
          data-unknown={share === null || undefined}
          style={{ width: `${share ?? 30}%` }}
        />
      </span>
      {processed !== null && (
        <span>
          {total === null
            ? t('runs.processed', { processed: format.number(processed) })
            : t('runs.progress', { processed: format.number(processed), total: format.number(total) })}
        </span>
      )}
    </span>
  );
}
