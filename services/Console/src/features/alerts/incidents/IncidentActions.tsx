import { Button, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconEye, IconMessage } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmModal } from '@/components/ConfirmModal';
import { ProblemNotice } from '@/components/ProblemNotice';
import { ApiProblem } from '@/lib/http';
import type { Incident } from '../types';
import classes from './IncidentPane.module.css';
import { useIncidentChange } from './use-incident-change';

/** Acknowledge, resolve, comment. */
export function IncidentActions({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const change = useIncidentChange(incident.id);
  const [isCommenting, comment] = useDisclosure();
  const [isConfirming, confirm] = useDisclosure();
  const isOpen = incident.status !== 'resolved';
  const isConflict = change.error instanceof ApiProblem && change.error.status === 409;

  return (
    <>
      <div className={classes.buttons}>
        {isOpen && !incident.acknowledgedAt && (
          <Button
            size="xs"
            leftSection={<IconEye size={15} />}
            loading={change.isPending && change.variables.action === 'acknowledge'}
            onClick={() => change.mutate({ action: 'acknowledge' })}
          >
            {t('alerts.acknowledge')}
          </Button>
        )}
        {isOpen && (
          <Button size="xs" variant="default" leftSection={<IconCheck size={15} />} onClick={confirm.open}>
            {t('alerts.resolve')}
          </Button>
        )}
        <Button size="xs" variant="default" leftSection={<IconMessage size={15} />} onClick={comment.toggle}>
          {t('alerts.comment')}
        </Button>
      </div>
      {change.error && !isConflict && <ProblemNotice error={change.error} />}
      {isCommenting && (
        <CommentForm
          isBusy={change.isPending}
          onSubmit={(text) => change.mutate({ action: 'comment', comment: text }, { onSuccess: comment.close })}
        />
      )}
      <ConfirmModal
        opened={isConfirming}
        title={t('alerts.resolveConfirm')}
        detail={t('alerts.resolveConfirmDetail')}
        action={t('alerts.resolve')}
        isBusy={change.isPending}
        error={null}
        onConfirm={() => change.mutate({ action: 'resolve' }, { onSettled: confirm.close })}
        onClose={confirm.close}
      />
    </>
  );
}

function CommentForm({ isBusy, onSubmit }: { isBusy: boolean; onSubmit: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit(text.trim());
  };
  return (
    <form className={classes.comment} onSubmit={submit}>
      <Textarea
        aria-label={t('alerts.addComment')}
        placeholder={t('alerts.commentPlaceholder')}
        rows={3}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" w="fit-content" disabled={text.trim() === ''} loading={isBusy}>
        {t('alerts.addComment')}
      </Button>
    </form>
  );
}
