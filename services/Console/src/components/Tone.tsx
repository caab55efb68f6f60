import type { ReactNode } from 'react';
import classes from './Tone.module.css';

export type ToneName = 'fatal' | 'error' | 'warn' | 'info' | 'ok' | 'debug';

// Severity is never colour alone: each tone has a glyph, and a word stands beside it.
const GLYPHS: Readonly<Record<ToneName, string>> = {
  fatal: '■',
  error: '✖',
  warn: '▲',
  info: '●',
  ok: '✔',
  debug: '·',
};

interface ToneProps {
  tone: ToneName;
  children: ReactNode;
  /** A filled pill rather than bare text. */
  pill?: boolean;
}

/** A state or severity: glyph, word and colour. */
export function Tone({ tone, children, pill = false }: ToneProps) {
  return (
    <span className={classes.tone} data-tone={tone} data-pill={pill || undefined}>
      <span aria-hidden className={classes.glyph}>
        {GLYPHS[tone]}
      </span>
      {children}
    </span>
  );
}
