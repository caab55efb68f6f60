import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '@/components/ProblemNotice';
import { Tone } from '@/components/Tone';
import { ApiProblem } from '@/lib/http';
import { signIn } from './api';
import classes from './LoginPage.module.css';

export function PasswordForm({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('admin');
  const [password, setPassword] = useState('');
  const signingIn = useMutation({ mutationFn: signIn, onSuccess: onSignedIn });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signingIn.mutate({ name, password });
  };

  return (
    <form className={classes.form} onSubmit={submit}>
      {signingIn.error && <Refusal error={signingIn.error} />}
      <TextInput
        label={t('login.name')}
        autoComplete="username"
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('login.password')}
        autoComplete="current-password"
        required
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" loading={signingIn.isPending}>
        {t('login.submit')}
      </Button>
    </form>
  );
}

function Refusal({ error }: { error: Error }) {
  const { t } = useTranslation();
  if (!(error instanceof ApiProblem) || error.status !== 401) return <ProblemNotice error={error} />;
  return (
    <p role="alert" className={classes.refusal}>
      <Tone tone="error">{t('login.wrong')}</Tone>
    </p>
  );
}
