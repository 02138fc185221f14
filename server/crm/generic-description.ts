/**
 * The file that describes a REST interface to the generic connector; `docs/connectors.md` explains it by example.
 *
 * Paths into answers are keys with points between, `status.name`; an empty one is the answer itself. `{…}` in
 * addresses and queries is replaced.
 */
import * as z from 'zod';
import { FIELD_KINDS, OPERATORS } from './connector.ts';

const Key = z.string().min(1);
const AnswerPath = z.string();
/** Below the base URL: it cannot lead to another host. */
const Address = z.string().regex(/^\/(?!\/)/, 'expected an address that begins with one slash');
const AddressOfRecord = Address.refine((text) => text.includes('{id}'), 'expected {id} in the address');
/** Parameters of a query: `[["f[]", "{field}"], ["op[{field}]", "="]]`. */
const Parameters = z.array(z.tuple([Key, z.string()]));

const Auth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  /** `Authorization: Bearer <secret>` */
  z.strictObject({ type: z.literal('bearer') }),
  /** `Authorization: Basic …`, of the connection's user and the secret. */
  z.strictObject({ type: z.literal('basic') }),
  /** A header of one's own; `{secret}` is replaced. */
  z.strictObject({ type: z.literal('header'), name: Key, value: z.string().default('{secret}') }),
  z.strictObject({ type: z.literal('query'), name: Key }),
]);

const Field = z.strictObject({
  kind: z.enum(FIELD_KINDS),
  label: Key.optional(),
  required: z.boolean().default(false),
  writable: z.boolean().default(true),
  /** The values of a choice, with their labels. */
  choices: z.record(z.string(), z.string()).optional(),
  /** The type that a link leads to. */
  target: Key.optional(),
  /** Where its value is in an answer; its name when missing. */
  path: AnswerPath.optional(),
  /** Of a link: where the title of the other record is in an answer. */
  titlePath: AnswerPath.optional(),
  /** What it is called in what is sent; its name when missing. */
  send: Key.optional(),
  /** What filters call it; `false`: they cannot. */
  filter: z.union([Key, z.literal(false)]).optional(),
  /** What orders call it; `false`: they cannot. */
  sort: z.union([Key, z.literal(false)]).optional(),
});
export type GenericField = z.infer<typeof Field>;

const Paging = z.discriminatedUnion('style', [
  /** Everything at once. */
  z.strictObject({ style: z.literal('none') }),
  z.strictObject({ style: z.literal('offset'), offset: Key, limit: Key, size: z.int().min(1).max(10_000) }),
  z.strictObject({
    style: z.literal('page'),
    page: Key,
    first: z.int().min(0).default(1),
    /** The parameter for the size of a page, where there is one. */
    limit: Key.optional(),
    size: z.int().min(1).max(10_000),
  }),
]);

const Sort = z.strictObject({
  parameter: Key,
  ascending: z.string().default('{field}'),
  descending: z.string().default('-{field}'),
  separator: z.string().default(','),
  /** How many keys the interface takes, that below not counted. */
  keys: z.int().min(1).default(9),
  /** The key that puts the earliest created first; always sent as the last one. */
  oldestFirst: Key.optional(),
});

const Filter = z.strictObject({
  /** The parameters for each operator that the interface has; `{field}`, `{value}`, and `{each}` for lists. */
  operators: z.partialRecord(z.enum(OPERATORS), Parameters),
  /** Operators that let too much through: what they find is checked again. */
  narrows: z.array(z.enum(OPERATORS)).default([]),
  /** The parameters that make one condition enough. */
  any: Parameters.optional(),
  /** False when a field can have but one condition. */
  repeated: z.boolean().default(true),
});

const Writing = (method: string, address: typeof Address) =>
  z.strictObject({
    method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']).default(method as 'POST'),
    path: address,
    /** The key around the fields in what is sent. */
    wrap: Key.optional(),
  });

const Type = z.strictObject({
  list: z.strictObject({
    path: Address,
    items: AnswerPath.default(''),
    /** Where the number of all records is; without it they are counted one by one. */
    total: Key.optional(),
    query: Parameters.default([]),
  }),
  get: z.strictObject({ path: AddressOfRecord, item: AnswerPath.default('') }),
  create: Writing('POST', Address).extend({ id: Key }).optional(),
  update: Writing('PUT', AddressOfRecord).optional(),
  delete: Writing('DELETE', AddressOfRecord).omit({ wrap: true }).optional(),
  id: Key.default('id'),
  title: Key,
  /** The record's page, below the base URL. */
  page: Address.optional(),
  /** The fields that hold when it was added and last changed: without the second changes cannot be seen. */
  createdAt: Key.optional(),
  updatedAt: Key.optional(),
  fields: z.record(Key, Field),
  ...{ paging: Paging.optional(), sort: Sort.optional(), filter: Filter.optional() },
});
export type GenericType = z.infer<typeof Type>;

/** A whole file. What stands beside `types` holds for every type that has none of its own. */
export const Description = z
  .strictObject({
    $schema: z.string().optional(),
    name: Key,
    auth: Auth,
    /** An address that only answers to those who are signed in, and where in the answer their name is. */
    check: z.strictObject({ path: Address, user: Key }),
    /** Where in a refusal its text is. */
    error: AnswerPath.optional(),
    /** How an empty value is sent. */
    empty: z.union([z.null(), z.literal('')]).default(null),
    ...{ paging: Paging, sort: Sort.optional(), filter: Filter.optional() },
    types: z.record(Key, Type),
  })
  .superRefine(({ types }, context) => {
    for (const [name, { fields, createdAt, updatedAt }] of Object.entries(types)) {
      for (const [role, field] of Object.entries({ createdAt, updatedAt })) {
        if (field === undefined || fields[field]?.kind === 'moment') continue;
        const message = `expected the name of one of the fields, of kind moment, got ${field}`;
        context.addIssue({ code: 'custom', path: ['types', name, role], message });
      }
    }
  });
export type Description = z.infer<typeof Description>;
