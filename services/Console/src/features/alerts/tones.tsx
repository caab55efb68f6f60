import { useTranslation } from 'react-i18next';
import { Tone, type ToneName } from '@/components/Tone';
import type { IncidentStatus, Severity } from './types';

const SEVERITY_TONES: Readonly<Record<Severity, ToneName>> = { warning: 'warn', critical: 'error' };
const STATUS_TONES: Readonly<Record<IncidentStatus, ToneName>> = { pending: 'info', firing: 'error', resolved: 'ok' };

export function SeverityTone({ severity }: { severity: Severity }) {
  const { t } = useTranslation();
  return (
    <Tone tone={SEVERITY_TONES[severity]} pill>
      {t(`severity.${severity}`)}
    </Tone>
  );
}

export function IncidentStatusTone({ status }: { status: IncidentStatus }) {
  const { t } = useTranslation();
  return <Tone tone={STATUS_TONES[status]}>{t(`incidentStatus.${status}`)}</Tone>;
}
