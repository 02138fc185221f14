/**
 * What a site adapter may say. It is data: no code, no template that computes. The shipped ones are checked
 * by the tests beside them, the ones that a person makes are checked where they are stored, and the host
 * script takes them as they come.
 */
import * as z from 'zod/mini';
import { MOST_ADDRESS } from './match.ts';
import { isQuick } from './pattern/cost.ts';

/** An adapter has a few of each; many more would keep whoever tries them busy. */
const MOST = 100;
const many = z.maxLength(MOST);

/** As `SystemId` of the protocol, which would bring all of it into the picker's script. */
export const Kind = z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[^:/\s]+$/));
/** A longer name of a CRM is cut where an adapter is made of it. */
export const MOST_NAME = 80;
const TypeName = z.string().check(z.minLength(1), z.maxLength(200));
const Selector = z.string().check(z.minLength(1), z.maxLength(400));

const TestUrl = z.url().check(z.maxLength(MOST_ADDRESS));

const SLOW =
  'Expected a regular expression that is quick with any address, got one that may try it in too many ways: repeat nothing that is repeated or can be read in two ways, and look neither behind nor back';

/** The source of a regular expression over `pathname + search + hash`, with a named group `id`. */
const UrlPattern = z
  .string()
  .check(
    z.maxLength(400),
    z.refine(isUrlPattern, 'Expected a regular expression with a named group (?<id>…)'),
    z.refine(isQuick, SLOW),
  );

/** The same for lists: they name no record. A group `type` says of which type the rows are. */
const ListPattern = z
  .string()
  .check(z.maxLength(400), z.refine(isPattern, 'Expected a regular expression'), z.refine(isQuick, SLOW));

/** Record types by the words that addresses have for them. */
const Types = z.record(z.string(), TypeName);

/** Where the Process button can go: at `position` of the first element that matches. */
export const Anchor = z.strictObject({
  selector: Selector,
  position: z.enum(['append', 'prepend', 'before', 'after']),
  /** The page shares out this row by measuring it when the window changes its size: it is told to once the button has come. */
  measured: z.optional(z.literal(true)),
});
export type Anchor = z.infer<typeof Anchor>;

/** One shape of page, or of dialog, on which this CRM shows a record. */
export const RecordPage = z.strictObject({
  /** The record type as the CRM's interface calls it; null: the URL says it in its group `type`. */
  type: z.nullable(TypeName),
  /**
   * The types by the words that addresses have for them. One that is not here is asked of the adapter's reader; without a
   * reader the page shows nothing that is known.
   */
  types: z.optional(Types),
  url: UrlPattern,
  /** What holds the record. CRMs keep several in the DOM at once; the visible one counts. */
  active: Selector,
  /** Where the record's title is written, inside `active`, best first. */
  title: z.array(Selector).check(many),
  /** Where the button goes, inside `active`, best first. Empty: nothing is known of the page, it docks. */
  anchors: z.array(Anchor).check(many),
  /** Where the stage bar goes, inside `active`, best first; without one that is there, it docks at the window's edge. */
  stageBar: z.optional(z.array(Anchor).check(many)),
  /** What the person saves the record with, inside `active`: the drawer does not cover it unasked. */
  keepClear: z.array(Selector).check(many),
});
export type RecordPage = z.infer<typeof RecordPage>;

/** What every shape of list says. */
const AnyList = {
  url: ListPattern,
  /** What holds the list; the visible one counts. */
  active: Selector,
  anchors: z.array(Anchor).check(z.minLength(1), many),
};

/** What lists say whose rows can be read. */
const TickedList = {
  /**
   * The record type as the CRM's interface calls it: only such rows count. Null: the address says it in its group
   * `type`, or else each row by where its link leads.
   */
  type: z.nullable(TypeName),
  /** The types by the words that addresses of lists have for them. */
  types: z.optional(Types),
  /** A row that is ticked, inside `active`. */
  ticked: Selector,
  /** Where a row's title is written, best first. */
  title: z.array(Selector).check(z.minLength(1), many),
};

/** One shape of page on which this CRM lists records. A row says by its link which record it is. */
export const LinkedList = z.strictObject({
  ...AnyList,
  ...TickedList,
  /** The link in a row, or the row itself, whose address is that of the record. */
  link: Selector,
});
export type LinkedList = z.infer<typeof LinkedList>;

