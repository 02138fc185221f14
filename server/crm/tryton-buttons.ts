/**
 * Fields of Tryton that its buttons set. Its own client shows them read-only: what stands behind a button checks the
 * order of states and does more than the field shows, such as making the sale of an opportunity.
 */
import * as z from 'zod';
import { CrmError } from './errors.ts';
import { decode, type TrytonRpc } from './tryton-rpc.ts';

/** The field of every model with a workflow. */
export const STATE = 'state';

/** Names of buttons by the state that they lead to, for each model. */
export type Buttons = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Buttons as a connection names them, for models that are not Tryton's own. */
export const ButtonSettings = z.record(z.string().min(1), z.record(z.string().min(1), z.string().min(1)));

/** Those of Tryton's own models, as in 6.0. */
export const TRYTON_BUTTONS: Buttons = {
  'sale.opportunity': {
    ...{ lead: 'lead', opportunity: 'opportunity', converted: 'convert' },
    ...{ lost: 'lost', cancelled: 'cancel' },
  },
  'sale.sale': {
    ...{ draft: 'draft', quotation: 'quote', confirmed: 'confirm' },
    ...{ processing: 'process', cancelled: 'cancel' },
  },
};

const States = z.array(z.looseObject({ id: z.number() }));

/** What is pressed: the state wanted, and the button for it. */
export interface Press {
  type: string;
  id: number;
  state: string;
  buttons: Readonly<Record<string, string>>;
}

/**
 * Presses the button that leads to a state. Nobody's change goes unseen: a record that was changed since its state was
 * read is left alone, which may be tried again.
 */
export async function pressButton(rpc: TrytonRpc, press: Press): Promise<void> {
  const { type, id, state, buttons } = press;
  const before = await standingOf(rpc, press);
  if (before.state === state) return;
  const button = buttons[state];
  if (button === undefined) {
    const known = Object.keys(buttons).join(', ');
    throw refusal(`a state of ${type} that one of Tryton's buttons leads to (${known}), got ${state}.`);
  }
  const context = { _timestamp: { [`${type},${id}`]: before.timestamp } };
  await rpc.model(type, button, [[id]], z.unknown(), { readOnly: false, context });
  const after = await standingOf(rpc, press);
  // Tryton says nothing of a button that does not fit the state. Some lead further by themselves.
  if (after.state === before.state)
    throw refusal(
      `Tryton to take ${type} ${id} from the state ${before.state} to ${state}, got it unchanged: neither its workflow nor the rules of the button ${button} allow it.`,
    );
}

async function standingOf(
  rpc: TrytonRpc,
  { type, id }: Press,
): Promise<{ state: string; timestamp: unknown }> {
  const [row] = await rpc.model(type, 'read', [[id], [STATE, '_timestamp']], States);
  return { state: String(decode(row?.[STATE]) ?? ''), timestamp: row?._timestamp };
}

const refusal = (text: string) => new CrmError('value-refused', `Expected ${text}`, { field: STATE });
