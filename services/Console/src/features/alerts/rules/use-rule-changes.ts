import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/components/ProblemNotice';
import { notify } from '@/lib/notify';
import { resetRule, rulesQuery, saveRule, switchRule } from '../api';
import type { Rule } from '../types';

function useRefresh(): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: rulesQuery.queryKey });
}

export function useRuleSave(onSaved: () => void) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: saveRule,
    onSuccess: () => {
      notify.done(t('common.saved'));
      onSaved();
    },
    onSettled: refresh,
  });
}

/** Puts a built-in rule back as it was shipped. */
export function useRuleReset(onSaved: () => void) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: resetRule,
    onSuccess: ({ name }) => {
      notify.done(t('alerts.resetDone', { name }));
      onSaved();
    },
    onSettled: refresh,
  });
}

export function useRuleSwitch(rule: Rule) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const problemText = useProblemText();
  return useMutation({
    mutationFn: (isEnabled: boolean) => switchRule(rule.id, isEnabled),
    onSuccess: (_, isEnabled) =>
      notify.done(t(isEnabled ? 'alerts.ruleEnabled' : 'alerts.ruleDisabled', { name: rule.name })),
    onError: (error) => {
      const { title, detail } = problemText(error);
      notify.failed(title, detail);
    },
    onSettled: refresh,
  });
}
