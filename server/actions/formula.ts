/** Formula (behaviour 9.3): one FEEL expression over the process variables. */
import type { Action } from './action.ts';
import { evaluateFeel } from './feel.ts';
import { RequiredText, readInputs } from './inputs.ts';

export const formula: Action = async (inputs, { variables }) => {
  const { expression } = readInputs(inputs, { expression: RequiredText });
  return { value: evaluateFeel(expression, variables) };
};
