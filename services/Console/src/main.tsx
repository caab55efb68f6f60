import './app/mantine.css';
import './app/theme.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './app/query-client';
import { createConsoleRouter } from './app/router';
import { sessionQuery } from './app/session';
import { theme } from './app/theme';
import { startI18n } from './i18n';

const LOGIN = '/login';

const queryClient = createQueryClient(() => {
  const { pathname, href } = router.state.location;
  if (pathname === LOGIN) return;
  queryClient.removeQueries(sessionQuery);
  void router.navigate({ to: LOGIN, search: { return: href } });
});
const router = createConsoleRouter(queryClient);

function Console() {
  return (
    // Variables and helper classes come from static files, as the content security policy forbids injected styles.
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root"');
await startI18n();
createRoot(root).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
