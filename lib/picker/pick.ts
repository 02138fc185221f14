/**
 * What a person has pointed at so far, on the way to an adapter for their CRM. It is kept by the background, so that it
 * outlives every load of the page; each step here makes the next one of it.
 */
import * as z from 'zod/mini';
import { Anchor } from '../sites/schema.ts';
import { type AddressShape, idIn, shapeOf } from './address.ts';
import { isOfRecord, likelySaves, SentRequest } from './saving.ts';

const Selector = z.string().check(z.minLength(1), z.maxLength(400));
const Selectors = z.array(Selector).check(z.maxLength(12));
const MOST_TYPES = 6;
export const MOST_SENT = 30;

const Url = z.url().check(z.maxLength(4000));

export const PickStep = z.enum([
  'record',
  'title',
  'button',
  'place',
  'bar',
  'bar-place',
  'second',
  'third',
  'list',
  'box',
  'list-button',
  'list-place',
  'try-list',
  'change',
  'save',
  'saved',
]);
export type PickStep = z.infer<typeof PickStep>;

/** A place for the button: the element that was pointed at, and where beside or in it. */
export const PickedPlace = z.strictObject({
  selectors: Selectors.check(z.minLength(1)),
  position: Anchor.shape.position,
  /** What is around it: where the button goes when the element itself is not there. */
  around: Selectors,
});
export type PickedPlace = z.infer<typeof PickedPlace>;

export const PickedList = z.strictObject({
  url: Url,
  ticked: Selector,
  link: Selector,
  title: Selectors.check(z.minLength(1)),
  place: z.nullable(PickedPlace),
});
export type PickedList = z.infer<typeof PickedList>;

export const Pick = z.strictObject({
  /** Of the CRM. */
  kind: z.string(),
  name: z.string(),
  origin: z.string(),
  /** Types of record that processes on the server name for this CRM. */
  wanted: z.array(z.string()),
  step: PickStep,
  /** Addresses of records of one type that the person has shown. */
  records: z.array(Url).check(z.maxLength(9)),
  /** The word for the type that the person has chosen; null: the best one of the address. */
  type: z.nullable(z.string()),
  /** What holds the record, best first; empty: the whole page. */
  active: Selectors,
  title: Selectors,
  place: z.nullable(PickedPlace),
  /** Where the stage bar goes; null: to the window's edge. */
  bar: z.nullable(PickedPlace),
  list: z.nullable(PickedList),
  /** The address of the record that was on show last while the person saved one. */
  shown: z.nullable(Url),
  /** What they pressed last then, best first. */
  pressed: Selectors,
  /** What the page has sent then, as the background has seen it. */
  sent: z.array(SentRequest).check(z.maxLength(MOST_SENT)),
  /** The request among these by which the record was saved; null: not known. */
  change: z.nullable(SentRequest),
});
export type Pick = z.infer<typeof Pick>;

/** What is picked for. */
type Crm = { [Key in 'kind' | 'name' | 'origin']: string } & { wanted: string[] };

/** Nothing of it is known yet. */
export function newPick({ kind, name, origin, wanted }: Crm): Pick {
  return {
    kind,
    name,
    origin,
    wanted,
    step: 'record',
    records: [],
    type: null,
    active: [],
    title: [],
    place: null,
    bar: null,
    list: null,
    shown: null,
    pressed: [],
    sent: [],
    change: null,
  };
}

/** How the addresses of the records look that were shown; null: not known yet. */
export function pickedShape({ records }: Pick): AddressShape | null {
  return records.length < 2 ? null : shapeOf(records);
}

/** What the records are called: as the person has chosen, else as processes call them, else by a word of the address. */
export function pickedType(pick: Pick): string | null {
  return pick.type ?? pickableTypes(pick)[0] ?? null;
}

/** What the records may be called, best first. */
export function pickableTypes(pick: Pick): string[] {
  const words = pickedShape(pick)?.types ?? [];
  const meant = pick.wanted.filter((type) => words.some((word) => isSameWord(word, type)));
  return [...new Set([...meant, ...words, ...pick.wanted])].slice(0, MOST_TYPES);
}

/** `leads` are pages of a `lead`. */
function isSameWord(word: string, type: string): boolean {
  const [one, other] = [word.toLowerCase(), type.toLowerCase()];
  return one === other || one === `${other}s` || one === `${other}es` || one === other.replace(/y$/, 'ies');
}

/** The id of the record at an address, as the pick has it so far; null: none. */
export function idAt(pick: Pick, url: string): string | null {
  const shape = pickedShape(pick);
  return shape && idIn(shape.url, url);
}

/** The requests by which the record may have been saved, likeliest first; `clear`: the first has to do with a record. */
export function pickedSaves(pick: Pick): { requests: SentRequest[]; clear: boolean } {
  const [shape, type] = [pickedShape(pick), pickedType(pick)];
  if (!shape || type === null) return { requests: [], clear: false };
  const records = { type, url: shape.url };
  const requests = likelySaves(pick.sent, records);
  return { requests, clear: requests.slice(0, 1).some((best) => isOfRecord(best, records)) };
}

/** The person has come to one more record. Null: its address says nothing that those before do not say. */
export function withRecord(pick: Pick, url: string): Pick | null {
  const records = [...pick.records, url];
  if (records.length > 1 && !shapeOf(records)) return null;
  const step = records.length === 1 ? 'title' : 'third';
  return { ...pick, records, step, type: null };
}

/** Of the selectors only those stay that also find something on this record's page. */
export function withWhatStays(pick: Pick, stays: (selectors: readonly string[]) => string[]): Pick {
  const { title, active, place, bar } = pick;
  const left = (selectors: string[]) => {
    const found = stays(selectors);
    // On a page that has not been drawn yet nothing is found: that says nothing of the selectors.
    return found.length > 0 ? found : selectors;
  };
  return {
    ...pick,
    title: left(title),
    active: stays(active),
    place: place && { ...place, selectors: left(place.selectors) },
    bar: bar && { ...bar, selectors: left(bar.selectors) },
  };
}
