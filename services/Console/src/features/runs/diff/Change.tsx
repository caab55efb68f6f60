import { useTranslation } from 'react-i18next';
import { Tone } from '@/components/Tone';
import { NOTHING } from '@/lib/format';

/** Which direction is good news. */
export type Wish = 'more' | 'less' | 'any';

interface ChangeProps {
  delta: number | null;
  text: (value: number) => string;
  wish: Wish;
}

/** A difference with its sign, good or bad news by tone. */
export function Change({ delta, text, wish }: ChangeProps) {
  const { t } = useTranslation();
  if (delta === null) return NOTHING;
  if (delta === 0) return <span className="dimmed">{t('runs.diff.same')}</span>;
  const signed = `${delta > 0 ? '+' : '−'}${text(Math.abs(delta))}`;
  if (wish === 'any') return signed;
  return <Tone tone={delta > 0 === (wish === 'more') ? 'ok' : 'warn'}>{signed}</Tone>;
}
