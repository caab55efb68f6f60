import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/components/Panel';
import { Snippet } from '@/components/Snippet';
import classes from './FirstRun.module.css';

/** Shown while the range has no run: how to report one. */
export function FirstRun() {
  const { t } = useTranslation();
  const base = `${window.location.origin}/api/v1/generation/runs`;
  const start = `curl -X POST ${base} \\
  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  -d '{"generationType":"manual","targetYear":2026,"targetMonth":11}'`;
  const complete = `curl -X POST ${base}/$ID/complete \\
  -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
  -d '{"stats":{"total":10,"success":9,"failed":1,"skipped":0}}'`;
  return (
    <Panel title={t('overview.teach.title')}>
      <div className={classes.steps}>
        <p className={classes.intro}>
          {t('overview.noRuns')} {t('overview.teach.intro')}
        </p>
        <Button component={Link} to="/admin/monitoring/settings" size="compact-xs" variant="default" w="fit-content">
          {t('overview.teach.key')}
        </Button>
        <Snippet title={t('overview.teach.start')} code={start} />
        <Snippet title={t('overview.teach.complete')} code={complete} />
      </div>
    </Panel>
  );
}
