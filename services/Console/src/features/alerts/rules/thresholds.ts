import { shownUnit } from '../shown-unit';
import type { Rule, RuleCheck } from '../types';

/** How a unit of the server is typed and shown: 0.9 as 90 %, 600000 ms as 600 s. */
interface TypedUnit {
  suffix: string;
  factor: number;
}

const TYPED_UNITS: Readonly<Record<string, TypedUnit>> = {
  percent: { suffix: ' %', factor: 1 },
  ratio: { suffix: ' %', factor: 100 },
  ms: { suffix: ' s', factor: 1 / 1_000 },
  bytes: { suffix: ' MiB', factor: 1 / 1_048_576 },
  times: { suffix: ' ×', factor: 1 },
};

type Measured = Pick<Rule, 'check' | 'unit'>;

export function typedUnit({ check, unit }: Measured): TypedUnit {
  return TYPED_UNITS[shownUnit(check, unit)] ?? { suffix: '', factor: 1 };
}

/** What is typed into a field; empty means that the level is not used. */
export type Typed = number | string;

export function toTyped(value: number | null, rule: Measured): Typed {
  // Rounded, as 0.95 × 100 is 94.99999999999999 for the machine.
  return value === null ? '' : Number((value * typedUnit(rule).factor).toFixed(6));
}

export function fromTyped(typed: Typed, rule: Measured): number | null {
  return typed === '' ? null : Number((Number(typed) / typedUnit(rule).factor).toFixed(6));
}

export interface Thresholds {
  warning: Typed;
  critical: Typed;
}

export type ThresholdProblem =
  | 'needThreshold'
  | 'notNumber'
  | 'orderAbove'
  | 'orderBelow'
  | 'notNegative'
  | 'percentRange';

export interface ThresholdProblems {
  warning?: ThresholdProblem;
  critical?: ThresholdProblem;
}

/** What is wrong with the thresholds of a rule; empty when they can be saved. */
export function checkThresholds(
  { check, comparison }: Pick<Rule, 'check' | 'comparison'>,
  typed: Thresholds,
): ThresholdProblems {
  const problems: ThresholdProblems = {};
  for (const name of ['warning', 'critical'] as const) {
    const problem = checkOne(typed[name], check);
    if (problem) problems[name] = problem;
  }
  if (problems.warning || problems.critical) return problems;
  if (typed.warning === '' && typed.critical === '') return { warning: 'needThreshold' };
  if (typed.warning === '' || typed.critical === '') return {};
  const [warning, critical] = [Number(typed.warning), Number(typed.critical)];
  if (comparison === 'above' && critical <= warning) return { critical: 'orderAbove' };
  if (comparison === 'below' && critical >= warning) return { critical: 'orderBelow' };
  return {};
}

function checkOne(typed: Typed, check: RuleCheck): ThresholdProblem | null {
  if (typed === '') return null;
  const value = Number(typed);
  if (Number.isNaN(value)) return 'notNumber';
  // A metric may well be negative; a count, a duration or a rate may not.
  if (check !== 'threshold' && value < 0) return 'notNegative';
  return check === 'success_rate' && value > 100 ? 'percentRange' : null;
}
