import { Button, Group, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '@/components/ProblemNotice';
import { ApiProblem } from '@/lib/http';
import { isYesOrNo } from '../shown-unit';
import type { Rule } from '../types';
import classes from './RuleEditor.module.css';
import { SeverityChoice } from './SeverityChoice';
import { ThresholdFields } from './ThresholdFields';
import { checkThresholds, fromTyped, type Thresholds, toTyped } from './thresholds';
import { useRuleReset, useRuleSave } from './use-rule-changes';

/** Changes the thresholds of a rule, in the unit people think in; a built-in one can be put back as shipped. */
export function RuleEditor({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<Thresholds>({
    warning: toTyped(rule.warning, rule),
    critical: toTyped(rule.critical, rule),
  });
  const saving = useRuleSave(onClose);
  const resetting = useRuleReset(onClose);
  const problems = checkThresholds(rule, typed);
  const isWrong = Object.keys(problems).length > 0;
  const error = saving.error ?? resetting.error;
  const refused = saving.error instanceof ApiProblem ? saving.error.fields : {};
  const isRefusedByField = Boolean(refused.warning ?? refused.critical);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWrong) return;
    saving.mutate({ ...rule, warning: fromTyped(typed.warning, rule), critical: fromTyped(typed.critical, rule) });
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={`${t('alerts.editRule')}: ${rule.name}`}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form className={classes.form} onSubmit={submit}>
        <p className={classes.hint}>{rule.description || t(`checks.${rule.check}`)}</p>
        {isYesOrNo(rule.check) ? (
          <SeverityChoice typed={typed} onChange={setTyped} />
        ) : (
          <ThresholdFields rule={rule} typed={typed} problems={problems} refused={refused} onChange={setTyped} />
        )}
        {error && !isRefusedByField && <ProblemNotice error={error} />}
        <Group justify="space-between">
          {rule.isBuiltIn ? (
            <Button variant="subtle" loading={resetting.isPending} onClick={() => resetting.mutate(rule.id)}>
              {t('alerts.reset')}
            </Button>
          ) : (
            <span />
          )}
          <Group>
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={saving.isPending} disabled={isWrong}>
              {t('common.save')}
            </Button>
          </Group>
        </Group>
      </form>
    </Modal>
  );
}
