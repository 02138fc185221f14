import * as z from 'zod/mini';
import { Id, Row, Scalar, Text, Value, Values } from './entities.ts';

/** One answer, result or choice: `code` is what the process sees, `label` what the person sees. */
export const Choice = z.strictObject({ code: Id, label: Text });
export type Choice = z.infer<typeof Choice>;

/** A choice of a field. `value` is what the process gets where that is not the code: a number, true or false. */
export const FieldChoice = z.strictObject({ ...Choice.shape, value: z.optional(Scalar) });
export type FieldChoice = z.infer<typeof FieldChoice>;

/** A form longer than this is none. It carries pictures as data addresses. */
const Source = z.string().check(z.maxLength(200_000));

/** What of an item may be said by an expression; the value beside it stands until it is evaluated. */
export const DynamicProperty = z.enum([
  'hidden',
  'label',
  'description',
  'required',
  'readonly',
  'min',
  'max',
  'minLength',
  'maxLength',
  'prefix',
  'suffix',
  'choices',
  'text',
  'source',
  'alt',
  'rows',
  'columns',
  'value',
  'enabled',
]);
export type DynamicProperty = z.infer<typeof DynamicProperty>;

/** FEEL that begins with `=`, or text with `{{FEEL}}` in it. Evaluated by page and server alike. */
const Dynamic = z.partialRecord(DynamicProperty, Text);

/** What every item has beside what it shows. */
const placed = {
  /** The id of the group or list that it stands in; missing: the page itself. */
  in: z.optional(Id),
  /** Items of one row stand side by side where there is room. */
  row: z.optional(Id),
  /** How wide in its row, in sixteenths; missing: what is left. */
  width: z.optional(z.number()),
  dynamic: z.optional(Dynamic),
};

const field = {
  ...placed,
  /** The process variable that receives the value; `row.name` a part of one. In a list: the name in the row. */
  key: Id,
  label: Text,
  description: z.nullable(Text),
  required: z.boolean(),
  readonly: z.boolean(),
  /**
   * What the page shows before the person types; what is submitted has the same form. Text, a number, true or
   * false; a date is `YYYY-MM-DD`, a time `HH:MM`, a datetime an instant with its zone (`2026-03-02T09:00Z`);
   * radio and select hold the code of a choice, checklist and taglist a list of codes. Null: nothing was entered.
   */
  value: Value,
  /** The field of a record of the CRM that it shows and changes; `source` is one of the page's. */
  bound: z.optional(z.strictObject({ source: Id, field: Id })),
};

const lengths = { minLength: z.nullable(z.number()), maxLength: z.nullable(z.number()) };
const adorned = { prefix: z.optional(Text), suffix: z.optional(Text) };
const choices = { choices: z.array(FieldChoice) };
/** For dates: whether the days before today are refused. */
const day = { noPast: z.optional(z.boolean()) };

/** The items of a page: Camunda Forms (form-js schema) as they are rendered. */
export const PageItem = z.discriminatedUnion('type', [
  /** Markdown. */
  z.strictObject({ ...placed, type: z.literal('text'), text: Text }),
  /** HTML, of which only mark-up for text is shown. */
  z.strictObject({ ...placed, type: z.literal('html'), text: z.string().check(z.maxLength(20_000)) }),
  z.strictObject({ ...placed, type: z.literal('separator') }),
  /** `height` in pixels. */
  z.strictObject({ ...placed, type: z.literal('spacer'), height: z.number() }),
  z.strictObject({ ...placed, type: z.literal('image'), source: Source, alt: Text }),
  z.strictObject({
    ...placed,
    type: z.literal('table'),
    label: Text,
    columns: z.array(z.strictObject({ key: Text, label: Text })),
    rows: z.array(z.union([Scalar, Row])),
    /** Rows that are shown at once; null: all. */
    pageSize: z.nullable(z.number()),
  }),
  /** Empties what was entered. */
  z.strictObject({ ...placed, type: z.literal('reset'), label: Text }),
  z.strictObject({
    ...placed,
    type: z.literal('group'),
    id: Id,
    label: Text,
    outlined: z.boolean(),
    /** A page of its own: the person goes through them with *Back* and *Next*. */
    page: z.optional(z.boolean()),
    /** Present: the person may minimise it. True: it is minimised when the page opens. */
    minimised: z.optional(z.boolean()),
  }),
  /** Rows of the fields that stand in it; `key` is the variable with the list of rows. */
  z.strictObject({
    ...placed,
    type: z.literal('dynamiclist'),
    id: Id,
    list: Id,
    label: Text,
    outlined: z.boolean(),
    /** Whether the person may add and remove rows. */
    growing: z.boolean(),
    /** The rows that the page opens with. */
    rows: z.array(Row),
  }),
  z.strictObject({
    ...field,
    ...lengths,
    ...adorned,
    type: z.literal('textfield'),
    pattern: z.nullable(Text),
    /** What is said when the pattern does not fit. */
    patternError: z.optional(Text),
    inputType: z.enum(['text', 'email', 'tel', 'url']),
  }),
  z.strictObject({ ...field, ...lengths, type: z.literal('textarea') }),
  z.strictObject({
    ...field,
    ...adorned,
    type: z.literal('number'),
    min: z.nullable(z.number()),
    max: z.nullable(z.number()),
    /** Digits after the decimal point; null: any. */
    decimals: z.nullable(z.number()),
    /** The value is a multiple of it. */
    step: z.optional(z.number()),
    /** The process gets the number as text. */
    asText: z.optional(z.boolean()),
  }),
  z.strictObject({ ...field, ...day, type: z.literal('date') }),
  z.strictObject({ ...field, type: z.literal('time') }),
  z.strictObject({ ...field, ...day, type: z.literal('datetime') }),
  z.strictObject({ ...field, type: z.literal('checkbox') }),
  z.strictObject({ ...field, ...choices, type: z.literal('radio') }),
  z.strictObject({ ...field, ...choices, type: z.literal('select') }),
  z.strictObject({ ...field, ...choices, type: z.literal('checklist') }),
  z.strictObject({ ...field, ...choices, type: z.literal('taglist') }),
  /** The id of a record of the CRM, found by its title; the item with the key `titleKey` holds the title. */
  z.strictObject({
    ...field,
    type: z.literal('lookup'),
    titleKey: Id,
    records: z.strictObject({
      /** The id or kind of a system; null: that of the step's record. */
      system: z.nullable(Id),
      type: Id,
      /** The field that is searched; null: the one with the name. */
      field: z.nullable(Id),
      /** What the window shows of a record beside its name; missing: what its CRM usually tells it by. */
      columns: z.optional(z.array(Id)),
    }),
    /** The person may choose in a window with a table, too (behaviour 1.5). */
    window: z.optional(z.boolean()),
  }),
  /** What the record that was chosen in a lookup is called: nobody enters it, the process gets it. */
  z.strictObject({ ...field, type: z.literal('lookup-title') }),
  /** Computed by `dynamic.value`; nobody sees it, the process gets it. */
  z.strictObject({ ...field, type: z.literal('expression') }),
]);
export type PageItem = z.infer<typeof PageItem>;
export type FieldItem = Extract<PageItem, { key: string }>;
export type ListItem = Extract<PageItem, { type: 'dynamiclist' }>;
export type GroupItem = Extract<PageItem, { type: 'group' }>;

