import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './KeyboardHelp.module.css';

const KEYS = [
  ['?', 'help'],
  ['Ctrl K', 'palette'],
  ['g o', 'overview'],
  ['g l', 'logs'],
  ['g a', 'alerts'],
  ['g r', 'runs'],
  ['g s', 'settings'],
  ['/', 'query'],
  ['Space', 'pause'],
  ['j k', 'move'],
  ['t', 'range'],
  ['[ ]', 'shift'],
  ['z', 'zoomOut'],
  ['d', 'density'],
  ['r', 'refresh'],
  ['Esc', 'escape'],
] as const;

export function KeyboardHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('shortcuts.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <dl className={classes.keys}>
        {KEYS.map(([keys, name]) => (
          <div key={name} className={classes.row}>
            <dt>
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{t(`shortcuts.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.hint}>{t('shortcuts.hint')}</p>
    </Modal>
  );
}
