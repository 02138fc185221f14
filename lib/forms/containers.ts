/** Which items stand in which groups and lists: items name the container that they stand in. */
import type { FieldItem, ListItem, PageItem } from '../protocol/index.ts';

/** The list that an item stands in, directly or in a group there; null: none. */
export function listAround(items: readonly PageItem[], item: PageItem): ListItem | null {
  let container = containerOf(items, item);
  for (const seen = new Set<PageItem>(); container !== undefined && !seen.has(container); ) {
    if (container.type === 'dynamiclist') return container;
    seen.add(container);
    container = containerOf(items, container);
  }
  return null;
}

/** All lists of a page. */
export function listsIn(items: readonly PageItem[]): ListItem[] {
  return items.filter((item): item is ListItem => item.type === 'dynamiclist');
}

/** The fields that stand in a list; null: those that stand in none. */
export function fieldsIn(items: readonly PageItem[], list: ListItem | null): FieldItem[] {
  return items.filter((item): item is FieldItem => 'key' in item && listAround(items, item) === list);
}

/** The process variables that a page writes: of a field whose key is a path the variable that it is a part of. */
export function variablesWrittenBy(items: readonly PageItem[]): string[] {
  const keys = [...fieldsIn(items, null).map(({ key }) => key), ...listsIn(items).map(({ list }) => list)];
  return [...new Set(keys.map((key) => key.split('.')[0] ?? key))];
}

function containerOf(items: readonly PageItem[], item: PageItem): PageItem | undefined {
  if (item.in === undefined) return undefined;
  return items.find((other) => 'id' in other && other.id === item.in);
}
