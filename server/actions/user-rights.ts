/** The rights of whoever started the instance, where the process says that they count (behaviour 3.8). */
import type { Values } from '../../lib/protocol/index.ts';
import type { Connector, RecordData, Right } from '../crm/connector.ts';
import { ActionError, type RightsOf } from './action.ts';
import { type Choice, chosen } from './records.ts';

/** Rights to so many records are looked at for one step at most. */
const MOST_CHECKED = 1000;

const DOING = { read: 'read', add: 'add', modify: 'change', delete: 'delete' } as const;

/** What is about to be done: to these records, or adding one with these values. */
export interface Attempt {
  right: Right;
  type: string;
  ids?: readonly string[];
  data?: RecordData;
}

/**
 * Passes when nobody's rights count, or those of the user are there. Else it throws a final `ActionError` of the code
 * `no-right`: also where nobody has started the instance, and where the CRM does not tell.
 */
export async function requireRight(
  crm: Connector | null,
  who: RightsOf | null,
  { right, type, ids = [], data = {} }: Attempt,
): Promise<void> {
  if (who === null) return;
  const { login } = who;
  const expected = `Expected a user who may ${DOING[right]} ${ids.length === 1 ? `the ${type} ${ids[0]}` : `these records of the type ${type}`}`;
  if (login === null)
    throw refusal(
      `${expected}, got an instance that nobody has started. Start the process by hand, or set throughline:user-rights to false.`,
    );
  if (ids.length > MOST_CHECKED)
    throw refusal(
      `Expected at most ${MOST_CHECKED} records to look at the rights of ${login} to, got more. Add a condition to the filter.`,
    );
  const may = crm === null ? null : await crm.may(login, { right, type, ids, data });
  if (may === null)
    throw refusal(
      `${expected}, got ${login}, of whom the CRM does not tell it. Set throughline:user-rights to false, or see what the connection needs for it.`,
    );
  if (!may)
    throw refusal(
      `${expected}, got ${login}, who may not. Give them the right in the CRM and retry the step, or let somebody else start the process.`,
    );
}

/** The same for the records that a step chooses, before it does anything with them. */
export async function requireRightToChosen(
  crm: Connector,
  who: RightsOf | null,
  right: Right,
  { choice, variables }: { choice: Choice; variables: Values },
): Promise<void> {
  if (who === null) return;
  const records = await chosen(crm, { ...choice, sort: [], limit: MOST_CHECKED + 1 }, [], variables);
  await requireRight(crm, who, { right, type: choice.type, ids: records.map(({ id }) => id) });
}

const refusal = (message: string) => new ActionError(message, { retryable: false, code: 'no-right' });
