/** The fields of EspoCRM's entity types, made of its metadata. */
import * as z from 'zod';
import type { FieldInfo, FieldKind } from './connector.ts';

/** A field under the name of the attribute that holds its value: a link `account` is `accountId`. */
export interface EspoField extends FieldInfo {
  /** The attribute with the title of the other record. */
  titleAttribute: string | null;
  /** Whether the database holds it; else neither conditions nor orders work on it. */
  isStored: boolean;
}

const KINDS: Readonly<Record<string, FieldKind>> = {
  varchar: 'text',
  email: 'text',
  phone: 'text',
  url: 'text',
  number: 'text',
  personName: 'text',
  foreign: 'text',
  text: 'long-text',
  wysiwyg: 'long-text',
  int: 'integer',
  autoincrement: 'integer',
  float: 'number',
  currency: 'number',
  currencyConverted: 'number',
  bool: 'boolean',
  date: 'date',
  datetime: 'moment',
  enum: 'choice',
  link: 'link',
};

/** Written by way of their parts, or not at all. */
const READ_ONLY = new Set(['personName', 'foreign', 'autoincrement', 'number', 'currencyConverted']);

export const EntityDefinition = z.object({
  fields: z.record(
    z.string(),
    z.object({
      type: z.string().optional(),
      required: z.boolean().optional(),
      readOnly: z.boolean().optional(),
      notStorable: z.boolean().optional(),
      disabled: z.boolean().optional(),
      options: z.array(z.string()).nullish().catch(null),
    }),
  ),
  links: z.record(z.string(), z.object({ entity: z.string().optional() })).optional(),
});
type EntityDefinition = z.infer<typeof EntityDefinition>;

/** `dateClosed` as people read it, where nobody asked for the translations: `Date closed`. */
function labelOf(name: string): string {
  const words = name.replace(
    /([a-z\d])([A-Z])/g,
    (_, end: string, begin: string) => `${end} ${begin.toLowerCase()}`,
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** All fields that hold one plain value. */
export function fieldsOf({ fields, links = {} }: EntityDefinition): EspoField[] {
  const id: EspoField = {
    ...{
      name: 'id',
      label: 'Id',
      kind: 'text',
      required: false,
      writable: false,
      choices: null,
      target: null,
    },
    ...{ titleAttribute: null, isStored: true },
  };
  const own = Object.entries(fields).flatMap(([name, definition]): EspoField[] => {
    const { type = '', disabled, readOnly, notStorable, options, required } = definition;
    const kind = KINDS[type];
    if (!kind || disabled) return [];
    const isLink = kind === 'link';
    const writable = !readOnly && !READ_ONLY.has(type);
    const choices = options?.filter((value) => value !== '').map((value) => ({ value, label: value }));
    return [
      {
        ...{ name: isLink ? `${name}Id` : name, label: labelOf(name), kind, writable },
        required: writable && required === true,
        choices: kind === 'choice' ? (choices ?? null) : null,
        target: isLink ? (links[name]?.entity ?? null) : null,
        titleAttribute: isLink ? `${name}Name` : null,
        isStored: !notStorable,
      },
    ];
  });
  return [id, ...own];
}
