/** Connect process to object (behaviour 9.3): the record appears with the instance in the log. */
import type { Db } from '../store/store.ts';
import type { Action } from './action.ts';
import { RequiredText, readInputs } from './inputs.ts';
import { asking, type OpenCrm } from './records.ts';
import { requireRight } from './user-rights.ts';

const Settings = { system: RequiredText, type: RequiredText, id: RequiredText };

/** Makes the action. A CRM that is connected gives the record's title and address. */
export function connectRecord(db: Db, open: OpenCrm): Action {
  return async (inputs, { instance, rightsOf }) => {
    const { system, type, id } = readInputs(inputs, Settings);
    const crm = await open(system);
    await asking(() => requireRight(crm, rightsOf, { right: 'read', type, ids: [id] }));
    const record = crm ? await asking(() => crm.readOne(type, id, [])) : null;
    const shown = { title: record?.title ?? null, url: record?.url ?? crm?.linkTo(type, id) ?? null };
    await db
      .insertInto('instance_record')
      .values({ instance, system, type, id, ...shown, how: 'connected' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return {};
  };
}
