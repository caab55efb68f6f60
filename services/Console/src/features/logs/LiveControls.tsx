import { Button, Kbd } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Tone } from '@/components/Tone';
import { useFormat } from '@/lib/use-format';
import type { StreamState } from './log-stream';
import type { Hold } from './use-hold';

interface LiveControlsProps {
  isLive: boolean;
  state: StreamState;
  /** Lines in the buffer. */
  held: number;
  hold: Hold;
  onSwitch: () => void;
}

/** Starts, pauses and stops the live tail, and says how it stands. */
export function LiveControls({ isLive, state, held, hold, onSwitch }: LiveControlsProps) {
  const { t } = useTranslation();
  if (!isLive) {
    return (
      <Button size="xs" leftSection={<IconPlayerPlay size={15} />} onClick={onSwitch}>
        {t('logs.goLive')}
      </Button>
    );
  }
  return (
    <>
      <StreamTone state={state} isPaused={hold.isPaused} held={held} />
      <Button
        size="xs"
        variant="default"
        leftSection={hold.isPaused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
        rightSection={<Kbd size="xs">space</Kbd>}
        onClick={hold.isPaused ? hold.release : hold.toggle}
      >
        {hold.isPaused ? t('logs.resume') : t('logs.pause')}
      </Button>
      <Button size="xs" variant="default" leftSection={<IconPlayerStop size={15} />} onClick={onSwitch}>
        {t('logs.stopLive')}
      </Button>
    </>
  );
}

function StreamTone({ state, isPaused, held }: { state: StreamState; isPaused: boolean; held: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const heldText = <span className="dimmed">{t('logs.held', { value: format.number(held) })}</span>;
  if (state === 'lost') return <Tone tone="error">{t('logs.reconnecting')}</Tone>;
  if (state === 'refused') return <Tone tone="error">{t('logs.refused')}</Tone>;
  if (state === 'connecting') return <Tone tone="debug">{t('app.live.connecting')}</Tone>;
  return (
    <>
      {isPaused ? (
        <Tone tone="warn" pill>
          {t('logs.paused')}
        </Tone>
      ) : (
        <Tone tone="ok" pill>
          {t('logs.live')}
        </Tone>
      )}
      {heldText}
    </>
  );
}
