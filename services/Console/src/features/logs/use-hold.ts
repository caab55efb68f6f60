import { useCallback, useEffect, useState } from 'react';
import { useShortcuts } from '@/lib/shortcuts';

export interface Hold {
  isPaused: boolean;
  toggle: () => void;
  release: () => void;
  setScrolledAway: (isAway: boolean) => void;
}

/**
 * Stops the view of the live tail: by hand (button or space), or while the reader has scrolled away from the
 * newest line. Lines keep arriving behind it.
 */
export function useHold(setHeld: (isHeld: boolean) => void, isLive: boolean): Hold {
  const [isPaused, setPaused] = useState(false);
  const [isAway, setScrolledAway] = useState(false);

  useEffect(() => {
    setHeld(isPaused || isAway);
  }, [isPaused, isAway, setHeld]);

  const toggle = useCallback(() => setPaused((before) => !before), []);
  const release = useCallback(() => {
    setPaused(false);
    setScrolledAway(false);
  }, []);
  useShortcuts(isLive ? { space: toggle } : {});
  return { isPaused, toggle, release, setScrolledAway };
}
