import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, LANGUAGES, type Language } from '@/i18n';
import { recognizeId } from '@/lib/recognize-id';
import { lastOf, RANGE_PRESETS } from '@/lib/time-range';
import { useDefaultRange, useRange } from '../use-range';
import { PAGES } from './pages';

/** Ctrl-K: pages, actions, ranges, and whatever a pasted id names. */
export function Palette() {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const groups = usePaletteGroups();
  const ids = useIdActions(query);
  const actions: SpotlightActionGroupData[] =
    ids.length > 0 ? [{ group: t('palette.ids'), actions: ids }, ...groups] : groups;
  return (
    <Spotlight
      actions={actions}
      query={query}
      onQueryChange={setQuery}
      title={t('app.search')}
      classNames={{ header: 'visually-hidden' }}
      shortcut="mod + K"
      lockScroll={false}
      scrollable
      maxHeight={420}
      highlightQuery={false}
      nothingFound={t('palette.nothing')}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.placeholder'),
      }}
    />
  );
}

function usePaletteGroups(): SpotlightActionGroupData[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const hasRange = useDefaultRange() !== null;
  const { setRange } = useRange();

  const pages: SpotlightActionData[] = PAGES.map(({ name, to, icon: Icon, key }) => ({
    id: name,
    label: t(`nav.${name}`),
    description: `g ${key}`,
    leftSection: <Icon size={18} />,
    onClick: () => void navigate({ to }),
  }));
  const themes = (['light', 'dark', 'auto'] as const).map((theme) => ({
    id: `theme-${theme}`,
    label: `${t('app.theme.label')}: ${t(`app.theme.${theme}`)}`,
    onClick: () => setColorScheme(theme),
  }));
  const languages = (Object.keys(LANGUAGES) as Language[]).map((language) => ({
    id: `language-${language}`,
    label: `${t('app.language')}: ${LANGUAGES[language]}`,
    onClick: () => void changeLanguage(language),
  }));
  const ranges = RANGE_PRESETS.map((preset) => ({
    id: `range-${preset}`,
    label: t('range.last', { range: preset }),
    onClick: () => setRange(lastOf(preset)),
  }));
  return [
    { group: t('palette.pages'), actions: pages },
    ...(hasRange ? [{ group: t('palette.ranges'), actions: ranges }] : []),
    { group: t('palette.actions'), actions: [...themes, ...languages] },
  ];
}

function useIdActions(query: string): SpotlightActionData[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const id = query.trim();
  // The palette filters actions by the query; the id as a keyword keeps these.
  switch (recognizeId(id)) {
    case 'trace':
      return [
        {
          id: 'open-trace',
          label: t('palette.openTrace', { id }),
          keywords: id,
          onClick: () => void navigate({ to: '/admin/monitoring/logs', search: { trace: id, from: 'now-7d' } }),
        },
      ];
    case 'entity':
      return [
        {
          id: 'open-run',
          label: t('palette.openRun', { id }),
          keywords: id,
          onClick: () => void navigate({ to: '/admin/monitoring/runs/$id', params: { id } }),
        },
        {
          id: 'open-incident',
          label: t('palette.openIncident', { id }),
          keywords: id,
          onClick: () => void navigate({ to: '/admin/monitoring/alerts', search: { sel: id } }),
        },
      ];
    default:
      return [];
  }
}
