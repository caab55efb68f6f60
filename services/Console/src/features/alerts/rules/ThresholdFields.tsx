import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { badSide } from '../shown-unit';
import type { Rule } from '../types';
import { type ThresholdProblems, type Thresholds, typedUnit } from './thresholds';

interface ThresholdFieldsProps {
  rule: Rule;
  typed: Thresholds;
  problems: ThresholdProblems;
  /** What the server found wrong, by field. */
  refused: Readonly<Record<string, readonly string[]>>;
  onChange: (typed: Thresholds) => void;
}

export function ThresholdFields({ rule, typed, problems, refused, onChange }: ThresholdFieldsProps) {
  const { t } = useTranslation();
  return (['warning', 'critical'] as const).map((level) => {
    const problem = problems[level];
    return (
      <NumberInput
        key={level}
        label={`${t(`alerts.${level}At`)} · ${t(`alerts.${badSide(rule)}`)}`}
        description={t('alerts.emptyThreshold')}
        suffix={typedUnit(rule).suffix}
        value={typed[level]}
        error={problem ? t(`alerts.${problem}`) : refused[level]?.join(' ')}
        onChange={(value) => onChange({ ...typed, [level]: value })}
      />
    );
  });
}
