import { CloseButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '@/lib/shortcuts';
import { useLogFilter } from '../use-log-filter';
import classes from './QueryBox.module.css';
import { QueryHelp } from './QueryHelp';
import { QueryTerms } from './QueryTerms';

/** Where the query is typed; it explains what it understood. Enter searches, `/` comes here from anywhere. */
export function QueryBox() {
  const { t } = useTranslation();
  const { filter, setFilter } = useLogFilter();
  const [text, setText] = useState(filter.q);
  const input = useRef<HTMLInputElement>(null);
  // A click on a value or a step back in the history changes the query from outside.
  useEffect(() => setText(filter.q), [filter.q]);
  useShortcuts({ '/': () => input.current?.focus() });

  const apply = (q: string) => {
    setText(q);
    if (q.trim() !== filter.q) setFilter({ q: q.trim() });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    apply(text);
  };

  return (
    <search className={classes.box}>
      <form className={classes.line} onSubmit={submit}>
        <IconSearch size={16} className={classes.icon} aria-hidden />
        <input
          ref={input}
          className={classes.input}
          aria-label={t('logs.query')}
          placeholder={t('logs.queryPlaceholder')}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={() => apply(text)}
        />
        {text !== '' && <CloseButton size="sm" aria-label={t('common.clearFilters')} onClick={() => apply('')} />}
        <QueryHelp onPick={(example) => apply(`${text} ${example}`.trim())} />
      </form>
      <QueryTerms text={text} filter={filter} onClearTrace={() => setFilter({ traceId: '' })} />
    </search>
  );
}
