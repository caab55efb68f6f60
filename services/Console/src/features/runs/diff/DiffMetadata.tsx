import { useTranslation } from 'react-i18next';
import tableClasses from '@/components/DataTable.module.css';
import { Panel } from '@/components/Panel';
import { PanelNote } from '@/components/PanelNote';
import { NOTHING } from '@/lib/format';
import type { RunDiff } from '../types';

export function DiffMetadata({ entries }: { entries: RunDiff['metadata'] }) {
  const { t } = useTranslation();
  if (entries.length === 0) {
    return (
      <Panel title={t('runs.diff.metadata')}>
        <PanelNote>{t('runs.diff.noMetadata')}</PanelNote>
      </Panel>
    );
  }
  return (
    <Panel title={t('runs.diff.metadata')} flush>
      <table className={tableClasses.table}>
        <thead>
          <tr>
            <th>{t('common.name')}</th>
            <th>{t('runs.diff.left')}</th>
            <th>{t('runs.diff.right')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ key, left, right }) => {
            const [leftText, rightText] = [valueText(left), valueText(right)];
            return (
              <tr key={key}>
                <td>{key}</td>
                <td className="mono">{leftText}</td>
                <td className="mono">
                  {leftText === rightText ? <span className="dimmed">{t('runs.diff.same')}</span> : rightText}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return NOTHING;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
