/** What is wrong with the items of a form together: keys, lists and pages. */
import { listAround } from '../../../../lib/forms/containers.ts';
import type { PageItem } from '../../../../lib/protocol/index.ts';
import type { FormProblem } from './component.ts';

/** The problems that no component has by itself. */
export function checkItems(items: readonly PageItem[]): FormProblem[] {
  return [
    ...[...duplicateIds(items), ...duplicateKeys(items), ...duplicateFields(items)],
    ...[...insideLists(items), ...pages(items)],
  ];
}

/** What a person calls an item. */
function nameOf(item: PageItem): string {
  if ('label' in item && item.label !== '') return item.label;
  if ('key' in item) return item.key;
  return 'id' in item ? item.id : item.type;
}

function duplicateIds(items: readonly PageItem[]): FormProblem[] {
  const containers = items.filter((item) => item.type === 'group' || item.type === 'dynamiclist');
  return containers
    .filter((item, index) => containers.findIndex(({ id }) => id === item.id) < index)
    .map((item) => ({
      field: nameOf(item),
      problem: `Expected ids that occur once in the form, got "${item.id}" again at "${nameOf(item)}"`,
      remedy: 'Draw the group or list anew.',
    }));
}

/** A key may occur once, in each list once; a variable cannot hold a value and have parts. */
function duplicateKeys(items: readonly PageItem[]): FormProblem[] {
  const keys = items.flatMap((item) => {
    const key = 'key' in item ? item.key : item.type === 'dynamiclist' ? item.list : null;
    return key === null ? [] : [{ key, scope: listAround(items, item)?.id, name: nameOf(item) }];
  });
  return keys
    .filter(({ key, scope }, index) =>
      keys.slice(0, index).some((other) => other.scope === scope && clash(other.key, key)),
    )
    .map(({ key, name }) => ({
      field: name,
      problem: `Expected keys that occur once in the form, got "${key}" again at "${name}"`,
      remedy: 'Give the field a key of its own.',
    }));
}

function clash(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

/** Two items for one field of a record would each write it. */
function duplicateFields(items: readonly PageItem[]): FormProblem[] {
  const bound = items.flatMap((item) =>
    'bound' in item && item.bound !== undefined
      ? [{ place: `${item.bound.source}.${item.bound.field}`, name: nameOf(item) }]
      : [],
  );
  return bound
    .filter(({ place }, index) => bound.findIndex((other) => other.place === place) < index)
    .map(({ place, name }) => ({
      field: name,
      problem: `Expected one field of the form for each field of a record, got "${place}" again at "${name}"`,
      remedy: 'Delete one of them, or its throughline:field.',
    }));
}

/** The rows of a list are rows of a process variable: they hold single values. */
function insideLists(items: readonly PageItem[]): FormProblem[] {
  return items.flatMap((item) => {
    const list = listAround(items, item);
    if (list === null || !isTooMuch(item)) return [];
    const got =
      'bound' in item && item.bound !== undefined
        ? 'a field of a record'
        : 'key' in item && item.key.includes('.')
          ? `the key ${item.key}`
          : item.type;
    return [
      {
        field: nameOf(item),
        problem: `Expected single values in the rows of the list "${list.list}", got ${got} at "${nameOf(item)}"`,
        remedy: 'Move the field out of the list, or use a select or check boxes.',
      },
    ];
  });
}

function isTooMuch(item: PageItem): boolean {
  if (item.type === 'dynamiclist' || item.type === 'checklist' || item.type === 'taglist') return true;
  if (item.type === 'reset' || ('bound' in item && item.bound !== undefined)) return true;
  return 'key' in item && item.key.includes('.');
}

/** Once there are pages, everything that is to be seen stands on one of them. */
function pages(items: readonly PageItem[]): FormProblem[] {
  const isPage = (item: PageItem) => item.type === 'group' && item.page === true;
  if (!items.some(isPage)) return [];
  return items.flatMap((item) => {
    if (isPage(item) && item.in !== undefined)
      return [
        {
          field: nameOf(item),
          problem: `Expected pages at the top of the form, got "${nameOf(item)}" inside another group`,
          remedy: 'Move the group out, or delete throughline:page.',
        },
      ];
    const isSeen = item.type !== 'expression';
    if (item.in !== undefined || isPage(item) || !isSeen) return [];
    return [
      {
        field: nameOf(item),
        problem: `Expected every field on one of the pages, got "${nameOf(item)}" outside of them`,
        remedy: 'Move it into a group with throughline:page.',
      },
    ];
  });
}
