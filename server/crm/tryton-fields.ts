/** The fields of Tryton's models, and what can be done with them. */
import * as z from 'zod';
import type { FieldInfo, FieldKind } from './connector.ts';
import { type Buttons, STATE } from './tryton-buttons.ts';

const KINDS: Readonly<Record<string, FieldKind>> = {
  char: 'text',
  text: 'long-text',
  fullText: 'long-text',
  integer: 'integer',
  bigint: 'integer',
  float: 'number',
  numeric: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'moment',
  timestamp: 'moment',
  selection: 'choice',
  many2one: 'link',
  one2one: 'link',
  reference: 'text',
};

const SET_BY_TRYTON = new Set(['id', 'create_date', 'write_date', 'create_uid', 'write_uid', 'rec_name']);

/** A field with what Tryton calls its type. */
export interface TrytonField extends FieldInfo {
  type: string;
  searchable: boolean;
  sortable: boolean;
  /** Of a field that buttons set: theirs, by its values. */
  buttons: Buttons[string] | null;
}

/** A field as Tryton tells of it. */
export const FieldDefinition = z.object({
  ...{ type: z.string(), string: z.string().nullish() },
  ...{ required: z.boolean().nullish(), readonly: z.boolean().nullish() },
  ...{ searchable: z.boolean().default(true), sortable: z.boolean().default(true) },
  ...{ relation: z.string().nullish(), selection: z.unknown().optional() },
});
type FieldDefinition = z.infer<typeof FieldDefinition>;

const Choices = z.array(z.tuple([z.string().nullable(), z.string()]));

/** The fields of a model as connectors describe them, without the kinds that they leave out. */
export function fieldsOf(
  definitions: Readonly<Record<string, FieldDefinition>>,
  buttons: Buttons[string] | undefined,
): TrytonField[] {
  return Object.entries(definitions).flatMap(([name, definition]) => {
    const kind = KINDS[definition.type];
    const own = name === STATE ? (buttons ?? null) : null;
    return kind ? [fieldOf(name, kind, definition, own)] : [];
  });
}

function fieldOf(
  name: string,
  kind: FieldKind,
  definition: FieldDefinition,
  buttons: Buttons[string] | null,
): TrytonField {
  const choices = Choices.safeParse(definition.selection).data?.flatMap(([value, label]) =>
    value === null || value === '' ? [] : [{ value, label }],
  );
  const own = definition.readonly !== true && !SET_BY_TRYTON.has(name);
  return {
    ...{ name, kind, type: definition.type, writable: own || buttons !== null, buttons },
    label: definition.string || name,
    // A new record has the state that Tryton gives it.
    required: own && buttons === null && definition.required === true,
    choices: kind === 'choice' ? (choices ?? null) : null,
    target: definition.relation ?? null,
    ...{ searchable: definition.searchable, sortable: definition.sortable },
  };
}
