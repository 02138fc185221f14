/** Turns one component of a form into an item of a page: one entry per type. */
import type { FieldItem, PageItem } from '../../../../lib/protocol/index.ts';
import { asValue, type Component, choicesOf, nameOf } from './component.ts';
import { plainText } from './plain-text.ts';

/** `null`: the component is only for the eye and the page has its own spacing. */
type ItemReader = (component: Component) => PageItem | null;

const READERS: Record<string, ItemReader> = {
  text: ({ text }) => ({ type: 'text', text: plainText(text ?? '') }),
  separator: () => ({ type: 'separator' }),
  spacer: () => null,
  textfield: (component) => ({
    ...field(component),
    type: 'textfield',
    ...lengths(component),
    pattern: component.validate?.pattern || null,
    inputType: inputType(component),
  }),
  textarea: (component) => ({ ...field(component), type: 'textarea', ...lengths(component) }),
  number: (component) => ({
    ...field(component),
    type: 'number',
    value: numberOr(component.defaultValue),
    min: component.validate?.min ?? null,
    max: component.validate?.max ?? null,
    decimals: component.decimalDigits ?? null,
  }),
  datetime: (component) => ({
    ...field(component),
    label: component.label || component.dateLabel || component.timeLabel || component.key || '',
    type: component.subtype === 'time' || component.subtype === 'datetime' ? component.subtype : 'date',
  }),
  checkbox: (component) => ({
    ...field(component),
    type: 'checkbox',
    value: asValue(component.defaultValue) ?? false,
  }),
  radio: (component) => ({ ...field(component), type: 'radio', choices: choicesOf(component) }),
  select: (component) => ({ ...field(component), type: 'select', choices: choicesOf(component) }),
  checklist: (component) => ({
    ...field(component),
    type: 'checklist',
    value: asValue(component.defaultValue) ?? [],
    choices: choicesOf(component),
  }),
};

/** The types of component that pages show, for messages. */
export const RENDERED_TYPES = [...Object.keys(READERS), 'button'];

/** The item of a component; `undefined` for a type that is not rendered. */
export function readItem(component: Component): PageItem | null | undefined {
  const reader = Object.hasOwn(READERS, component.type) ? READERS[component.type] : undefined;
  return reader?.(component);
}

function field(
  component: Component,
): Pick<FieldItem, 'key' | 'label' | 'description' | 'required' | 'readonly' | 'value'> {
  return {
    key: component.key ?? '',
    label: component.label || component.key || nameOf(component),
    description: component.description || null,
    required: component.validate?.required === true,
    readonly: component.readonly === true || component.disabled === true,
    value: asValue(component.defaultValue) ?? null,
  };
}

function lengths({ validate }: Component) {
  return { minLength: validate?.minLength ?? null, maxLength: validate?.maxLength ?? null };
}

function inputType({ validate }: Component): 'text' | 'email' | 'tel' {
  if (validate?.validationType === 'email') return 'email';
  return validate?.validationType === 'phone' ? 'tel' : 'text';
}

/** Form editors write the default of a number as text. */
function numberOr(value: unknown): number | null | string {
  const known = asValue(value) ?? null;
  const number = typeof known === 'string' ? Number(known) : known;
  return typeof number === 'number' && Number.isFinite(number)
    ? number
    : known === null
      ? null
      : String(known);
}
