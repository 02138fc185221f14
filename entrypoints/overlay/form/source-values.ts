/** The fields of a page that belong to records of the CRM: what they show, and what is known of them (behaviour 1.6). */
import { draftKeys } from '../../../lib/messaging/contract.ts';
import { type FieldItem, type PageItem, Values } from '../../../lib/protocol/index.ts';
import { entryOf } from '../values.ts';

/** A draft holds at most 20,000 characters in one entry, and a character can be two of those that are counted. */
const PIECES = /.{1,10000}/gsu;

/** The items with what the CRM holds, where they are bound to it. */
export function withRead(items: readonly PageItem[], read: Values): PageItem[] {
  return items.map((item) => {
    if (!('key' in item) || !Object.hasOwn(read, item.key)) return item;
    return { ...item, value: read[item.key] ?? null };
  });
}

/**
 * The page as it opens again over a draft: what the person has not touched is as the CRM has it now. What they have
 * touched stays theirs, and is known as it was when they did, so that another's change is not written over unseen.
 */
export function reopened(
  items: readonly PageItem[],
  fresh: Values,
  draft: Values | null,
): { read: Values; draft: Values | null } {
  const before = keptRead(draft);
  if (draft === null || before === null) return { read: fresh, draft };
  const bound = items.filter((item): item is FieldItem => 'key' in item && Object.hasOwn(before, item.key));
  const touched = bound.filter((item) => !isSame(draft[item.key], entryOf(item, before[item.key] ?? null)));
  const untouched = new Set(bound.filter((item) => !touched.includes(item)).map(({ key }) => key));
  return {
    read: { ...fresh, ...Object.fromEntries(touched.map(({ key }) => [key, before[key] ?? null])) },
    draft: Object.fromEntries(Object.entries(draft).filter(([key]) => !untouched.has(key))),
  };
}

/** What of the CRM a draft keeps beside the entries. */
export function readToKeep(read: Values | null): Values {
  return read === null ? {} : { [draftKeys.read]: JSON.stringify(read).match(PIECES) ?? [] };
}

function keptRead(draft: Values | null): Values | null {
  const kept = draft?.[draftKeys.read];
  if (!Array.isArray(kept)) return null;
  const parsed = Values.safeParse(JSON.parse(kept.join('')));
  return parsed.success ? parsed.data : null;
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
