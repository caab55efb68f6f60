import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FiringCount } from './FiringCount';
import classes from './Navigation.module.css';
import { NAV_GROUPS } from './pages';

/** Links to the pages. A range picked by hand goes along, other search texts stay behind. */
export function Navigation({ onPick }: { onPick?: () => void }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.nav} aria-label={t('app.navigation')}>
      {NAV_GROUPS.map((group) => (
        <div key={group.name}>
          <p className={classes.group}>{t(`nav.${group.name}`)}</p>
          <ul className={classes.list}>
            {group.pages.map(({ name, to, icon: Icon }) => (
              <li key={name}>
                <Link
                  to={to}
                  search={({ from, to }) => ({ from, to })}
                  activeOptions={{ exact: name === 'overview', includeSearch: false }}
                  className={classes.link}
                  onClick={onPick}
                >
                  <Icon size={18} stroke={1.7} aria-hidden />
                  <span className={classes.label}>{t(`nav.${name}`)}</span>
                  {name === 'alerts' && <FiringCount />}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
