/**
 * The stage of a case in its CRM: the two jobs that a case plans for itself. Neither of them decides what follows:
 * they say what they found, and the case goes on from there.
 */
import * as z from 'zod';
import { Scalar } from '../../lib/protocol/index.ts';
import type { Connector, CrmRecord } from '../crm/connector.ts';
import { CrmError } from '../crm/errors.ts';
import { type Action, ActionError } from './action.ts';
import { RequiredText, readInputs } from './inputs.ts';
import { asking, type OpenCrm } from './records.ts';

/** The field of a record that holds the stage. */
const Place = {
  ...{ system: RequiredText, type: RequiredText, id: RequiredText, field: RequiredText },
  /** The CRM has told that the record was deleted. */
  deleted: z.boolean().optional(),
};

/**
 * The inputs of `throughline:case-write-stage`. `expected` is what the field may hold before; more than one where an
 * earlier write may or may not have come through. Without it, whatever is there is overwritten.
 */
const Write = { ...Place, value: RequiredText, expected: z.union([Scalar, z.array(Scalar)]).optional() };

/**
 * What came of either job. `written`: the CRM holds the value (write only). `conflict`: it holds another one than was
 * expected and was left alone (write only). `seen`: it was read (look only). `gone`: there is no such record. `apart`:
 * the server has no connection to this CRM.
 */
export const StageOutcome = z.object({
  outcome: z.enum(['written', 'conflict', 'seen', 'gone', 'apart']),
  /** What the field holds now, as text; null: nothing, or it was not read. */
  value: z.string().nullable(),
});
export type StageOutcome = z.infer<typeof StageOutcome>;

/**
 * Makes the action that writes the stage of a case: it reads the field, compares it with what was expected, and writes.
 * Carried out again it finds its own value, and leaves it.
 */
export function writeStage(open: OpenCrm): Action {
  return async (inputs, { isWanted }) => {
    const { value, expected, ...place } = readInputs(inputs, Write);
    const { type, id, field } = place;
    return onRecord(open, place, async (crm, found) => {
      if (found === value) return { outcome: 'written', value };
      const isExpected = expected === undefined || [expected].flat().some((one) => stageText(one) === found);
      if (!isExpected) return { outcome: 'conflict', value: found };
      if (!(await isWanted())) throw new ActionError(NOT_WANTED, { retryable: false });
      await crm.modify(type, id, { [field]: value });
      return { outcome: 'written', value };
    });
  };
}

const NOT_WANTED = 'Expected a case that goes on, got one that has ended: its stage is not written any more.';

/** Makes the action that reads the stage of a case from its CRM. */
export function lookAtStage(open: OpenCrm): Action {
  return async (inputs) => {
    const place = readInputs(inputs, Place);
    return onRecord(open, place, async (_crm, found) => ({ outcome: 'seen', value: found }));
  };
}

/** The value of a stage field as stages name it: an empty text is nothing. */
export function stageText(value: Scalar): string | null {
  return value === null || value === '' ? null : String(value);
}

async function onRecord(
  open: OpenCrm,
  { system, type, id, field, deleted = false }: z.infer<z.ZodObject<typeof Place>>,
  work: (crm: Connector, found: string | null) => Promise<StageOutcome>,
): Promise<StageOutcome> {
  const crm = await open(system);
  if (!crm) return { outcome: 'apart', value: null };
  return asking(async () => {
    const record: CrmRecord | null = await crm.readOne(type, id, [field]);
    if (!record) {
      if (!deleted) await requireSight(crm, { type, id, field });
      return { outcome: 'gone', value: null };
    }
    try {
      return await work(crm, stageText(record.data[field] ?? null));
    } catch (fault) {
      // It was deleted between the two requests.
      if (fault instanceof CrmError && fault.code === 'record-unknown')
        return { outcome: 'gone', value: null };
      throw fault;
    }
  });
}

/**
 * A user that has lost its rights finds no records at all. What is hidden from the connection has not been deleted: that
 * is somebody's to look at.
 */
async function requireSight(
  crm: Connector,
  { type, id, field }: { type: string; id: string; field: string },
): Promise<void> {
  const others = await crm.read({ type, conditions: [], match: 'all', sort: [], limit: 1 }, [field]);
  if (others.length > 0) return;
  throw new ActionError(
    `Expected the ${type} ${id} in its CRM, got none, and no other record of the type: the user of the connection may have lost its rights. Give them back, or cancel the case if the record is gone.`,
    { retryable: true },
  );
}
