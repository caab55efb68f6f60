import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type Shortcuts, useShortcuts } from '@/lib/shortcuts';
import { setDensity, useDensity } from '../density';
import { PAGES } from './pages';

/** The keys that work on every page. */
export function useGlobalShortcuts({ onHelp }: { onHelp: () => void }): void {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [density] = useDensity();
  const pages: Shortcuts = Object.fromEntries(
    PAGES.map(({ key, to }) => [`g ${key}`, () => void navigate({ to, search: ({ from, to }) => ({ from, to }) })]),
  );
  useShortcuts({
    ...pages,
    '?': onHelp,
    d: () => setDensity(density === 'compact' ? 'cosy' : 'compact'),
    r: () => void queryClient.invalidateQueries(),
  });
}
