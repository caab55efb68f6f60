import {
  IconActivity,
  IconAlertTriangle,
  IconFileText,
  IconListDetails,
  IconSettings,
  type TablerIcon,
} from '@tabler/icons-react';

export type PageName = 'overview' | 'logs' | 'alerts' | 'runs' | 'settings';

interface PageEntry {
  name: PageName;
  to: '/admin/monitoring' | `/admin/monitoring/${Exclude<PageName, 'overview'>}`;
  icon: TablerIcon;
  /** The key that follows `g`. */
  key: string;
}

interface NavGroup {
  name: 'observe' | 'work' | 'govern';
  pages: readonly PageEntry[];
}

export const NAV_GROUPS: readonly NavGroup[] = [
  {
    name: 'observe',
    pages: [
      { name: 'overview', to: '/admin/monitoring', icon: IconActivity, key: 'o' },
      { name: 'logs', to: '/admin/monitoring/logs', icon: IconFileText, key: 'l' },
      { name: 'alerts', to: '/admin/monitoring/alerts', icon: IconAlertTriangle, key: 'a' },
    ],
  },
  { name: 'work', pages: [{ name: 'runs', to: '/admin/monitoring/runs', icon: IconListDetails, key: 'r' }] },
  { name: 'govern', pages: [{ name: 'settings', to: '/admin/monitoring/settings', icon: IconSettings, key: 's' }] },
];

export const PAGES = NAV_GROUPS.flatMap(({ pages }) => pages);
