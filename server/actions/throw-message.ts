/** Throw message (behaviour 9.1): wakes who waits for it in this instance, or also in others with its business key. */
import type { Values } from '../../lib/protocol/index.ts';
import type { Action } from './action.ts';
import { groupOf, OptionalText, RequiredText, readInputs } from './inputs.ts';

const Settings = { message: RequiredText, scope: OptionalText };

/**
 * Delivers a message, with the same key once, and says how many have it; `instance` null: everybody with the
 * business key.
 */
export type DeliverMessage = (message: {
  key: string;
  name: string;
  instance: string | null;
  businessKey: string | null;
  variables: Values;
}) => Promise<{ continued: number; started: number }>;

/** Makes the action. */
export function throwMessage(deliver: DeliverMessage): Action {
  return async (inputs, { key, instance, businessKey, variables: known }) => {
    const { message: name, scope } = readInputs(inputs, Settings);
    const variables = groupOf(inputs, 'value', known);
    const everywhere = scope === 'all' && businessKey !== null;
    const whom = everywhere ? { instance: null, businessKey } : { instance, businessKey: null };
    const { continued, started } = await deliver({ key, name, ...whom, variables });
    return { count: continued + started };
  };
}
