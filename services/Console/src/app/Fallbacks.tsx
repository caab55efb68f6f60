import { Button } from '@mantine/core';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '@/components/ProblemNotice';
import classes from './Fallbacks.module.css';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main className={classes.fallback}>
      <h1>{t('problem.notFound')}</h1>
      <p className="dimmed">{t('problem.notFoundDetail')}</p>
      <Button component={Link} to="/admin/monitoring" variant="default">
        {t('problem.toOverview')}
      </Button>
    </main>
  );
}

/** Stands in for a page that could not be shown at all. */
export function PageFailure({ error }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <main className={classes.fallback}>
      <ProblemNotice
        error={error instanceof Error ? error : new Error(String(error))}
        onRetry={() => void router.invalidate()}
      />
    </main>
  );
}
