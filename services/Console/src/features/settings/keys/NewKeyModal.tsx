import { Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { createKey, keysQuery } from '../api';
import { CreatedKeyView } from './CreatedKeyView';
import { NewKeyForm } from './NewKeyForm';

/** Creates a key and then shows it, once. */
export function NewKeyModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const creating = useMutation({
    mutationFn: createKey,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('settings.keyNew')}
      // A click beside the window must not lose a key that cannot be shown again.
      closeOnClickOutside={!creating.data}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {creating.data ? (
        <CreatedKeyView created={creating.data} onDone={onClose} />
      ) : (
        <NewKeyForm error={creating.error} isBusy={creating.isPending} onSubmit={creating.mutate} onCancel={onClose} />
      )}
    </Modal>
  );
}
