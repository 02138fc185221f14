/**
 * How a CRM's page saves, from the requests that it has sent while the person saved a record: method, address and answer are
 * all that is known of them.
 */
import * as z from 'zod/mini';
import { matchSave } from '../sites/saves.ts';
import { SaveRequest, type SiteAdapter } from '../sites/schema.ts';
import { idIn } from './address.ts';
import { decoded, escaped, isWord, literalOrAny, type Slot, slotsOf } from './address-slots.ts';
import { barest } from './barest.ts';

const Url = z.url().check(z.maxLength(4000));
const MOST_LIKELY = 4;
const SHOWN_LENGTH = 60;

/** A request that the CRM's page has sent, and that was answered well. */
export const SentRequest = z.strictObject({
  method: SaveRequest.shape.method,
  url: Url,
  status: z.number(),
  /** Where the answer has sent the browser; null: nowhere. */
  redirect: z.nullable(Url),
  /** A form's, which loads a page; false: a script's. */
  loads: z.boolean(),
  /** The id of the record that the page showed then, or last; null: none. */
  record: z.nullable(z.string()),
});
export type SentRequest = z.infer<typeof SentRequest>;

/** What is known of the records of a pick. */
interface Records {
  type: string;
  /** Over their addresses, with a group `id`. */
  url: string;
}

/** One more request; the same once more says nothing new. The latest count. */
export function withSent(sent: readonly SentRequest[], one: SentRequest, most: number): SentRequest[] {
  const others = sent.filter(({ method, url, loads }) =>
    [method !== one.method, url !== one.url, loads !== one.loads].includes(true),
  );
  return [...others, one].slice(-most);
}

/**
 * The requests by which the record was saved, likeliest first: those for other things come at the same time. Whose address is
 * longer than a pattern may be is none: an adapter with it could not be kept.
 */
export function likelySaves(sent: readonly SentRequest[], records: Records): SentRequest[] {
  const worth = (one: SentRequest): number =>
    (isNamed(one, records) ? 4 : 0) +
    (isLedTo(one, records) ? 4 : 0) +
    (one.method === 'POST' ? 0 : 2) +
    (one.loads ? 1 : 0);
  const known = sent.filter((one) => recordOf(one, records) !== null);
  const fit = known.filter((one) => SaveRequest.safeParse(saveOf(one, records)).success);
  return fit.toSorted((one, other) => worth(other) - worth(one)).slice(0, MOST_LIKELY);
}

/** True for one that has to do with a record: others are also sent when nobody has saved anything. */
export const isOfRecord = (one: SentRequest, records: Records): boolean =>
  isNamed(one, records) || isLedTo(one, records);

/**
 * What an adapter says of such a request. Where the address does not say which record was saved, and where a form that was
 * not taken would be answered in the same way, the server has to look at the record: the request counts as a call.
 *
 * ```ts
 * saveOf({ method: 'PUT', url: 'https://crm.example/api/deals/7', … }, { type: 'deals', … })
 * // { method: 'PUT', url: '^/api/deals/(?<id>\\d+)/?(?:\\?|$)', type: 'deals', does: 'change', answer: 'success' }
 * ```
 */
export function saveOf(one: SentRequest, records: Records): SaveRequest {
  const { method, redirect, loads, url } = one;
  const id = recordOf(one, records);
  const slot = id === null ? null : slotWith(url, id);
  // A form leads to the record when it was taken.
  const isTaken = redirect !== null;
  const isSure = isTaken || (slot !== null && !loads);
  return {
    method,
    url: patternOf(url, slot, id ?? ''),
    type: isSure || slot ? records.type : null,
    does: isSure ? 'change' : 'call',
    answer: isTaken ? 'redirect' : 'success',
  };
}

/** What such a request is to be read as, for the adapter's test plan. */
export function saveTest(
  { method, url, status }: SentRequest,
  by: { saves: [SaveRequest] } & Pick<SiteAdapter, 'ids'>,
) {
  const [save] = by.saves;
  const readIn = (address: string) => matchSave(by, { method, url: address, status });
  const read = readIn(url);
  return {
    method,
    url: barest(url, (one) => JSON.stringify(readIn(one)) === JSON.stringify(read)),
    status,
    does: save.does,
    type: save.type,
    id: read?.id ?? null,
  } satisfies SiteAdapter['testSaves'][number];
}

/** A request as a person sees it. */
export function shownRequest({ method, url }: SentRequest): string {
  const { pathname, search } = new URL(url);
  const path = pathname + search;
  return `${method} ${path.length > SHOWN_LENGTH ? `${path.slice(0, SHOWN_LENGTH)}…` : path}`;
}

/** The record that was saved, as far as it can be told: the one in the address, where the answer leads, or on show. */
function recordOf({ url, record, redirect }: SentRequest, records: Records): string | null {
  if (record !== null && slotWith(url, record)) return record;
  return (redirect === null ? null : idIn(records.url, redirect)) ?? record;
}

/** The record stands in the request's address. */
function isNamed(one: SentRequest, records: Records): boolean {
  const id = recordOf(one, records);
  return id !== null && slotWith(one.url, id) !== null;
}

/** The answer leads to a record. */
const isLedTo = ({ redirect }: SentRequest, records: Records): boolean =>
  redirect !== null && idIn(records.url, redirect) !== null;

/** The part of an address in which the id stands, by itself or within more; null: in none. */
function slotWith(url: string, id: string): Slot | null {
  const slots = slotsOf(url).filter(({ place }) => place === 'path' || place === 'query');
  return (
    slots.findLast(({ value }) => decoded(value) === id) ??
    slots.findLast(({ value }) => around(value, id) !== null) ??
    null
  );
}

/** What stands before and behind the id in a part of an address, as in `leads(7)`; null: it is not there. */
function around(value: string, id: string): [string, string] | null {
  const said = encodeURIComponent(id);
  const found = new RegExp(`^(|.*[^\\w%-])${escaped(said)}(|[^\\w%-].*)$`).exec(value);
  return found && [found[1] ?? '', found[2] ?? ''];
}

function patternOf(url: string, slot: Slot | null, id: string): string {
  const slots = slotsOf(url);
  const segments = slots
    .filter(({ place }) => place === 'path')
    .map((one) => (isSame(one, slot) ? idPattern(one.value, id) : literalOrAny(one.value)));
  // Parameters with a word in them can be what tells this from everything else that goes there.
  const words = slots.filter(
    (one) => one.place === 'query' && !isSame(one, slot) && isWord(one.value) && isWord(one.key),
  );
  const needed = words.map(({ key, value }) => ahead(`${escaped(key)}=${escaped(value)}`));
  const inQuery =
    slot?.place === 'query' ? `(?:.*[&;])?${escaped(slot.key)}=${idPattern(slot.value, id)}` : '';
  const query = needed.join('') + inQuery;
  return `^/${segments.join('/')}/?${query === '' ? '(?:\\?|$)' : `\\?${query}${inQuery && '(?:[&;]|$)'}`}`;
}

function idPattern(value: string, id: string): string {
  const group = /^\d+$/.test(id) ? String.raw`(?<id>\d+)` : '(?<id>[^/?#&;()]+)';
  const [before, after] = around(value, id) ?? ['', ''];
  return escaped(before) + group + escaped(after);
}

/** The parameter, wherever it stands among the others. */
const ahead = (word: string) => `(?=(?:.*[&;])?${word}(?:[&;]|$))`;

const isSame = (one: Slot, other: Slot | null) =>
  one.place === other?.place && one.key === other.key && one.index === other.index;
