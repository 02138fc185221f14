/** The records that a lookup of a page finds while a person types, and those that its window shows (behaviour 1.5). */
import { readAddress } from '../../lib/email/addresses.ts';
import type { FoundRecord, LookupQuery, LookupResultOf, User } from '../../lib/protocol/index.ts';
import type { CrmRecord, FieldInfo, FieldValue, Selection } from '../crm/connector.ts';
import { CrmError } from '../crm/errors.ts';
import { atLookup, nameAmong, type Place, seenBy } from './lookup-place.ts';
import type { Surroundings } from './surroundings.ts';

type Search = Extract<LookupQuery, { type: 'lookup.search' }>;
type Browse = Extract<LookupQuery, { type: 'lookup.browse' }>;

const MOST_FOUND = 20;
const ROWS = 20;
const COLUMNS = 3;
/** Pages that can be gone through; who looks further is better served by a word more. */
const PAGES = 50;

/** Fields that hold an address, in this order. */
const ADDRESSES = ['email', 'emailAddress', 'mail', 'email_from'];

/** What tells records of one name apart, in this order, where the form names no columns. */
const TELLING = [
  ...['code', 'number', 'ref', 'company', 'company_name', 'partner_id', 'accountName', 'party'],
  ...['email', 'emailAddress', 'mail', 'phone', 'city', 'status', 'state', 'stage_id', 'priority'],
];

/** Records whose name contains the text, in the order of their names. Throws as `atLookup`. */
export function lookUp(
  around: Surroundings,
  user: User,
  { text, ...asked }: Omit<Search, 'type'>,
): Promise<FoundRecord[]> {
  return atLookup(around, user, asked, async (place) => {
    const fields = await place.crm.describe(place.records.type);
    const address = place.address === undefined ? null : (place.address ?? addressAmong(fields));
    if (address === null) {
      const selection = selectionOf(place, fields, text, MOST_FOUND);
      return (await seenBy(place, await place.crm.read(selection, [nameAmong(place, fields)]))).map(titled);
    }
    // Not every CRM can be asked for those that have an address: some are read in vain.
    const selection = selectionOf(place, fields, text, 5 * MOST_FOUND);
    const read = await place.crm.read(selection, [nameAmong(place, fields), address]);
    const reachable = read.filter(({ data }) => addressOf(data[address]) !== null).slice(0, MOST_FOUND);
    return (await seenBy(place, reachable)).map((record) => ({
      ...{ ...titled(record), address: addressOf(record.data[address]) ?? '' },
    }));
  });
}

/** A page of the rows that the window shows. Throws as `atLookup`. */
export function browse(
  around: Surroundings,
  user: User,
  { text, page, ...asked }: Omit<Browse, 'type'>,
): Promise<Omit<LookupResultOf<'lookup.browse'>, 'type'>> {
  return atLookup(around, user, asked, async (place) => {
    const fields = await place.crm.describe(place.records.type);
    const name = nameAmong(place, fields);
    const columns = columnsOf(place, fields).filter((column) => column !== name);
    // One more tells whether there is a next page.
    const selection = selectionOf(place, fields, text, (page + 1) * ROWS + 1);
    const found = await place.crm.read(selection, [name, ...columns]);
    const rows = await seenBy(place, found.slice(page * ROWS, (page + 1) * ROWS));
    return {
      columns: columns.map((column) => fields.find((field) => field.name === column)?.label ?? column),
      rows: rows.map((record) => ({
        ...titled(record),
        cells: columns.map((column) => cellOf(record, fields, column)),
      })),
      more: found.length > (page + 1) * ROWS && page + 1 < PAGES,
    };
  });
}

function selectionOf(place: Place, fields: readonly FieldInfo[], text: string, limit: number): Selection {
  const field = nameAmong(place, fields);
  const value = text.trim();
  return {
    ...{ type: place.records.type, match: 'all', sort: [{ field, descending: false }], limit },
    conditions: value === '' ? [] : [{ field, operator: 'contains', value }],
  };
}

function columnsOf({ records }: Place, fields: readonly FieldInfo[]): string[] {
  if (records.columns) return records.columns;
  return TELLING.filter((name) => fields.some((field) => field.name === name)).slice(0, COLUMNS);
}

function addressAmong(fields: readonly FieldInfo[]): string {
  const name = ADDRESSES.find((known) => fields.some((field) => field.name === known));
  if (name !== undefined) return name;
  throw new CrmError(
    'field-unknown',
    'Expected a field with an e-mail address, got none. Name it in throughline:recipients-field.',
    {},
  );
}

/** What can be written to; null: nothing, or several in one field. */
function addressOf(value: FieldValue | undefined): string | null {
  return typeof value === 'string' ? (readAddress(value)?.address ?? null) : null;
}

/** What a field holds, as the CRM's people read it. */
function cellOf({ data, titles }: CrmRecord, fields: readonly FieldInfo[], column: string): FieldValue {
  const value = data[column] ?? null;
  const choices = fields.find(({ name }) => name === column)?.choices;
  const label = titles[column] ?? choices?.find((choice) => choice.value === String(value))?.label;
  const shown = label ?? value;
  return typeof shown === 'string' ? shown.slice(0, 4000) : shown;
}

const titled = ({ id, title }: CrmRecord): FoundRecord => ({ id, title: (title || id).slice(0, 4000) });
