/**
 * Finds out from the addresses of a few records where an address says which record it is. Ids are opaque: what counts is
 * what differs from one record to the next.
 */
import {
  DIGITS,
  decoded,
  escaped,
  isWord,
  literalOrAny,
  type Place,
  type Slot,
  slotsOf,
  UUID,
} from './address-slots.ts';

/** How the addresses of one type of record look, as an adapter says it. */
export interface AddressShape {
  /** For `RecordPage.url`. */
  url: string;
  /** What the type may be called, best first: words of the address. */
  types: string[];
  /** Of each address, in order. */
  ids: string[];
  /** For `Address.record`; null: the addresses have parts that cannot be foretold. */
  template: string | null;
}

/** What ends a word inside of one part of an address, which can be an address itself. */
const ENDS = /%(?:2f|3d|26|3b|3a|7b|7d)|[/=;:{}]/gi;
/** What stands where an id would, on pages of no record. */
const NO_IDS = '(?!(?:new|create|add|edit|list|search|index|import)(?:[/?#;&]|$))';
/** Words of addresses that say what is done and not with what. */
const VERBS = new Set(
  'r id view show detail details edit record records item items get open page pages index home app apps main web crm model form go object objects entity'.split(
    ' ',
  ),
);
/** Parameters that name a type where one is in the address. */
const TYPE_KEYS = ['etn', 'model', 'module', 'type', 'entity', 'object', 'table', 'resource', 'class'];
const MOST_TYPES = 4;
const PATTERN_LIMIT = 400;

/**
 * The shape of addresses that two or more records of one type have; null: they do not say which record they show, or one
 * stands there twice.
 *
 * ```ts
 * shapeOf(['https://crm.example/deals/7', 'https://crm.example/deals/12'])
 * // { url: '^/deals/(?<id>\\d+)/?(?:[?#]|$)', types: ['deals'], ids: ['7', '12'], template: '/deals/{id}' }
 * ```
 */
export function shapeOf(urls: readonly string[]): AddressShape | null {
  const all = urls.map(slotsOf);
  const [first] = all;
  const id = first && findId(all);
  if (!first || !id) return null;
  const frame = frameOf(id, all);
  const url = patternOf(all, id, frame);
  if (url.length > PATTERN_LIMIT) return null;
  return { url, types: typesOf(all, id), ids: frame.ids.map(decoded), template: templateOf(all, id, frame) };
}

/**
 * The pattern of a list's address, for `ListPage.url`: the same page with other filters is the same list. `like` is the
 * address of a record of the same CRM: it says where the CRM keeps its routes.
 */
export function listPattern(url: string, like: string): string {
  const slots = slotsOf(url);
  const [isHashed, inQuery] = [isHashRouted(like) && isHashRouted(url), idIsParameter(like)];
  const place: Place = isHashed ? 'hash' : 'path';
  const segments = slots.filter((slot) => slot.place === place).map(({ value }) => literalOrAny(value));
  const needed = inQuery ? wordsIn([slots], isHashed ? 'hash-query' : 'query') : [];
  return isHashed
    ? `^[^#]*#${segments.join('/')}/?${needed.length > 0 ? '(?=\\?|$)' : '(?:[?;]|$)'}${needed.map(ahead).join('')}`
    : `^/${segments.join('/')}/?${needed.length > 0 ? `\\?${needed.map(ahead).join('')}` : '(?:[?#]|$)'}`;
}

/** The id that a pattern finds in an address; null: it does not fit. */
export function idIn(pattern: string, url: string): string | null {
  const { pathname, search, hash } = new URL(url);
  const id = new RegExp(pattern).exec(pathname + search + hash)?.groups?.id;
  return id === undefined ? null : decoded(id);
}

function findId(all: readonly Slot[][]): Slot | null {
  const [first = []] = all;
  const varying = first.filter((slot) => {
    const values = all.map((slots) => valueAt(slots, slot));
    return values.every(Boolean) && new Set(values).size === values.length;
  });
  const best = varying
    .map((slot) => ({ slot, worth: worthOf(slot, all) }))
    .toSorted((one, other) => other.worth - one.worth);
  return best[0]?.slot ?? null;
}

