import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/lib/http';
import { Copyable } from './Copyable';
import classes from './ProblemNotice.module.css';
import { Tone } from './Tone';

interface ProblemNoticeProps {
  error: Error;
  onRetry?: () => void;
}

/** What went wrong, in the server's words, with the trace id to look it up and a way to try again. */
export function ProblemNotice({ error, onRetry }: ProblemNoticeProps) {
  const { t } = useTranslation();
  const { title, detail, traceId } = useProblemText()(error);
  return (
    <div role="alert" className={classes.notice}>
      <div className={classes.text}>
        <strong>
          <Tone tone="error">{title}</Tone>
        </strong>
        {detail && <p>{detail}</p>}
        {traceId && (
          <p className={classes.trace}>
            {t('common.traceId')} <Copyable text={traceId} label={t('common.traceId')} />
          </p>
        )}
      </div>
      {onRetry && (
        <Button size="xs" variant="default" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}

export interface ProblemText {
  title: string;
  detail: string | null;
  traceId: string | null;
}

/** Title, detail and trace id of any error, translated where the server did not speak. */
export function useProblemText(): (error: Error) => ProblemText {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiProblem)) return { title: t('problem.unexpected'), detail: error.message, traceId: null };
    if (error.isUnreachable) {
      return { title: t('problem.unreachable'), detail: t('problem.unreachableDetail'), traceId: null };
    }
    const title = error.status === 403 ? t('problem.forbidden') : error.title;
    return { title, detail: error.detail, traceId: error.traceId };
  };
}
