import { CopyButton, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Copyable.module.css';

interface CopyableProps {
  text: string;
  /** What the text is, for the button's name: "Copy trace id". */
  label: string;
  /** Shown instead of the text: a link to what the id names. */
  children?: ReactNode;
}

/** An id, monospaced, with a button that copies it. */
export function Copyable({ text, label, children }: CopyableProps) {
  return (
    <span className={classes.copyable}>
      <span className={classes.text}>{children ?? text}</span>
      <CopyIcon text={text} label={label} />
    </span>
  );
}

export function CopyIcon({ text, label }: Pick<CopyableProps, 'text' | 'label'>) {
  const { t } = useTranslation();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('common.copied') : t('common.copyOf', { what: label })}>
          <UnstyledButton className={classes.button} onClick={copy} aria-label={t('common.copyOf', { what: label })}>
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  );
}
