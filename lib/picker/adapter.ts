import { matchList, matchRecord } from '../sites/match.ts';
import { oneForm } from '../sites/record-id.ts';
import { matchSave } from '../sites/saves.ts';
import type { Anchor, RecordPage, SaveRequest, SiteAdapter } from '../sites/schema.ts';
import { untrueIn } from '../sites/untrue.ts';
import { idIn, listPattern } from './address.ts';
import { barest } from './barest.ts';
import { type Pick, type PickedPlace, pickedShape, pickedType } from './pick.ts';
import { saveOf, saveTest } from './saving.ts';

/** Where records are in no CRM, or in few. */
const NOWHERE = ['/no-record-of-any-kind', '/no/record/of/any/kind', '/'];

/**
 * The adapter that a pick amounts to. What the person has picked before for the same CRM stays: other types of record, and
 * other lists, and how it saves where they have not shown that. Null: it is not known yet where the id is.
 */
export function adapterOf(pick: Pick, before: SiteAdapter | null): SiteAdapter | null {
  const shape = pickedShape(pick);
  const type = pickedType(pick);
  const record = recordPageOf(pick);
  if (!shape || !type || !record) return null;
  const address = shape.template === null ? null : { type, record: shape.template, create: null };
  const ids = before?.ids && { ids: before.ids };
  const tests = pick.records.map((address, at) => {
    const url = barest(address, (one) => idIn(shape.url, one) === shape.ids[at]);
    return { url, type, id: oneForm({ ...ids }, shape.ids[at] ?? '') };
  });
  const list = tests[0] ? listPageOf(pick, type, tests[0].url) : null;
  const listTest = pick.list && list && { url: barest(pick.list.url, isOf(list.url)), type };
  const isOther = (one: { type: string | null }) => one.type !== type;
  const save = pick.change && saveOf(pick.change, { type, url: shape.url });
  // What saves this type in another way than was shown would count beside it.
  const keep = (one: SaveRequest) => !save || (one.type === null ? saysType(one) : isOther(one));
  const made: SiteAdapter = {
    kind: pick.kind,
    name: pick.name,
    verified: 'seen',
    // What was picked last goes before whatever else would fit its addresses.
    records: [record, ...(before?.records.filter(isOther) ?? [])],
    lists: [...(list ? [list] : []), ...(before?.lists.filter(isOther) ?? [])],
    ...ids,
    ...(before?.reader && { reader: before.reader }),
    fallback: before?.fallback ?? 'bottom-right',
    saves: [...(save ? [save] : []), ...(before?.saves.filter(keep) ?? [])],
    addresses: [...(before?.addresses.filter(isOther) ?? []), ...(address ? [address] : [])],
    testUrls: [...(before?.testUrls.filter(isOther) ?? []), ...tests],
    listUrls: [...(before?.listUrls.filter(isOther) ?? []), ...(listTest ? [listTest] : [])],
    negativeUrls: before?.negativeUrls ?? [],
    testSaves: [
      ...(save && pick.change ? [saveTest(pick.change, { saves: [save], ...ids })] : []),
      ...(before?.testSaves ?? []),
    ],
  };
  return withTrueTests(made, pick.origin);
}

/** A request that says by its address which type of record it saves goes for all types. */
const saysType = ({ url }: SaveRequest) => url.includes('(?<type>');

/** Without the examples that were read in another way before this pick: nobody could take an adapter with those from a file. */
function withTrueTests(made: SiteAdapter, origin: string): SiteAdapter {
  const untrue = new Set(untrueIn(made));
  const isTrue = (url: string) => !untrue.has(url);
  const negative = made.negativeUrls.filter(isTrue);
  const nowhere = NOWHERE.map((path) => origin + path).find(
    (url) => !matchRecord(made, url) && !matchList(made, url),
  );
  return {
    ...made,
    testUrls: made.testUrls.filter(({ url }) => isTrue(url)),
    listUrls: made.listUrls.filter(({ url }) => isTrue(url)),
    negativeUrls: negative.length > 0 || !nowhere ? negative : [nowhere],
    testSaves: made.testSaves.filter(({ does, type, id, ...request }) => {
      const read = matchSave(made, request);
      return read ? read.does === does && read.type === type && read.id === id : does === null;
    }),
  };
}

/** Whether a pattern fits an address. */
const isOf = (pattern: string) => (url: string) => {
  const { pathname, search, hash } = new URL(url);
  return new RegExp(pattern).test(pathname + search + hash);
};

/** The page of the records of a pick; null: it is not known yet. */
export function recordPageOf(pick: Pick): RecordPage | null {
  const shape = pickedShape(pick);
  const page = trialPageOf(pick);
  return shape && page && { ...page, type: pickedType(pick), url: shape.url };
}

/** The same as far as it can be tried before it is known where the id is; null: there is no place yet. */
export function trialPageOf({ active, title, place, bar, change, pressed }: Pick): RecordPage | null {
  if (!place) return null;
  return {
    ...{ type: null, url: '(?<id>)', active: active[0] ?? 'body', title },
    anchors: anchorsOf(place),
    ...(bar && { stageBar: anchorsOf(bar) }),
    keepClear: change ? pressed : [],
  };
}

/** The places that were pointed at, best first. */
export function anchorsOf({ selectors, position, around }: PickedPlace): Anchor[] {
  return [
    ...selectors.map((selector) => ({ selector, position })),
    ...around.map((selector) => ({ selector, position: 'append' as const })),
  ];
}

/** `record`: the address of one, without what stands there by chance. */
function listPageOf({ list }: Pick, type: string, record: string) {
  if (!list?.place) return null;
  const { url, ticked, link, title, place } = list;
  return {
    ...{ type, ticked, link, title },
    url: listPattern(url, record),
    active: 'body',
    anchors: anchorsOf(place),
  };
}
