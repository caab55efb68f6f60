import { Fragment } from 'react';
import { tokenizeJson } from '@/lib/json-tokens';
import classes from './JsonText.module.css';

/** A value as indented JSON, coloured from the theme's own tones so that both themes keep their contrast. */
export function JsonText({ value }: { value: unknown }) {
  const tokens = tokenizeJson(JSON.stringify(value, null, 2) ?? 'null');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <pre className={classes.json} tabIndex={0}>
      {tokens.map(({ kind, text }, index) =>
        kind === 'plain' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity but their place
          <Fragment key={index}>{text}</Fragment>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity but their place
          <span key={index} className={classes[kind]}>
            {text}
          </span>
        ),
      )}
    </pre>
  );
}
