/** An item or a button with what its expressions say, each in the type that the property has. */
import type {
  DynamicProperty,
  FieldChoice,
  FieldItem,
  PageButton,
  PageItem,
  Row,
  Value,
} from '../protocol/index.ts';
import { type Context, evaluateDynamic, type Feel } from './expression.ts';
import { isRow } from './paths.ts';

type Reader = (value: unknown, otherwise: unknown) => unknown;

const words: Reader = (value) => printed(value);
const optionalWords: Reader = (value) => printed(value) || null;
const truth: Reader = (value) => value === true;
/** What its author has disabled stays so, whatever the expression beside that says. */
const fixed: Reader = (value, otherwise) => otherwise === true || value === true;
const limit: Reader = (value) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

/** `hidden` and `value` decide about the item as a whole and are read where it is shown. */
const READERS: Record<Exclude<DynamicProperty, 'hidden' | 'value'>, Reader> = {
  label: words,
  description: optionalWords,
  required: truth,
  readonly: fixed,
  enabled: truth,
  min: limit,
  max: limit,
  minLength: limit,
  maxLength: limit,
  prefix: words,
  suffix: words,
  text: words,
  source: words,
  alt: words,
  choices: (value) => choicesFrom(value),
  rows: (value) => rowsFrom(value),
  columns: (value, otherwise) => columnsFrom(value) ?? otherwise,
};

/** The item as it is to be shown with these names. */
export function resolved<Item extends PageItem | PageButton>(
  item: Item,
  context: Context,
  feel: Feel | null,
): Item {
  const { dynamic } = item;
  if (dynamic === undefined) return item;
  const said = Object.entries(READERS).flatMap(([property, reader]) => {
    const text = dynamic[property as DynamicProperty];
    if (text === undefined) return [];
    const otherwise = (item as Record<string, unknown>)[property];
    return [[property, reader(evaluateDynamic(text, context, feel), otherwise)] as const];
  });
  return { ...item, ...Object.fromEntries(said) };
}

/** A chosen code that is no choice (any more) of a field with choices from expressions is chosen no longer. */
export function withKnownChoices(item: FieldItem, value: Value): Value {
  if (!('choices' in item) || item.dynamic?.choices === undefined) return value;
  const isKnown = (code: unknown) => item.choices.some((choice) => choice.code === code);
  if (Array.isArray(value)) return value.filter(isKnown);
  return isKnown(value) ? value : null;
}

/** Options as form-js takes them: plain values, or objects with label and value. */
export function choicesFrom(value: unknown): FieldChoice[] {
  if (!Array.isArray(value)) return [];
  const choices = value.flatMap((option): FieldChoice[] => {
    const plain = isRow(option) ? option.value : option;
    if (typeof plain !== 'string' && typeof plain !== 'number' && typeof plain !== 'boolean') return [];
    const code = String(plain);
    if (code === '' || code.length > 200) return [];
    const label = isRow(option) && typeof option.label === 'string' && option.label ? option.label : code;
    return [typeof plain === 'string' ? { code, label } : { code, label, value: plain }];
  });
  return [...new Map(choices.map((choice) => [choice.code, choice])).values()];
}

function rowsFrom(value: unknown): (Row | string | number | boolean)[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (row): row is Row => isRow(row) || ['string', 'number', 'boolean'].includes(typeof row),
  );
}

function columnsFrom(value: unknown): { key: string; label: string }[] | null {
  if (!Array.isArray(value)) return null;
  return value.flatMap((column) => {
    if (!isRow(column) || typeof column.key !== 'string') return [];
    return [{ key: column.key, label: typeof column.label === 'string' ? column.label : column.key }];
  });
}

function printed(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
