import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '@/app/session';
import tableClasses from '@/components/DataTable.module.css';
import { Fact, Facts } from '@/components/Facts';
import { Panel } from '@/components/Panel';
import { QueryView } from '@/components/QueryView';
import { RowsSkeleton } from '@/components/RowsSkeleton';
import { Tone, type ToneName } from '@/components/Tone';
import { NOTHING } from '@/lib/format';
import { useFormat } from '@/lib/use-format';
import { healthQuery } from './api';
import type { Health, HealthStatus } from './types';

const TONES: Readonly<Record<HealthStatus, ToneName>> = { healthy: 'ok', degraded: 'warn', unhealthy: 'error' };

/** Version of the product, and how its parts are. */
export function SystemPanel() {
  const { t } = useTranslation();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const health = useQuery(healthQuery);
  return (
    <Panel title={t('settings.system')}>
      <Facts>
        <Fact name={t('settings.version')}>{session.version}</Fact>
        {health.data && (
          <Fact name={t('settings.health')}>
            <HealthTone status={health.data.status} />
          </Fact>
        )}
      </Facts>
      <QueryView query={health} skeleton={<RowsSkeleton rows={4} />}>
        {({ checks }) => <Checks checks={checks} />}
      </QueryView>
    </Panel>
  );
}

function Checks({ checks }: Pick<Health, 'checks'>) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <table className={tableClasses.table}>
      <thead>
        <tr>
          <th>{t('common.status')}</th>
          <th>{t('settings.check')}</th>
          <th>{t('settings.description')}</th>
          <th className={tableClasses.number}>{t('settings.took')}</th>
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <tr key={check.name}>
            <td>
              <HealthTone status={check.status} />
            </td>
            <td className="mono">{check.name}</td>
            <td>{check.description ?? NOTHING}</td>
            <td className={tableClasses.number}>{format.durationMs(check.durationMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HealthTone({ status }: { status: HealthStatus }) {
  const { t } = useTranslation();
  return <Tone tone={TONES[status]}>{t(`settings.healthStatus.${status}`)}</Tone>;
}
