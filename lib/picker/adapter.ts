import type { Anchor, RecordPage, SiteAdapter } from '../sites/schema.ts';
import { listPattern } from './address.ts';
import { type Pick, type PickedPlace, pickedShape, pickedType } from './pick.ts';

/**
 * The adapter that a pick amounts to. What the person has picked before for the same CRM stays: other types of record, and
 * other lists. How saves look nobody can point at: the person says that they have saved. Null: it is not known yet where
 * the id is.
 */
export function adapterOf(pick: Pick, before: SiteAdapter | null): SiteAdapter | null {
  const shape = pickedShape(pick);
  const type = pickedType(pick);
  const record = recordPageOf(pick);
  if (!shape || !type || !record) return null;
  const list = listPageOf(pick, type);
  const address = shape.template === null ? null : { type, record: shape.template, create: null };
  const tests = pick.records.map((url, at) => ({ url, type, id: shape.ids[at] ?? '' }));
  const listTest = pick.list && { url: pick.list.url, type };
  const isOther = (one: { type: string | null }) => one.type !== type;
  return {
    kind: pick.kind,
    name: pick.name,
    verified: 'seen',
    // What was picked last goes before whatever else would fit its addresses.
    records: [record, ...(before?.records.filter(isOther) ?? [])],
    lists: [...(list ? [list] : []), ...(before?.lists.filter(isOther) ?? [])],
    ...(before?.reader && { reader: before.reader }),
    fallback: 'bottom-right',
    saves: before?.saves ?? [],
    addresses: [...(before?.addresses.filter(isOther) ?? []), ...(address ? [address] : [])],
    testUrls: [...(before?.testUrls.filter(isOther) ?? []), ...tests],
    listUrls: [...(before?.listUrls.filter(isOther) ?? []), ...(list && listTest ? [listTest] : [])],
    negativeUrls: before?.negativeUrls ?? [`${pick.origin}/no-record-of-any-kind`],
    testSaves: before?.testSaves ?? [],
  };
}

/** The page of the records of a pick; null: it is not known yet. */
export function recordPageOf(pick: Pick): RecordPage | null {
  const shape = pickedShape(pick);
  const page = trialPageOf(pick);
  return shape && page && { ...page, type: pickedType(pick), url: shape.url };
}

/** The same as far as it can be tried before it is known where the id is; null: there is no place yet. */
export function trialPageOf({ active, title, place }: Pick): RecordPage | null {
  if (!place) return null;
  const anchors = anchorsOf(place);
  return { type: null, url: '(?<id>)', active: active[0] ?? 'body', title, anchors, keepClear: [] };
}

/** The places that were pointed at, best first. */
export function anchorsOf({ selectors, position, around }: PickedPlace): Anchor[] {
  return [
    ...selectors.map((selector) => ({ selector, position })),
    ...around.map((selector) => ({ selector, position: 'append' as const })),
  ];
}

function listPageOf({ list, records: [first] }: Pick, type: string) {
  if (!list?.place || first === undefined) return null;
  const { url, ticked, link, title, place } = list;
  return {
    ...{ type, ticked, link, title },
    url: listPattern(url, first),
    active: 'body',
    anchors: anchorsOf(place),
  };
}
