import { ActionIcon, Button, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDotsVertical } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDefaultRange } from '../use-range';
import classes from './OverflowMenu.module.css';
import { Preferences } from './Preferences';
import { RangeForm } from './RangeForm';
import { useSignOut } from './use-sign-out';

/** On a narrow screen: time range, language, theme, density and signing out. */
export function OverflowMenu() {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure();
  const hasRange = useDefaultRange() !== null;
  const signOut = useSignOut();
  return (
    <>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('app.more')} onClick={open}>
        <IconDotsVertical size={20} />
      </ActionIcon>
      <Drawer
        opened={opened}
        onClose={close}
        position="right"
        size={320}
        title={t('app.more')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <div className={classes.sections}>
          {hasRange && <RangeForm onDone={close} />}
          <Preferences />
          <Button variant="default" onClick={signOut}>
            {t('app.signOut')}
          </Button>
        </div>
      </Drawer>
    </>
  );
}
