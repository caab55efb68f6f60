import { Button, Checkbox, Group, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '@/components/ProblemNotice';
import { ApiProblem } from '@/lib/http';
import type { createKey } from '../api';
import { SCOPES, type Scope } from '../types';
import classes from './NewKey.module.css';

const DAY_MS = 86_400_000;
const LIFETIMES = { days30: 30, days90: 90, year: 365 } as const;
type Lifetime = keyof typeof LIFETIMES;

interface NewKeyFormProps {
  error: Error | null;
  isBusy: boolean;
  onSubmit: (draft: Parameters<typeof createKey>[0]) => void;
  onCancel: () => void;
}

export function NewKeyForm({ error, isBusy, onSubmit, onCancel }: NewKeyFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['tasks:write']);
  const [lifetime, setLifetime] = useState<Lifetime>('year');
  const refused = error instanceof ApiProblem ? error.fields : {};

  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({
      name: name.trim(),
      scopes: scopes as Scope[],
      expiresAt: new Date(Date.now() + LIFETIMES[lifetime] * DAY_MS).toISOString(),
    });
  };

  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t('settings.keyName')}
        placeholder={t('settings.keyNamePlaceholder')}
        required
        maxLength={64}
        data-autofocus
        value={name}
        error={refused.name?.join(' ')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t('settings.keyScopes')}
        value={scopes}
        error={scopes.length === 0 ? t('settings.keyScopesRequired') : refused.scopes?.join(' ')}
        onChange={setScopes}
      >
        <div className={classes.scopes}>
          {SCOPES.map((scope) => (
            <Checkbox key={scope} value={scope} label={scope} description={t(`settings.scope.${scope}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <div>
        <p className={classes.label}>{t('settings.keyExpires')}</p>
        <SegmentedControl
          fullWidth
          aria-label={t('settings.keyExpires')}
          value={lifetime}
          onChange={(picked) => setLifetime(picked as Lifetime)}
          data={(Object.keys(LIFETIMES) as Lifetime[]).map((value) => ({
            value,
            label: t(`settings.keyExpiry.${value}`),
          }))}
        />
      </div>
      {error && Object.keys(refused).length === 0 && <ProblemNotice error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" disabled={name.trim() === '' || scopes.length === 0} loading={isBusy}>
          {t('common.create')}
        </Button>
      </Group>
    </form>
  );
}
