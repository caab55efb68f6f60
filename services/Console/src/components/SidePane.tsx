import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '@/lib/shortcuts';
import classes from './SidePane.module.css';

interface SidePaneProps {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** Details of the selected row, beside the list; over it on a narrow screen. Esc closes it. */
export function SidePane({ title, onClose, children }: SidePaneProps) {
  const { t } = useTranslation();
  useShortcuts({ Escape: onClose });
  return (
    <aside className={classes.pane} aria-label={t('common.details')}>
      <header className={classes.header}>
        <h2 className={classes.title}>{title}</h2>
        <CloseButton onClick={onClose} aria-label={t('common.close')} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <div className={classes.body} tabIndex={0}>
        {children}
      </div>
    </aside>
  );
}
