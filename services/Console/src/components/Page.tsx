import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Page.module.css';

interface PageProps {
  title: string;
  /** Beside the title: a state, a count. */
  aside?: ReactNode;
  actions?: ReactNode;
  /** The page fills the window and scrolls inside. */
  fill?: boolean;
  children: ReactNode;
}

/** Heading and body of a page; names the document after it. */
export function Page({ title, aside, actions, fill = false, children }: PageProps) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title, t]);

  return (
    <div className={classes.page} data-fill={fill || undefined}>
      <header className={classes.header}>
        <h1 className={classes.title}>{title}</h1>
        {aside && <div className={classes.aside}>{aside}</div>}
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
