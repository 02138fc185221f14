/**
 * What a site adapter may say. It is data: no code, no template that computes. The shipped ones are checked
 * by the tests beside them, the ones that a person makes are checked where they are stored, and the host
 * script takes them as they come.
 */
import * as z from 'zod/mini';

const Kind = z.string().check(z.regex(/^[a-z][a-z0-9-]*$/), z.maxLength(40));
const Selector = z.string().check(z.minLength(1), z.maxLength(400));

/** The source of a regular expression over `pathname + search + hash`, with a named group `id`. */
const UrlPattern = z
  .string()
  .check(
    z.maxLength(400),
    z.refine(isUrlPattern, 'Expected a regular expression with a named group (?<id>…)'),
  );

/** The same for lists: they name no record. */
const ListPattern = z.string().check(z.maxLength(400), z.refine(isPattern, 'Expected a regular expression'));

/** Where the Process button can go: at `position` of the first element that matches. */
export const Anchor = z.strictObject({
  selector: Selector,
  position: z.enum(['append', 'prepend', 'before', 'after']),
});
export type Anchor = z.infer<typeof Anchor>;

/** One shape of page, or of dialog, on which this CRM shows a record. */
export const RecordPage = z.strictObject({
  /** The record type as the CRM's interface calls it; null: the URL says it in its group `type`. */
  type: z.nullable(z.string().check(z.minLength(1), z.maxLength(200))),
  url: UrlPattern,
  /** What holds the record. CRMs keep several in the DOM at once; the visible one counts. */
  active: Selector,
  /** Where the record's title is written, inside `active`, best first. */
  title: z.array(Selector),
  /** Where the button goes, inside `active`, best first. */
  anchors: z.array(Anchor).check(z.minLength(1)),
  /** What the person saves the record with, inside `active`: the drawer does not cover it unasked. */
  keepClear: z.array(Selector),
});
export type RecordPage = z.infer<typeof RecordPage>;

/** One shape of page on which this CRM lists records. A row says by its link which record it is. */
export const ListPage = z.strictObject({
  /** The record type as the CRM's interface calls it: only such rows count. */
  type: z.string().check(z.minLength(1), z.maxLength(200)),
  url: ListPattern,
  /** What holds the list; the visible one counts. */
  active: Selector,
  /** A row that is ticked, inside `active`. */
  ticked: Selector,
  /** The link in a row, or the row itself, whose address is that of the record. */
  link: Selector,
  /** Where a row's title is written, best first. */
  title: z.array(Selector).check(z.minLength(1)),
  anchors: z.array(Anchor).check(z.minLength(1)),
});
export type ListPage = z.infer<typeof ListPage>;

/** The corner of the window where the button docks when no anchor is found. */
export const Corner = z.enum(['bottom-right', 'bottom-left']);
export type Corner = z.infer<typeof Corner>;

/** One CRM product. `System.kind` names it. */
export const SiteAdapter = z.strictObject({
  kind: Kind,
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  records: z.array(RecordPage).check(z.minLength(1)),
  lists: z.array(ListPage),
  fallback: Corner,
  /** Addresses of records and what they are to be read as: the test plan of this adapter. */
  testUrls: z.array(z.strictObject({ url: z.url(), type: z.string(), id: z.string() })).check(z.minLength(1)),
  /** Addresses of lists and the type of their rows. */
  listUrls: z.array(z.strictObject({ url: z.url(), type: z.string() })),
  /** Addresses of the same CRM that show neither. */
  negativeUrls: z.array(z.url()).check(z.minLength(1)),
});
export type SiteAdapter = z.infer<typeof SiteAdapter>;

function isUrlPattern(source: string): boolean {
  return isPattern(source) && source.includes('(?<id>');
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
