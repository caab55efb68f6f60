import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  absoluteRange,
  isRelative,
  lastOf,
  parseTypedRange,
  presetOf,
  RANGE_PRESETS,
  shiftRange,
  type TimeRange,
  zoomOut,
} from '@/lib/time-range';
import { useRange } from '../use-range';
import classes from './RangeForm.module.css';

/** Presets, typed shorthand or dates, and small moves of the window. */
export function RangeForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { range, span, setRange } = useRange();
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);

  const choose = (next: TimeRange) => {
    setRange(next);
    onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseTypedRange(typed, Date.now());
    if (parsed) choose(parsed);
    else setIsWrong(true);
  };

  return (
    <div className={classes.form}>
      <div className={classes.presets}>
        {RANGE_PRESETS.map((preset) => (
          <Button
            key={preset}
            size="xs"
            variant={presetOf(range) === preset ? 'filled' : 'default'}
            onClick={() => choose(lastOf(preset))}
          >
            {preset.replace(/(\d+)/, '$1 ')}
          </Button>
        ))}
      </div>
      <form className={classes.typed} onSubmit={submit}>
        <TextInput
          className={classes.input}
          label={t('range.typed')}
          description={t('range.typedHint')}
          value={typed}
          error={isWrong && t('range.typedError')}
          data-autofocus
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setIsWrong(false);
          }}
        />
        <Button type="submit" size="xs" variant="default">
          {t('range.apply')}
        </Button>
      </form>
      <div className={classes.moves}>
        <Button size="compact-xs" variant="subtle" onClick={() => setRange(shiftRange(range, -1, Date.now()))}>
          ← {t('range.back')}
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={() => setRange(shiftRange(range, 1, Date.now()))}>
          {t('range.forth')} →
        </Button>
        <Button size="compact-xs" variant="subtle" onClick={() => setRange(zoomOut(range, Date.now()))}>
          {t('range.zoomOut')}
        </Button>
        {isRelative(range) && (
          <Button size="compact-xs" variant="subtle" onClick={() => choose(absoluteRange(span))}>
            {t('range.freeze')}
          </Button>
        )}
      </div>
    </div>
  );
}
