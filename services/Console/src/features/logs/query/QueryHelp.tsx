import { ActionIcon, Popover } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './QueryBox.module.css';

const EXAMPLES = [
  ['timeout provider', 'word'],
  ['"took longer"', 'exact'],
  ['-retry', 'not'],
  ['userId=42', 'attribute'],
  ['service:gateway', 'service'],
  ['level>=warning', 'level'],
  ['trace:4bf92f3577b34da6a3ce929d0e0e4736', 'trace'],
] as const;

/** The query language by example; a click takes the example over. */
export function QueryHelp({ onPick }: { onPick: (example: string) => void }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('logs.queryHelp')} onClick={() => setOpened(!opened)}>
          <IconHelp size={17} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('logs.queryHelp')}>
        <dl className={classes.examples}>
          {EXAMPLES.map(([example, name]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>
                <button
                  type="button"
                  className={classes.example}
                  onClick={() => {
                    onPick(example);
                    setOpened(false);
                  }}
                >
                  {example}
                </button>
              </dt>
              <dd>{t(`logs.help.${name}`)}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}
