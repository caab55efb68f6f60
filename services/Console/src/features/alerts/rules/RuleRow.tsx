import { Button, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import tableClasses from '@/components/DataTable.module.css';
import { NOTHING } from '@/lib/format';
import { useFormat } from '@/lib/use-format';
import { badSide, isYesOrNo, shownUnit } from '../shown-unit';
import type { Rule } from '../types';
import classes from './RuleRow.module.css';
import { useRuleSwitch } from './use-rule-changes';

export function RuleRow({ rule, onEdit }: { rule: Rule; onEdit: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const switching = useRuleSwitch(rule);
  const threshold = (value: number | null) => {
    if (value === null) return NOTHING;
    if (isYesOrNo(rule.check)) return t('common.yes');
    return `${t(`alerts.${badSide(rule)}`)} ${format.quantity(value, shownUnit(rule.check, rule.unit))}`;
  };
  return (
    <tr>
      <td>
        <Switch
          aria-label={t('alerts.enable', { name: rule.name })}
          checked={switching.isPending ? switching.variables : rule.isEnabled}
          disabled={switching.isPending}
          onChange={(event) => switching.mutate(event.currentTarget.checked)}
        />
      </td>
      <td className={tableClasses.wide}>
        <strong>{rule.name}</strong> {rule.isBuiltIn && <span className={classes.mark}>{t('alerts.builtIn')}</span>}
        {rule.description && <div className="dimmed">{rule.description}</div>}
      </td>
      <td>
        {t(`checks.${rule.check}`)}
        {rule.metric && <div className="mono dimmed">{rule.metric}</div>}
      </td>
      <td className={tableClasses.number}>{threshold(rule.warning)}</td>
      <td className={tableClasses.number}>{threshold(rule.critical)}</td>
      <td className={tableClasses.number}>
        <Button size="compact-xs" variant="default" onClick={onEdit} aria-label={`${t('alerts.edit')}: ${rule.name}`}>
          {t('alerts.edit')}
        </Button>
      </td>
    </tr>
  );
}
