import { Button, Popover } from '@mantine/core';
import { IconChevronDown, IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '@/lib/shortcuts';
import { shiftRange, zoomOut } from '@/lib/time-range';
import { useDefaultRange, useRange } from '../use-range';
import { RangeForm } from './RangeForm';
import { useRangeText } from './use-range-text';

/** The time range of the page: a button that opens presets, shorthand and dates. Absent on pages without a range. */
export function RangePicker() {
  return useDefaultRange() === null ? null : <RangeButton />;
}

function RangeButton() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const { range, setRange } = useRange();
  const text = useRangeText(range);
  useShortcuts({
    t: () => setOpened(true),
    '[': () => setRange(shiftRange(range, -1, Date.now())),
    ']': () => setRange(shiftRange(range, 1, Date.now())),
    z: () => setRange(zoomOut(range, Date.now())),
  });

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={340} trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          h={32}
          leftSection={<IconClock size={15} />}
          rightSection={<IconChevronDown size={14} />}
          aria-label={`${t('range.label')}: ${text}`}
          onClick={() => setOpened((before) => !before)}
        >
          {text}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('range.label')}>
        <RangeForm onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
