import { Button, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFilter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Span } from '@/lib/time-range';
import { Facets } from './Facets';
import classes from './FacetsDrawer.module.css';
import type { LogFilter } from './types';

/** The facets on a screen too narrow to keep them beside the lines. */
export function FacetsDrawer({ filter, span }: { filter: LogFilter; span: Span }) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure();
  const chosen = filter.levels.length + filter.services.length;
  return (
    <div className={classes.narrow}>
      <Button size="xs" variant="default" leftSection={<IconFilter size={15} />} onClick={open}>
        {t('logs.filters')}
        {chosen > 0 && ` (${chosen})`}
      </Button>
      <Drawer
        opened={opened}
        onClose={close}
        title={t('logs.filters')}
        size={300}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Facets filter={filter} span={span} />
      </Drawer>
    </div>
  );
}
