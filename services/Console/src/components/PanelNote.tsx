import type { ReactNode } from 'react';
import classes from './Panel.module.css';

/** A sentence in place of rows that do not exist. */
export function PanelNote({ children }: { children: ReactNode }) {
  return <p className={classes.note}>{children}</p>;
}
