/** Questions in the words of a described interface. */
import type { FieldInfo, FieldValue } from './connector.ts';
import type { FieldCondition, FieldSort, Offers, Query } from './driver.ts';
import type { Description, GenericField, GenericType } from './generic-description.ts';

/** A field with what the file says of it. */
export interface DescribedField extends FieldInfo {
  described: GenericField;
}

type Pairs = [name: string, value: string][];

/** What the interface can do for a type: its own description, or that of the whole file. */
export function abilitiesOf(description: Description, type: GenericType) {
  const { paging = description.paging, sort = description.sort, filter = description.filter } = type;
  return { paging, sort, filter };
}
type Abilities = ReturnType<typeof abilitiesOf>;

const filterName = ({ name, described }: DescribedField) =>
  described.filter === false ? null : (described.filter ?? name);
const sortName = ({ name, described }: DescribedField) =>
  described.sort === false ? null : (described.sort ?? name);

/** What the interface can answer by itself. */
export function offersOf({ filter, sort }: Abilities): Offers<DescribedField> {
  return {
    condition: ({ info, operator, value }) => {
      if (filterName(info) === null || !filter?.operators[operator]) return 'no';
      if (Array.isArray(value) && value.length === 0) return 'no';
      return filter.narrows.includes(operator) ? 'narrows' : 'whole';
    },
    any: filter?.any !== undefined,
    repeated: filter?.repeated ?? true,
    sort: (keys) =>
      sort !== undefined && keys.length <= sort.keys && keys.every(({ info }) => sortName(info) !== null),
  };
}

/** The parameters that ask for the records of a query in its order. */
export function parametersOf(type: GenericType, abilities: Abilities, query: Query<DescribedField>): Pairs {
  const { filter } = abilities;
  const any = query.match === 'any' && query.conditions.length > 1 ? (filter?.any ?? []) : [];
  const conditions = query.conditions.flatMap((condition) => conditionPairs(abilities, condition));
  return [...type.list.query, ...any, ...conditions, ...sortPairs(abilities, query.sort)];
}

function conditionPairs(
  { filter }: Abilities,
  { info, operator, value }: FieldCondition<DescribedField>,
): Pairs {
  const field = filterName(info) ?? info.name;
  const values = [value].flat().map(shown);
  const fill = (text: string, one: string) =>
    text.replace(/\{(field|value|each)\}/g, (_, key: string) => (key === 'field' ? field : one));
  return (filter?.operators[operator] ?? []).flatMap(([name, text]): Pairs => {
    const all = text.includes('{each}') ? values : [values.join(',')];
    return all.map((one) => [fill(name, one), fill(text, one)]);
  });
}

function sortPairs({ sort }: Abilities, keys: readonly FieldSort<DescribedField>[]): Pairs {
  if (!sort) return [];
  const named = keys.map(({ info, descending }) => {
    const text = descending ? sort.descending : sort.ascending;
    return text.replace('{field}', sortName(info) ?? info.name);
  });
  const all = sort.oldestFirst === undefined ? named : [...named, sort.oldestFirst];
  return all.length === 0 ? [] : [[sort.parameter, all.join(sort.separator)]];
}

const shown = (value: FieldValue) => (value === null ? '' : String(value));

/** The parameters for a page, and how many entries to leave out at its beginning and keep. */
export function pageOf({ paging }: Abilities, offset: number, limit: number) {
  if (paging.style === 'none') return { pairs: [] as Pairs, from: offset, limit };
  if (paging.style === 'offset') {
    const pairs: Pairs = [
      [paging.offset, String(offset)],
      [paging.limit, String(limit)],
    ];
    return { pairs, from: 0, limit };
  }
  // Pages have one size, so that each begins where the one before has ended.
  const pairs: Pairs = [[paging.page, String(paging.first + Math.floor(offset / paging.size))]];
  if (paging.limit !== undefined) pairs.push([paging.limit, String(paging.size)]);
  return { pairs, from: offset % paging.size, limit };
}

/** How many records to ask for at once. */
export function pageSizeOf({ paging }: Pick<Abilities, 'paging'>): number {
  return paging.style === 'none' ? Number.MAX_SAFE_INTEGER : paging.size;
}
