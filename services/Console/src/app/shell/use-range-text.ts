import { useTranslation } from 'react-i18next';
import { presetOf, resolveRange, type TimeRange } from '@/lib/time-range';

/** `Last 1 h`, or both ends of an absolute range. */
export function useRangeText(range: TimeRange): string {
  const { t, i18n } = useTranslation();
  const preset = presetOf(range);
  if (preset) return t('range.last', { range: preset.replace(/(\d+)/, '$1 ') });
  const { from, to } = resolveRange(range, Date.now());
  const isThisYear = new Date(from).getFullYear() === new Date().getFullYear();
  return new Intl.DateTimeFormat(i18n.language === 'zh' ? 'zh-CN' : 'en-GB', {
    ...(!isThisYear && { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatRange(from, to);
}
