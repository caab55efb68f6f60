import { Button, Menu } from '@mantine/core';
import { IconArrowsDiff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/use-format';
import { runsOfTypeQuery } from '../api';
import { RunStatusTone } from '../RunStatusTone';
import { targetText } from '../target';
import type { Run } from '../types';

/** Picks another run of the same type and opens the comparison, the older one on the left. */
export function ComparePicker({ run }: { run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const candidates = useQuery({ ...runsOfTypeQuery(run.generationType), enabled: opened });
  const others = candidates.data?.items.filter(({ id }) => id !== run.id);

  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={320}>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconArrowsDiff size={15} />}>
          {t('runs.compare')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={380} style={{ overflowY: 'auto' }}>
        <Menu.Label>{t('runs.comparePick')}</Menu.Label>
        {!others && <Menu.Item disabled>{t('common.loading')}</Menu.Item>}
        {others?.length === 0 && <Menu.Item disabled>{t('runs.compareNone')}</Menu.Item>}
        {others?.map((other) => (
          <Menu.Item
            key={other.id}
            renderRoot={(props) => <Link {...props} to="/admin/monitoring/runs/diff" search={inOrder(run, other)} />}
            rightSection={<RunStatusTone status={other.status} />}
          >
            {targetText(other)} · {format.dateTime(other.startedAt)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function inOrder(one: Run, other: Run): { left: string; right: string } {
  return Date.parse(one.startedAt) < Date.parse(other.startedAt)
    ? { left: one.id, right: other.id }
    : { left: other.id, right: one.id };
}