/** How likely it is that this is the id: by what it looks like, then by where it stands. */
function worthOf(slot: Slot, all: readonly Slot[][]): number {
  const { place, index } = slot;
  const values = frameOf(slot, all).ids;
  const look = values.every((value) => UUID.test(value))
    ? 40
    : values.every((value) => DIGITS.test(value))
      ? 30
      : values.every((value) => /\d/.test(value) && !value.includes('-'))
        ? 20
        : 10;
  const standing = { hash: 6, path: 4, 'hash-query': 2, query: 0 }[place];
  return look + standing + index / 100;
}

/** What stands around the ids inside their own part of the address. */
interface Frame {
  before: string;
  ids: string[];
  after: string;
}

function frameOf(slot: Slot, all: readonly Slot[][]): Frame {
  const values = all.map((slots) => valueAt(slots, slot) ?? '');
  // A name can have a slash in it; an address inside of an address has parameters too, or is a parameter itself.
  const [first = ''] = values;
  const isPlain = (slot.place === 'path' || slot.place === 'hash') && !/=|%3d/i.test(first);
  if (isPlain) return { before: '', ids: values, after: '' };
  const starts = [...first.matchAll(ENDS)].map(({ index, 0: end }) => first.slice(0, index + end.length));
  const before = starts.findLast((start) => values.every((value) => value.startsWith(start))) ?? '';
  const rests = values.map((value) => value.slice(before.length));
  const ends = [...(rests[0] ?? '').matchAll(ENDS)].map(({ index }) => (rests[0] ?? '').slice(index));
  const after = ends.find((end) => rests.every((rest) => rest.endsWith(end))) ?? '';
  return { before, ids: rests.map((rest) => rest.slice(0, rest.length - after.length)), after };
}

function patternOf(all: readonly Slot[][], id: Slot, { before, ids, after }: Frame): string {
  const group = escaped(before) + idPattern(ids, after) + escaped(after);
  if (id.place === 'path' || id.place === 'hash') {
    const start = id.place === 'hash' ? '^[^#]*#' : '^/';
    const way = segmentsBefore(all, id).map((word) => `${word}/`);
    return start + way.join('') + group + tailOf(all, id);
  }
  const isHashed = id.place === 'hash-query';
  const needed = wordsIn(all, id.place).filter((word) => !word.startsWith(`${escaped(id.key)}=`));
  const segments = segmentsBefore(all, { ...id, place: isHashed ? 'hash' : 'path', index: 99 });
  const start = isHashed ? `^[^#]*#${segments.join('/')}\\??` : `^/${segments.join('/')}/?\\?`;
  const others = isHashed ? '(?:.*[&;])?' : '(?:[^#]*[&;])?';
  return `${start}${needed.map(ahead).join('')}${others}${escaped(id.key)}=${group}(?:[&;#]|$)`;
}

function idPattern(ids: readonly string[], after: string): string {
  if (ids.every((id) => DIGITS.test(id))) return String.raw`(?<id>\d+)`;
  if (ids.every((id) => UUID.test(id)))
    return String.raw`(?:\{|%7[bB])?(?<id>[\da-fA-F]{8}(?:-[\da-fA-F]{4,12}){4})(?:\}|%7[dD])?`;
  return `${NO_IDS}(?<id>[^/?#;&]+${after === '' ? '' : '?'})`;
}

/** What comes before the id: words that all addresses have, and anything where they differ. */
function segmentsBefore(all: readonly Slot[][], { place, index }: Slot): string[] {
  const [first = []] = all;
  return first
    .filter((slot) => slot.place === place && slot.index < index)
    .map((slot) => (isSame(all, slot) ? escaped(slot.value) : '[^/?#]+'));
}

/** What comes behind it has to be there if every address has it, and may be anything if they differ. */
function tailOf(all: readonly Slot[][], { place, index }: Slot): string {
  const end = place === 'hash' ? '[?;]' : '[?#]';
  const tails = all.map((slots) =>
    slots.filter((slot) => slot.place === place && slot.index > index).map(({ value }) => value),
  );
  const [first = []] = tails;
  const isOne = tails.every((tail) => tail.join('/') === first.join('/'));
  if (!isOne) return place === 'hash' ? '(?:[/?;]|$)' : '(?:[/?#]|$)';
  return `${first.map((word) => `/${escaped(word)}`).join('')}/?(?:${end}|$)`;
}

