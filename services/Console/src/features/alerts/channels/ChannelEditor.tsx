import { Button, Group, Modal, PasswordInput, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '@/components/ProblemNotice';
import { ApiProblem } from '@/lib/http';
import type { Channel } from '../types';
import classes from './ChannelEditor.module.css';
import { useChannelSave } from './use-channel-changes';

/** A webhook: name, address and the secret that signs deliveries. */
export function ChannelEditor({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(channel?.name ?? '');
  const [url, setUrl] = useState(channel?.url ?? 'https://');
  const [secret, setSecret] = useState('');
  const [isEnabled, setEnabled] = useState(channel?.isEnabled ?? true);
  const saving = useChannelSave(channel);
  const refused = saving.error instanceof ApiProblem ? saving.error.fields : {};
  const isRefusedByField = ['name', 'url', 'secret'].some((field) => refused[field]);
  const isUrlWrong = !isWebAddress(url);
  const canSave = name.trim() !== '' && !isUrlWrong;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!canSave) return;
    saving.mutate({ name: name.trim(), url, isEnabled, ...(secret && { secret }) }, { onSuccess: onClose });
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={channel ? t('alerts.channelEdit') : t('alerts.channelNew')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t('alerts.channelName')}
          required
          data-autofocus
          value={name}
          error={refused.name?.join(' ')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('alerts.channelUrl')}
          type="url"
          required
          value={url}
          error={isUrlWrong && url !== 'https://' ? t('alerts.channelUrlInvalid') : refused.url?.join(' ')}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('alerts.channelSecret')}
          description={channel?.hasSecret ? t('alerts.channelSecretKeep') : t('alerts.channelSecretHint')}
          autoComplete="new-password"
          value={secret}
          error={refused.secret?.join(' ')}
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
        <Switch
          label={t('alerts.enabled')}
          checked={isEnabled}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
        {saving.error && !isRefusedByField && <ProblemNotice error={saving.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={!canSave} loading={saving.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\/[^/]+/.test(text);
}
