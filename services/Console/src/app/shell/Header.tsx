import { ActionIcon, Kbd, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AccountMenu } from './AccountMenu';
import classes from './Header.module.css';
import { LanguageMenu } from './LanguageMenu';
import { LiveIndicator } from './LiveIndicator';
import { Logo } from './Logo';
import { OverflowMenu } from './OverflowMenu';
import { RangePicker } from './RangePicker';
import { ThemeToggle } from './ThemeToggle';

const SEARCH_KEY = 'Ctrl K';

/** Brand, search, state of the connection, time range and preferences; on a narrow screen the last two move into a menu. */
export function Header({ onOpenNavigation }: { onOpenNavigation: () => void }) {
  const { t } = useTranslation();
  return (
    <header className={classes.header}>
      <ActionIcon
        className={classes.narrow}
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('app.openMenu')}
        onClick={onOpenNavigation}
      >
        <IconMenu2 size={20} />
      </ActionIcon>
      <Link to="/admin/monitoring" className={classes.brand}>
        <Logo />
        {t('app.name')}
      </Link>
      <span className={classes.spring} />
      <UnstyledButton
        className={classes.search}
        onClick={spotlight.open}
        aria-label={`${t('app.search')} ${SEARCH_KEY}`}
      >
        <IconSearch size={16} aria-hidden />
        <span className={classes.searchText}>{t('app.search')}</span>
        <Kbd size="xs" className={classes.searchKey}>
          {SEARCH_KEY}
        </Kbd>
      </UnstyledButton>
      <LiveIndicator />
      <div className={classes.wide}>
        <RangePicker />
        <LanguageMenu />
        <ThemeToggle />
        <AccountMenu />
      </div>
      <div className={classes.narrow}>
        <OverflowMenu />
      </div>
    </header>
  );
}
