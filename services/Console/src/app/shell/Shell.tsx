import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LiveStateContext, useLiveUpdates } from '../live-updates';
import { Header } from './Header';
import { KeyboardHelp } from './KeyboardHelp';
import { Navigation } from './Navigation';
import { Palette } from './Palette';
import classes from './Shell.module.css';
import { useGlobalShortcuts } from './use-global-shortcuts';

/** The frame of every page: header, navigation, command palette, keyboard, and the stream of changes. */
export function Shell() {
  const { t } = useTranslation();
  const live = useLiveUpdates();
  const [isHelpOpen, help] = useDisclosure();
  const [isNavOpen, nav] = useDisclosure();
  useGlobalShortcuts({ onHelp: help.open });

  return (
    <LiveStateContext value={live}>
      <div className={classes.shell}>
        <a className={classes.skip} href="#content">
          {t('app.skipToContent')}
        </a>
        <Header onOpenNavigation={nav.open} />
        <div className={classes.sidebar}>
          <Navigation />
        </div>
        <main id="content" className={classes.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <Drawer
        opened={isNavOpen}
        onClose={nav.close}
        title={t('app.name')}
        size={280}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Navigation onPick={nav.close} />
      </Drawer>
      <KeyboardHelp opened={isHelpOpen} onClose={help.close} />
      <Palette />
    </LiveStateContext>
  );
}
