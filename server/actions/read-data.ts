/** Read data (behaviour 9.3): one record, several, how many, or a figure over a field. */
import * as z from 'zod';
import type { Scalar } from '../../lib/protocol/index.ts';
import { AGGREGATES, type Connector, type CrmRecord, type SortKey } from '../crm/connector.ts';
import { type Action, ActionError, type Outputs } from './action.ts';
import { splitFilter } from './filter.ts';
import { OptionalText, RequiredText, readInputs } from './inputs.ts';
import { asking, type Choice, chosen, countOf, type OpenCrm, requireCrm, rowOf } from './records.ts';
import { requireRight, requireRightToChosen } from './user-rights.ts';

const MOST_READ = 1000;
const MODES = ['first', 'list', 'count', ...AGGREGATES] as const;
type FieldFigure = (typeof AGGREGATES)[number];

const Settings = {
  system: RequiredText,
  type: RequiredText,
  filter: OptionalText,
  sort: OptionalText,
  limit: OptionalText.transform((limit) => (limit === null ? MOST_READ : Number(limit))).pipe(
    z.number().int().min(1).max(MOST_READ),
  ),
  fields: OptionalText,
  mode: OptionalText.transform((mode) => mode ?? 'first').pipe(z.enum(MODES)),
  field: OptionalText,
};

/** Makes the action. */
export function readData(open: OpenCrm): Action {
  return async (inputs, { variables, rightsOf }) => {
    const { system, type, filter, sort, limit, fields, mode, field } = readInputs(inputs, Settings);
    const crm = await requireCrm(open, system);
    const choice: Choice = { type, filter, sort: keysOf(sort), limit };
    const seen = async (records: CrmRecord[]) => {
      await requireRight(crm, rightsOf, { right: 'read', type, ids: records.map(({ id }) => id) });
      return records;
    };
    return asking(async (): Promise<Outputs> => {
      if (mode !== 'first' && mode !== 'list')
        await requireRightToChosen(crm, rightsOf, 'read', {
          choice: { type, filter, limit: null },
          variables,
        });
      switch (mode) {
        case 'first': {
          const only = { ...choice, limit: 1 };
          const [record] = await seen(await chosen(crm, only, namesIn(fields), variables));
          const row = record ? rowOf(record) : null;
          return { record: row, id: record?.id ?? null, records: row ? [row] : [], count: row ? 1 : 0 };
        }
        case 'list': {
          const records = await seen(await chosen(crm, choice, namesIn(fields), variables));
          const rows = records.map(rowOf);
          return { record: rows[0] ?? null, id: records[0]?.id ?? null, records: rows, count: rows.length };
        }
        case 'count':
          return { count: await countOf(crm, choice, variables) };
        default:
          return { value: await figure(crm, choice, field, mode, variables) };
      }
    });
  };
}

async function figure(
  crm: Connector,
  choice: Choice,
  field: string | null,
  mode: FieldFigure,
  variables: Outputs,
): Promise<Scalar> {
  if (field === null)
    throw new ActionError(`Expected the name of a field for ${mode}, got none. Set the field of the step.`, {
      retryable: false,
    });
  const { type, filter = null } = choice;
  const described = await crm.describe(type);
  const split =
    filter === null ? null : splitFilter(filter, new Set(described.map(({ name }) => name)), variables);
  const selection = { type, match: 'all' as const, sort: [], limit: null };
  if (!split?.rest) return crm.aggregate({ ...selection, conditions: split?.conditions ?? [] }, field, mode);
  const records = await chosen(crm, { ...choice, limit: null }, null, variables);
  return figureOf(
    mode,
    records.map(({ data }) => data[field] ?? null),
  );
}

/** The same over records that were chosen here: empty fields do not count. */
function figureOf(mode: FieldFigure, values: readonly Scalar[]): Scalar {
  const filled = values.filter((value) => value !== null && value !== '');
  const numbers = filled.map(Number);
  const sum = numbers.reduce((total, number) => total + number, 0);
  if (mode === 'sum') return sum;
  if (filled.length === 0) return null;
  if (mode === 'avg') return sum / filled.length;
  const sorted = filled.toSorted((one, other) =>
    typeof one === 'number' && typeof other === 'number' ? one - other : String(one) < String(other) ? -1 : 1,
  );
  return (mode === 'min' ? sorted[0] : sorted.at(-1)) ?? null;
}

function namesIn(fields: string | null): string[] | null {
  return fields === null ? null : fields.split(',').map((name) => name.trim());
}

function keysOf(sort: string | null): SortKey[] {
  return (namesIn(sort) ?? []).map((name) =>
    name.startsWith('-') ? { field: name.slice(1), descending: true } : { field: name, descending: false },
  );
}
