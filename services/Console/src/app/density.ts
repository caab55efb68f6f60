import { useSyncExternalStore } from 'react';
import { storedSetting } from '@/lib/stored-setting';

export type Density = 'compact' | 'cosy';

const KEY = 'density';
const CHANGED = 'console:density';

/** Height of a log row in pixels, as `--row-height` in theme.css. */
export const ROW_HEIGHT: Readonly<Record<Density, number>> = { compact: 24, cosy: 32 };

function read(): Density {
  return document.documentElement.getAttribute('data-density') === 'cosy' ? 'cosy' : 'compact';
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener(CHANGED, onChange);
  return () => window.removeEventListener(CHANGED, onChange);
}

export function setDensity(density: Density): void {
  document.documentElement.setAttribute('data-density', density);
  storedSetting.write(KEY, density);
  window.dispatchEvent(new Event(CHANGED));
}

/** How tight rows stand. The document carries the choice, so that style sheets follow it without rendering. */
export function useDensity(): [Density, (density: Density) => void] {
  return [useSyncExternalStore(subscribe, read), setDensity];
}
