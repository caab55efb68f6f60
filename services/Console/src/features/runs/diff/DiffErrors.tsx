import { useTranslation } from 'react-i18next';
import tableClasses from '@/components/DataTable.module.css';
import { Panel } from '@/components/Panel';
import { PanelNote } from '@/components/PanelNote';
import type { RunDiff } from '../types';
import { Change } from './Change';

export function DiffErrors({ groups }: { groups: RunDiff['errorGroups'] }) {
  const { t } = useTranslation();
  const times = (count: number) => t('runs.diff.times', { count });
  if (groups.length === 0) {
    return (
      <Panel title={t('runs.diff.errorGroups')}>
        <PanelNote>{t('runs.diff.noErrors')}</PanelNote>
      </Panel>
    );
  }
  return (
    <Panel title={t('runs.diff.errorGroups')} flush>
      <table className={tableClasses.table}>
        <tbody>
          {groups.map(({ errorType, message, left, right }) => (
            <tr key={`${errorType} ${message}`}>
              <td className={tableClasses.wide}>
                <strong>{errorType}</strong> {message}
              </td>
              <td className={tableClasses.number}>{times(left)}</td>
              <td className={tableClasses.number}>{times(right)}</td>
              <td className={tableClasses.number}>
                <Change delta={right - left} text={String} wish="less" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
