/** What the data actions share: the CRM, the records that a filter chooses, and CRM faults in the runner's terms. */
import type { Row, Values } from '../../lib/protocol/index.ts';
import type { Connector, CrmRecord, SortKey } from '../crm/connector.ts';
import { CrmError } from '../crm/errors.ts';
import { ActionError } from './action.ts';
import { splitFilter } from './filter.ts';

/** Opens the connector of a system; null when it has no connection. */
export type OpenCrm = (system: string) => Promise<Connector | null>;

/** So many records are looked at at most where the filter cannot be judged by the CRM. */
const MOST_LOOKED_AT = 10_000;

/** Which records a step is about. */
export interface Choice {
  type: string;
  id?: string | null;
  filter?: string | null;
  sort?: SortKey[];
  /** Null: all. */
  limit: number | null;
}

/** The connector, or a final `ActionError` that says that the system has none. */
export async function requireCrm(open: OpenCrm, system: string): Promise<Connector> {
  const crm = await open(system);
  if (crm) return crm;
  throw new ActionError(
    `Expected a system that is connected, got ${system}. Connect it, then retry the step.`,
    { retryable: false },
  );
}

/** Runs something on a CRM; what the CRM refuses becomes an `ActionError` with its own words. */
export async function asking<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (fault) {
    if (!(fault instanceof CrmError)) throw fault;
    throw new ActionError(fault.message, {
      retryable: fault.retryable,
      code: fault.code,
      afterSeconds: fault.retryAfterSeconds,
      uncertain: fault.uncertain,
    });
  }
}

/** The records that a step chooses, in order, with these fields or all. */
export async function chosen(
  crm: Connector,
  { type, id = null, filter = null, sort = [], limit }: Choice,
  fields: string[] | null,
  variables: Values,
): Promise<CrmRecord[]> {
  if (id !== null) {
    const one = await crm.readOne(type, id, fields);
    return one ? [one] : [];
  }
  const selection = { type, match: 'all' as const, sort };
  if (filter === null) return crm.read({ ...selection, conditions: [], limit }, fields);
  const { conditions, rest } = splitFilter(filter, await namesOf(crm, type), variables);
  if (rest === null) return crm.read({ ...selection, conditions, limit }, fields);
  const found = await crm.read({ ...selection, conditions, limit: MOST_LOOKED_AT + 1 }, null);
  if (found.length > MOST_LOOKED_AT) throw tooMany(filter);
  const fitting = found.filter((record) => rest(rowOf(record)));
  return limit === null ? fitting : fitting.slice(0, limit);
}

/** How many records a step chooses. */
export async function countOf(crm: Connector, choice: Choice, variables: Values): Promise<number> {
  const { type, id = null, filter = null } = choice;
  const selection = { type, match: 'all' as const, sort: [], limit: null };
  if (id === null && filter === null) return crm.count({ ...selection, conditions: [] });
  if (id === null && filter !== null) {
    const { conditions, rest } = splitFilter(filter, await namesOf(crm, type), variables);
    if (rest === null) return crm.count({ ...selection, conditions });
  }
  return (await chosen(crm, { ...choice, limit: null }, null, variables)).length;
}

/** A record as a process variable holds it. */
export function rowOf({ id, data }: CrmRecord): Row {
  return { ...data, id };
}

async function namesOf(crm: Connector, type: string): Promise<ReadonlySet<string>> {
  const fields = await crm.describe(type);
  return new Set(fields.map(({ name }) => name));
}

function tooMany(filter: string): ActionError {
  return new ActionError(
    `Expected at most ${MOST_LOOKED_AT} records to look through, got more: the CRM cannot judge all of ${filter}. Join a plain comparison to it by "and".`,
    { retryable: false },
  );
}
