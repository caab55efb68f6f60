import { Loader } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageMenu } from '@/app/shell/LanguageMenu';
import { Logo } from '@/app/shell/Logo';
import { ThemeToggle } from '@/app/shell/ThemeToggle';
import { ProblemNotice } from '@/components/ProblemNotice';
import { Tone } from '@/components/Tone';
import { ApiProblem } from '@/lib/http';
import { signInByLink } from './api';
import classes from './LoginPage.module.css';
import { PasswordForm } from './PasswordForm';

/** Signs in by the link the suite prints, or by name and password; then returns to where the person wanted to go. */
export function LoginPage() {
  const { t } = useTranslation();
  const goOn = useGoOn();
  const link = useSignInByLink(goOn);
  useEffect(() => {
    document.title = `${t('login.title')} · ${t('app.name')}`;
  }, [t]);

  return (
    <div className={classes.screen}>
      <div className={classes.corner}>
        <LanguageMenu />
        <ThemeToggle />
      </div>
      <main className={classes.card}>
        <h1 className={classes.title}>
          <Logo />
          {t('app.name')}
        </h1>
        {link.isPending ? (
          <p className={classes.busy} role="status">
            <Loader size="sm" /> {t('login.signingIn')}
          </p>
        ) : (
          <>
            {link.error && <LinkProblem error={link.error} />}
            <PasswordForm onSignedIn={goOn} />
            {!link.error && (
              <p className={classes.hint}>
                {t('login.firstTime')} <code>./run link</code>
              </p>
            )}
          </>
        )}
      </main>
    </div>
  );
}

function LinkProblem({ error }: { error: Error }) {
  const { t } = useTranslation();
  if (!(error instanceof ApiProblem) || error.status !== 401) return <ProblemNotice error={error} />;
  return (
    <div role="alert" className={classes.linkProblem}>
      <strong>
        <Tone tone="warn">{t('login.linkFailed')}</Tone>
      </strong>
      <p>
        {t('login.linkFailedDetail')} <code>./run link</code>
      </p>
      <p>{t('login.orPassword')}</p>
    </div>
  );
}

/** Uses the token in the address once, and takes it out of the address and the history at once. */
function useSignInByLink(onSignedIn: () => void) {
  const { token } = useSearch({ from: '/login' });
  const navigate = useNavigate();
  const link = useMutation({ mutationFn: signInByLink, onSuccess: onSignedIn });
  const isUsed = useRef(false);
  const { mutate } = link;
  useEffect(() => {
    // Development mounts twice; a one-time token must not be sent twice.
    if (!token || isUsed.current) return;
    isUsed.current = true;
    void navigate({ to: '/login', search: ({ return: target }) => ({ return: target }), replace: true });
    mutate(token);
  }, [token, mutate, navigate]);
  return { ...link, isPending: link.isPending || (token !== undefined && !isUsed.current) };
}

function useGoOn(): () => void {
  const { return: target } = useSearch({ from: '/login' });
  const router = useRouter();
  const queryClient = useQueryClient();
  return () => {
    queryClient.clear();
    router.history.push(localPath(target) ?? '/admin/monitoring');
  };
}

/** Only addresses of this console are followed, so that a crafted link cannot send a signed-in person elsewhere. */
function localPath(target: string | undefined): string | null {
  return target && /^\/(?![/\\])/.test(target) && !target.startsWith('/login') ? target : null;
}
