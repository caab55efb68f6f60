import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Snippet } from '@/components/Snippet';
import { Tone } from '@/components/Tone';
import type { CreatedKey } from '../types';
import classes from './NewKey.module.css';

export function CreatedKeyView({ created, onDone }: { created: CreatedKey; onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.form}>
      <Tone tone="warn">{t('settings.keyShownOnce')}</Tone>
      <Snippet title={created.name} code={created.key} />
      <Button onClick={onDone}>{t('settings.keyDone')}</Button>
    </div>
  );
}
