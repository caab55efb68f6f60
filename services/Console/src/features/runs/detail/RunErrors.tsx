import { useTranslation } from 'react-i18next';
import { JsonText } from '@/components/JsonText';
import { Panel } from '@/components/Panel';
import { PanelNote } from '@/components/PanelNote';
import { Tone } from '@/components/Tone';
import { useFormat } from '@/lib/use-format';
import type { RunError } from '../types';
import classes from './RunErrors.module.css';

interface RunErrorsProps {
  errors: readonly RunError[];
  /** Short texts sent when the run completed, beside the errors reported while it ran. */
  messages: readonly string[];
}

export function RunErrors({ errors, messages }: RunErrorsProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t('runs.errors')}>
      {errors.length === 0 && messages.length === 0 && <PanelNote>{t('runs.noErrors')}</PanelNote>}
      {errors.map((error) => (
        <ErrorEntry key={error.id} error={error} />
      ))}
      {messages.length > 0 && (
        <>
          <h3 className={classes.heading}>{t('runs.messages')}</h3>
          <ul className={classes.messages}>
            {messages.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function ErrorEntry({ error }: { error: RunError }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <article className={classes.error}>
      <header className={classes.head}>
        <Tone tone="error">{error.errorType ?? t('level.ERROR')}</Tone>
        <time className="dimmed" dateTime={error.occurredAt}>
          {format.dateTime(error.occurredAt)}
        </time>
      </header>
      <p className={classes.message}>{error.message}</p>
      {error.stack && (
        <details>
          <summary>{t('runs.stack')}</summary>
          <pre className={classes.stack}>{error.stack}</pre>
        </details>
      )}
      {error.context && (
        <details>
          <summary>{t('runs.context')}</summary>
          <JsonText value={error.context} />
        </details>
      )}
    </article>
  );
}
