import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { LoginPage } from '@/features/auth/LoginPage';
import { NotFound, PageFailure } from './Fallbacks';
import { parseSearch, pick, stringifySearch } from './search';
import { sessionQuery } from './session';

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/admin/monitoring' });
  },
});

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: pick('token', 'return'),
  component: LoginPage,
});

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin/monitoring',
  beforeLoad: async ({ context }) => {
    await context.queryClient.ensureQueryData(sessionQuery);
  },
  component: lazyRouteComponent(() => import('./shell/Shell'), 'Shell'),
});

const overviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  staticData: { range: '1h' },
  validateSearch: pick('from', 'to'),
  component: lazyRouteComponent(() => import('@/features/overview/OverviewPage'), 'OverviewPage'),
});

const runsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'runs',
  staticData: { range: '30d' },
  validateSearch: pick('from', 'to', 'tab', 'type', 'status', 'source', 'year', 'month'),
  component: lazyRouteComponent(() => import('@/features/runs/RunsPage'), 'RunsPage'),
});

const runRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'runs/$id',
  component: lazyRouteComponent(() => import('@/features/runs/RunPage'), 'RunPage'),
});

const runDiffRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'runs/diff',
  validateSearch: pick('left', 'right'),
  component: lazyRouteComponent(() => import('@/features/runs/RunDiffPage'), 'RunDiffPage'),
});

const alertsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'alerts',
  staticData: { range: '30d' },
  validateSearch: pick('from', 'to', 'tab', 'sel', 'severity'),
  component: lazyRouteComponent(() => import('@/features/alerts/AlertsPage'), 'AlertsPage'),
});

const logsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'logs',
  staticData: { range: '1h' },
  validateSearch: pick('from', 'to', 'q', 'level', 'service', 'trace', 'live', 'sel', 'wrap'),
  component: lazyRouteComponent(() => import('@/features/logs/LogsPage'), 'LogsPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: 'settings',
  component: lazyRouteComponent(() => import('@/features/settings/SettingsPage'), 'SettingsPage'),
});

const routeTree = rootRoute.addChildren([
  homeRoute,
  loginRoute,
  shellRoute.addChildren([overviewRoute, runsRoute, runDiffRoute, runRoute, alertsRoute, logsRoute, settingsRoute]),
]);

export function createConsoleRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultErrorComponent: PageFailure,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }

  interface StaticDataRouteOption {
    /** The range a page opens with (`1h`); absent on pages without a time range. */
    range?: string;
  }
}