export const PageButton = z.strictObject({
  ...Choice.shape,
  style: z.enum(['primary', 'secondary', 'danger']),
  /** Check the fields on click (behaviour 1.5); a button without it completes the step as the page stands. */
  validates: z.boolean(),
  /** Missing: it can be pressed. */
  enabled: z.optional(z.boolean()),
  /** False: it keeps what was entered and closes the page, and the step waits on (behaviour 1.6). */
  completes: z.optional(z.boolean()),
  dynamic: z.optional(Dynamic),
});
export type PageButton = z.infer<typeof PageButton>;

/** A record that a lookup has found. */
export const FoundRecord = z.strictObject({
  id: Id,
  title: Text,
  /** Where e-mail reaches it; of recipients only. */
  address: z.optional(Text),
});
export type FoundRecord = z.infer<typeof FoundRecord>;

/** A row of the window of a lookup: the cells in the order of the columns. */
export const LookupRow = z.strictObject({ ...FoundRecord.shape, cells: z.array(Scalar) });
export type LookupRow = z.infer<typeof LookupRow>;

/** A record of the CRM that fields of a page belong to (behaviour 1.6). */
export const PageSource = z.strictObject({
  code: Id,
  /** The id or kind of a system. */
  system: Id,
  type: Id,
  /** Null: a new record, which is made when the page is completed. */
  id: z.nullable(Id),
  /** The process variable that receives the id; null: none. */
  output: z.nullable(Id),
});
export type PageSource = z.infer<typeof PageSource>;

/** `text`: a part of the title; empty: any. */
const looked = { task: Id, field: Id, text: Text };

export const LOOKUP_QUERIES = [
  /** What a page asks while a person types into a lookup. `field`: its key; of an e-mail `to`, `cc` or `bcc`. */
  z.strictObject({ type: z.literal('lookup.search'), ...looked }),
  /** The rows that the window of a lookup shows. `page` counts from 0. */
  z.strictObject({
    type: z.literal('lookup.browse'),
    ...looked,
    page: z.number().check(z.int(), z.gte(0), z.lte(49)),
  }),
  /** What the CRM holds now in the fields that the items of a page are bound to. Asked when the page opens. */
  z.strictObject({ type: z.literal('sources.read'), task: Id }),
] as const;
export const LookupQuery = z.discriminatedUnion('type', LOOKUP_QUERIES);
export type LookupQuery = z.infer<typeof LookupQuery>;

export const LOOKUP_RESULTS = [
  /** At most twenty, in the order of their titles. */
  z.strictObject({ type: z.literal('lookup.search'), found: z.array(FoundRecord) }),
  z.strictObject({
    type: z.literal('lookup.browse'),
    /** What the columns beside the title are called. */
    columns: z.array(Text),
    /** At most twenty. A page may be short: what the person may not read is left out. */
    rows: z.array(LookupRow),
    /** Whether a next page can be asked for. */
    more: z.boolean(),
  }),
  /** By the key of the item; those of new records are missing. */
  z.strictObject({ type: z.literal('sources.read'), values: Values }),
] as const;
export const LookupResult = z.discriminatedUnion('type', LOOKUP_RESULTS);
export type LookupResult = z.infer<typeof LookupResult>;
export type LookupResultOf<Type extends LookupQuery['type']> = Extract<LookupResult, { type: Type }>;
