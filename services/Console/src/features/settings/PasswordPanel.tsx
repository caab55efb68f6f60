import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/components/Panel';
import { ProblemNotice } from '@/components/ProblemNotice';
import { ApiProblem } from '@/lib/http';
import { notify } from '@/lib/notify';
import { setPassword } from './api';
import classes from './PasswordPanel.module.css';

const MIN_LENGTH = 12;

/** Sets the password to sign in with when no link is at hand. */
export function PasswordPanel() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [password, setNew] = useState('');
  const [repeated, setRepeated] = useState('');
  const setting = useMutation({
    mutationFn: setPassword,
    onSuccess: () => {
      notify.done(t('settings.passwordSet'));
      for (const clear of [setCurrent, setNew, setRepeated]) clear('');
    },
  });
  const refused = setting.error instanceof ApiProblem ? setting.error.fields : {};
  const isShort = password !== '' && password.length < MIN_LENGTH;
  const isDifferent = repeated !== '' && repeated !== password;
  const canSave = password.length >= MIN_LENGTH && repeated === password;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave) setting.mutate({ password, ...(current && { currentPassword: current }) });
  };

  return (
    <Panel title={t('settings.password')}>
      <form className={classes.form} onSubmit={submit}>
        <p className={classes.hint}>{t('settings.passwordHint')}</p>
        <PasswordInput
          label={t('settings.passwordCurrent')}
          autoComplete="current-password"
          value={current}
          error={refused.currentPassword?.join(' ')}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('settings.passwordNew')}
          autoComplete="new-password"
          value={password}
          error={isShort ? t('settings.passwordShort') : refused.password?.join(' ')}
          onChange={(event) => setNew(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('settings.passwordRepeat')}
          autoComplete="new-password"
          value={repeated}
          error={isDifferent && t('settings.passwordDiffers')}
          onChange={(event) => setRepeated(event.currentTarget.value)}
        />
        {setting.error && Object.keys(refused).length === 0 && <ProblemNotice error={setting.error} />}
        <Button type="submit" w="fit-content" disabled={!canSave} loading={setting.isPending}>
          {t('settings.passwordSubmit')}
        </Button>
      </form>
    </Panel>
  );
}
