import { useEffect, useRef } from 'react';

/** Actions by key; two keys typed one after the other are written with a space: `g l`. */
export type Shortcuts = Readonly<Record<string, () => void>>;

const SEQUENCE_MS = 1_000;

/** Whether the key belongs to a field, or to a control that the space bar presses. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (key === ' ' && target.closest('button, a, summary, [role="tab"]')) return true;
  return (
    target.isContentEditable || target.closest('input, textarea, select, [role="combobox"], [role="menu"]') !== null
  );
}

/**
 * Feeds keys one by one and answers the shortcut they complete, if any. A key that starts a sequence waits for its
 * second half; a pause longer than a second forgets the first half.
 */
export function createMatcher(): (key: string, shortcuts: Shortcuts, at: number) => (() => void) | null {
  let pending: { key: string; at: number } | null = null;
  return (key, shortcuts, at) => {
    const first = pending && at - pending.at <= SEQUENCE_MS ? pending.key : null;
    pending = null;
    if (first) return shortcuts[`${first} ${key}`] ?? null;
    if (Object.keys(shortcuts).some((name) => name.startsWith(`${key} `))) {
      pending = { key, at };
      return null;
    }
    return shortcuts[key] ?? null;
  };
}

/** Binds shortcuts while the component is shown. None fires while typing or with Ctrl, Alt or Cmd held. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;

  useEffect(() => {
    const match = createMatcher();
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (isTaken(event.target, event.key)) return;
      const action = match(event.key === ' ' ? 'space' : event.key, latest.current, event.timeStamp);
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
