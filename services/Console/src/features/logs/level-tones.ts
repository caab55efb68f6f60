import type { ToneName } from '@/components/Tone';
import type { Level } from './types';

export const LEVEL_TONES: Readonly<Record<Level, ToneName>> = {
  CRITICAL: 'fatal',
  ERROR: 'error',
  WARNING: 'warn',
  INFO: 'info',
  DEBUG: 'debug',
  TRACE: 'debug',
};
