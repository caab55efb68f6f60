import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Severity } from '../types';
import type { Thresholds } from './thresholds';

/** For a check that either happened or did not: how severe it is. */
export function SeverityChoice({ typed, onChange }: { typed: Thresholds; onChange: (typed: Thresholds) => void }) {
  const { t } = useTranslation();
  const choose = (severity: string) =>
    onChange(severity === 'warning' ? { warning: 1, critical: '' } : { warning: '', critical: 1 });
  return (
    <SegmentedControl
      aria-label={t('alerts.severity')}
      value={typed.critical === '' ? 'warning' : 'critical'}
      onChange={choose}
      data={(['warning', 'critical'] satisfies Severity[]).map((value) => ({ value, label: t(`severity.${value}`) }))}
    />
  );
}
