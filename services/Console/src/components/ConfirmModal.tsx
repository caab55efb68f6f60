import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from './ProblemNotice';

interface ConfirmModalProps {
  opened: boolean;
  title: string;
  detail: string;
  /** The verb on the button. */
  action: string;
  isDangerous?: boolean;
  isBusy: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot simply be taken back. */
export function ConfirmModal(props: ConfirmModalProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p>{props.detail}</p>
      {props.error && <ProblemNotice error={props.error} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={props.onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          data-autofocus
          color={props.isDangerous ? 'red' : 'blue'}
          loading={props.isBusy}
          onClick={props.onConfirm}
        >
          {props.action}
        </Button>
      </Group>
    </Modal>
  );
}
