/** Add, modify and delete data (behaviour 9.3). Each says how many records it changed. */
import type { Values } from '../../lib/protocol/index.ts';
import type { Connector, CrmRecord, Right } from '../crm/connector.ts';
import { CrmError } from '../crm/errors.ts';
import { type Action, type ActionContext, ActionError } from './action.ts';
import { fieldValues, OptionalText, RequiredText, readInputs } from './inputs.ts';
import { asking, chosen, type OpenCrm, requireCrm } from './records.ts';
import { requireRight, requireRightToChosen } from './user-rights.ts';

const Place = { system: RequiredText, type: RequiredText };
const Several = { ...Place, id: OptionalText, filter: OptionalText };

/** Makes the action that adds one record. */
export function addData(open: OpenCrm, once: Once): Action {
  return async (inputs, { key, variables, rightsOf }) => {
    const { system, type } = readInputs(inputs, Place);
    const crm = await requireCrm(open, system);
    const data = fieldValues(inputs, variables);
    await asking(() => requireRight(crm, rightsOf, { right: 'add', type, data }));
    return once(key, () => asking(async () => ({ id: await crm.add(type, data) })));
  };
}

/** Makes the action that gives the same values to every chosen record. */
export function modifyData(open: OpenCrm): Action {
  return async (inputs, context) => {
    const data = fieldValues(inputs, context.variables);
    return forEach(open, inputs, context, 'modify', (crm, type, id) => crm.modify(type, id, data));
  };
}

/** Makes the action that deletes every chosen record. */
export function deleteData(open: OpenCrm): Action {
  return async (inputs, context) =>
    forEach(open, inputs, context, 'delete', async (crm, type, id) => {
      try {
        await crm.remove(type, id);
      } catch (fault) {
        // An earlier attempt has deleted it and could not tell.
        if (context.attempt > 1 && fault instanceof CrmError && fault.code === 'record-unknown') return;
        throw fault;
      }
    });
}

/**
 * Carries out something that may not happen twice; a second time with the same key gives what came of the
 * first. Where the first was begun and never ended, nobody knows: it throws.
 */
export type Once = (key: string, work: () => Promise<Values>) => Promise<Values>;

async function forEach(
  open: OpenCrm,
  inputs: Values,
  { variables, rightsOf }: ActionContext,
  right: Right,
  change: (crm: Connector, type: string, id: string) => Promise<void>,
): Promise<Values> {
  const { system, type, id, filter } = readInputs(inputs, Several);
  if (id === null && filter === null)
    throw new ActionError(
      'Expected the id of a record or a filter, got neither. An empty filter would change every record; set one.',
      { retryable: false },
    );
  const crm = await requireCrm(open, system);
  return asking(async () => {
    // Of all of them before the first is changed.
    await requireRightToChosen(crm, rightsOf, right, {
      choice: { type, id, filter, limit: null },
      variables,
    });
    const records: Pick<CrmRecord, 'id'>[] =
      id === null ? await chosen(crm, { type, filter, limit: null }, null, variables) : [{ id }];
    for (const record of records) await change(crm, type, record.id);
    return { count: records.length };
  });
}