/** Parameters with the same word in all addresses: what they ask for, not where the person came from. */
function wordsIn(all: readonly Slot[][], place: Place): string[] {
  const [first = []] = all;
  return first
    .filter((slot) => slot.place === place && isWord(slot.value) && isSame(all, slot))
    .map(({ key, value }) => `${escaped(key)}=${escaped(value)}`);
}

/** The parameter, wherever it stands among the others. */
const ahead = (word: string) => `(?=(?:[^#]*[&?;])?${word}(?:[&#;]|$))`;

function typesOf(all: readonly Slot[][], id: Slot): string[] {
  const [first = []] = all;
  const same = first.filter((slot) => isSame(all, slot) && isWord(slot.value));
  const byKey = same
    .filter(({ place, key }) => place === id.place && TYPE_KEYS.includes(key.toLowerCase()))
    .toSorted((one, other) => TYPE_KEYS.indexOf(one.key) - TYPE_KEYS.indexOf(other.key));
  const isParameter = id.place === 'query' || id.place === 'hash-query';
  const way = isParameter ? (id.place === 'query' ? 'path' : 'hash') : id.place;
  const near = same
    .filter(({ place, index }) => place === way && (isParameter || index < id.index))
    .reverse();
  const words = [...byKey, ...near].map(({ value }) => decoded(value).replace(/\.\w{2,4}$/, keepModel));
  const named = words.filter((word) => !VERBS.has(word.toLowerCase()));
  return [...new Set([...named, ...(named.length === 0 ? ['record'] : [])])].slice(0, MOST_TYPES);
}

/** `index.php` is a file and `crm.lead` is a type. */
const keepModel = (ending: string) => (/^\.(?:php|aspx?|html?|jsp|do|cgi|pl)$/i.test(ending) ? '' : ending);

function templateOf(all: readonly Slot[][], id: Slot, { before, after }: Frame): string | null {
  const named = `${before}{id}${after}`;
  const [first = []] = all;
  const segments = (place: Place): string[] | null => {
    const own = first.filter((slot) => slot.place === place);
    const known = own.map((slot) => {
      if (slot.key === id.key && slot.place === id.place) return named;
      return isSame(all, slot) ? slot.value : null;
    });
    // What stands behind the id can be a tab of the page, or its name once more.
    const end = id.place === place ? known.indexOf(named) + 1 : 0;
    const isWhole = all.every((slots) => slots.filter((slot) => slot.place === place).length === own.length);
    const usable = isWhole && !known.includes(null) ? known : end > 0 ? known.slice(0, end) : known;
    return usable.includes(null) ? null : (usable as string[]);
  };
  const path = segments('path');
  if (path === null) return null;
  const way = `/${path.join('/')}`;
  if (id.place === 'path') return way;
  const words = [...plainWords(all, id), `${id.key}=${named}`].join('&');
  if (id.place === 'query') return `${way}?${words}`;
  const hash = segments('hash');
  if (hash === null) return null;
  if (id.place === 'hash') return `${way}#${hash.join('/')}`;
  return `${way}#${hash.length > 0 ? `${hash.join('/')}?` : ''}${words}`;
}

function plainWords(all: readonly Slot[][], id: Slot): string[] {
  const [first = []] = all;
  return first
    .filter(({ place, key }) => place === id.place && key !== id.key)
    .filter((slot) => isWord(slot.value) && isSame(all, slot))
    .map(({ key, value }) => `${key}=${value}`);
}

const isHashRouted = (url: string) => slotsOf(url).some(({ place }) => place !== 'path' && place !== 'query');

/** The record's address says by a parameter what it shows. */
function idIsParameter(like: string): boolean {
  const { search, hash } = new URL(like);
  return isHashRouted(like)
    ? /[#?&][^/]*=/.test(hash) && !/\/[^/]*\d/.test(hash)
    : /[?&][^=]+=[^&]*\d/.test(search);
}

const isSame = (all: readonly Slot[][], slot: Slot) =>
  all.every((slots) => valueAt(slots, slot) === slot.value);

const valueAt = (slots: readonly Slot[], { place, key }: Slot) =>
  slots.find((slot) => slot.place === place && slot.key === key)?.value;