/** The same where rows have no link, or none that tells the type, but an attribute with the id. */
export const KeyedList = z.strictObject({
  ...AnyList,
  ...TickedList,
  /** The element in a row, or the row itself, that has the id. */
  key: z.strictObject({
    selector: Selector,
    attribute: z.string().check(z.regex(/^[a-z][\w:.-]*$/), z.maxLength(80)),
    /** Over the attribute's value, where more than the id stands in it. */
    pattern: z.optional(UrlPattern),
  }),
});
export type KeyedList = z.infer<typeof KeyedList>;

/** Either: what is ticked can be read from the page's elements. */
export type TickableList = LinkedList | KeyedList;

/** The same where rows do not say it: the adapter's reader knows what is ticked, and of which type. */
const ReadList = z.strictObject({ ...AnyList, type: z.null() });

export const ListPage = z.union([LinkedList, KeyedList, ReadList]);
export type ListPage = z.infer<typeof ListPage>;

/**
 * A request by which this CRM's page saves a record. The browser tells its method, address and status; what is in it
 * we do not read.
 */
export const SaveRequest = z.strictObject({
  method: z.enum(['POST', 'PUT', 'PATCH']),
  /** Over `pathname + search`. A group `id` says which record; without it, it is the one that the page shows. */
  url: ListPattern,
  /** The record type; null: a group `type` says it, or it is that of the page's record. */
  type: z.nullable(TypeName),
  /** `call`: everything goes this way, reading too; whether it has saved anything is for the server to see. */
  does: z.enum(['change', 'create', 'call']),
  /** How success looks; CRMs that send the person on after a form was taken answer 200 when it was not. */
  answer: z.enum(['success', 'redirect']),
});
export type SaveRequest = z.infer<typeof SaveRequest>;

/** Where the pages of one record type are: path, query and hash behind the origin. */
export const Address = z.strictObject({
  /** Null: the pages of every type, with `{type}` for it. */
  type: z.nullable(TypeName),
  /** `{id}` stands for the record's id. */
  record: z.string().check(z.startsWith('/'), z.includes('{id}'), z.maxLength(400)),
  /** Where a new one is made; null: by no address of its own. */
  create: z.nullable(z.string().check(z.startsWith('/'), z.maxLength(400))),
});
export type Address = z.infer<typeof Address>;

/** The corner of the window where the button docks when no anchor is found. */
export const Corner = z.enum(['bottom-right', 'bottom-left']);
export type Corner = z.infer<typeof Corner>;

/** CRMs that write one id in several ways: in 15 or 18 characters, or with capitals or without. */
export const IdForm = z.enum(['salesforce', 'any-case']);
export type IdForm = z.infer<typeof IdForm>;

export const Reader = z.enum(['odoo', 'tryton']);
export type Reader = z.infer<typeof Reader>;

/**
 * How much of an adapter is known to be true. `tested`: on the CRM itself, by tests that anybody can run. `seen`: written
 * after a CRM that was running, and not tested on it since. `unseen`: written after what others say of it.
 */
export const Verified = z.enum(['tested', 'seen', 'unseen']);
export type Verified = z.infer<typeof Verified>;

/** One CRM product. `System.kind` names it. */
export const SiteAdapter = z.strictObject({
  kind: Kind,
  name: z.string().check(z.minLength(1), z.maxLength(MOST_NAME)),
  verified: Verified,
  records: z.array(RecordPage).check(z.minLength(1), many),
  lists: z.array(ListPage).check(many),
  fallback: Corner,
  /** How ids that are written in several ways are told to be one; without it they are as the CRM writes them. */
  ids: z.optional(IdForm),
  /** Code of ours that looks behind the page, for what neither it nor its address says. */
  reader: z.optional(Reader),
  /** How a save is noticed; empty: the CRM's page saves nothing that could be seen from outside. */
  saves: z.array(SaveRequest).check(many),
  /** How one comes to a record; empty: its own connection or its page has to say it. */
  addresses: z.array(Address).check(many),
  /** Addresses of records and what they are to be read as: the test plan of this adapter. */
  testUrls: z
    .array(z.strictObject({ url: TestUrl, type: z.string(), id: z.string() }))
    .check(z.minLength(1), many),
  /** Addresses of lists and the type of their rows. */
  listUrls: z.array(z.strictObject({ url: TestUrl, type: z.nullable(z.string()) })).check(many),
  /** Addresses of the same CRM that show neither. */
  negativeUrls: z.array(TestUrl).check(z.minLength(1), many),
  /** Requests and what they are to be read as; `id` null: the address does not say it. */
  testSaves: z
    .array(
      z.strictObject({
        method: z.string(),
        url: TestUrl,
        status: z.number(),
        does: z.nullable(z.enum(['change', 'create', 'call'])),
        type: z.nullable(z.string()),
        id: z.nullable(z.string()),
      }),
    )
    .check(many),
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
