import { type ReactNode, useId } from 'react';
import classes from './Panel.module.css';

interface PanelProps {
  title?: ReactNode;
  actions?: ReactNode;
  /** Content reaches the border: tables and lists. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A bordered region with a heading. */
export function Panel({ title, actions, flush = false, className, children }: PanelProps) {
  const headingId = useId();
  return (
    <section className={`${classes.panel} ${className ?? ''}`} aria-labelledby={title ? headingId : undefined}>
      {(title || actions) && (
        <header className={classes.header}>
          <h2 id={headingId} className={classes.title}>
            {title}
          </h2>
          {actions && <div className={classes.actions}>{actions}</div>}
        </header>
      )}
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}
