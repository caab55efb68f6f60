import { useTranslation } from 'react-i18next';
import { Tone, type ToneName } from '@/components/Tone';
import type { RunStatus } from './types';

export const RUN_TONES: Readonly<Record<RunStatus, ToneName>> = {
  running: 'info',
  completed: 'ok',
  partial: 'warn',
  failed: 'error',
  stalled: 'fatal',
};

export function RunStatusTone({ status }: { status: RunStatus }) {
  const { t } = useTranslation();
  return (
    <Tone tone={RUN_TONES[status]} pill>
      {t(`runStatus.${status}`)}
    </Tone>
  );
}
