/** A form in another language: what its fields say among their custom properties stands in place of their own texts. */
import * as z from 'zod';
import { LANGUAGE } from '../language.ts';

/** What of a field can be translated; `value:<value>` is the label of a choice. */
const ATTRIBUTES = [
  'label',
  'dateLabel',
  'timeLabel',
  'description',
  'text',
  'content',
  'alt',
  'title',
] as const;
const CHOICE = 'value:';

const Field = z.looseObject({
  properties: z.optional(z.record(z.string(), z.unknown())),
  components: z.optional(z.array(z.unknown())),
  values: z.optional(z.array(z.unknown())),
});
const Option = z.looseObject({ value: z.unknown() });

/** The languages that a form has texts in, besides its own. */
export function languagesOfForm(form: unknown): string[] {
  const field = Field.safeParse(form);
  if (!field.success) return [];
  const own = Object.keys(field.data.properties ?? {}).flatMap((name) => readText(name)?.language ?? []);
  return [...new Set([...own, ...(field.data.components ?? []).flatMap(languagesOfForm)])];
}

/** The form, or a field of it, in that language; what is not translated stays as it is. */
export function formIn(form: unknown, language: string): unknown {
  const parsed = Field.safeParse(form);
  if (!parsed.success) return form;
  const field = parsed.data;
  const texts = textsIn(field.properties ?? {}, language);
  return {
    ...field,
    ...Object.fromEntries(ATTRIBUTES.flatMap((name) => (texts.has(name) ? [[name, texts.get(name)]] : []))),
    ...(field.values && { values: field.values.map((option) => optionIn(option, texts)) }),
    ...(field.components && { components: field.components.map((inner) => formIn(inner, language)) }),
  };
}

function optionIn(option: unknown, texts: ReadonlyMap<string, string>): unknown {
  const parsed = Option.safeParse(option);
  if (!parsed.success) return option;
  const label = texts.get(`${CHOICE}${String(parsed.data.value)}`);
  return label === undefined ? option : { ...parsed.data, label };
}

function textsIn(properties: Record<string, unknown>, language: string): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(properties).flatMap(([name, value]) => {
      const parsed = readText(name);
      return parsed?.language === language && typeof value === 'string' ? [[parsed.of, value] as const] : [];
    }),
  );
}

/** Which text in which language a custom property is; null: none. */
export function readText(name: string): { language: string; of: string } | null {
  const [namespace, language, ...rest] = name.split(':');
  const of = rest.join(':');
  const known = ATTRIBUTES.some((attribute) => attribute === of) || of.startsWith(CHOICE);
  return namespace === 'throughline' && language !== undefined && LANGUAGE.test(language) && known
    ? { language, of }
    : null;
}
