/** Turns one component of a form into an item of a page: one entry per type. */

import { isDynamic } from '../../../../lib/forms/expression.ts';
import type { FieldItem, PageItem } from '../../../../lib/protocol/index.ts';
import { asValue, type Component, choicesOf, isLookup, nameOf, ownProperty } from './component.ts';
import { dynamicOf } from './dynamic.ts';

/** Where a component stands. */
export interface Position {
  /** What it is called where its editor gave it no id. */
  id: string;
  /** The group or list that it stands in. */
  in: string | null;
  /** The path of the groups around it, before its key. */
  path: string;
  /** Other components stand in its row. */
  shared: boolean;
}

type ItemReader = (component: Component, position: Position) => PageItem;

const READERS: Record<string, ItemReader> = {
  text: (component, position) => ({
    ...placed(component, position),
    type: 'text',
    text: plain(component.text),
  }),
  html: (component, position) => ({
    ...{ ...placed(component, position), type: 'html', text: plain(component.content) },
  }),
  separator: (component, position) => ({ ...placed(component, position), type: 'separator' }),
  spacer: (component, position) => ({
    ...{ ...placed(component, position), type: 'spacer', height: component.height ?? 60 },
  }),
  image: (component, position) => ({
    ...placed(component, position),
    type: 'image',
    source: plain(component.source),
    alt: plain(component.alt),
  }),
  table: (component, position) => ({
    ...placed(component, position),
    type: 'table',
    label: plain(component.label),
    columns: (component.columns ?? []).map(({ key, label }) => ({ key, label: label || key })),
    rows: [],
    pageSize: component.rowCount ?? null,
  }),
  group: (component, position) => ({
    ...placed(component, position),
    type: 'group',
    id: component.id || position.id,
    label: plain(component.label),
    outlined: component.showOutline === true,
    ...(ownProperty(component, 'page') === 'true' ? { page: true } : {}),
    ...minimised(component),
  }),
  dynamiclist: (component, position) => ({
    ...placed(component, position),
    type: 'dynamiclist',
    id: component.id || position.id,
    list: joined(position.path, component.path),
    label: plain(component.label),
    outlined: component.showOutline === true,
    growing: component.allowAddRemove !== false,
    rows: Array.from({ length: Math.min(component.defaultRepetitions ?? 1, 100) }, () => ({})),
  }),
  textfield: (component, position) => ({
    ...field(component, position),
    ...adorned(component),
    ...lengths(component),
    type: 'textfield',
    pattern: component.validate?.pattern || null,
    ...(component.validate?.patternErrorMessage
      ? { patternError: component.validate.patternErrorMessage }
      : {}),
    inputType: inputType(component),
  }),
  textarea: (component, position) => ({
    ...{ ...field(component, position), ...lengths(component), type: 'textarea' },
  }),
  number: (component, position) => ({
    ...field(component, position),
    ...adorned(component),
    type: 'number',
    value: numberOr(component.defaultValue),
    min: numberIn(component.validate?.min),
    max: numberIn(component.validate?.max),
    decimals: component.decimalDigits ?? null,
    ...step(component),
    ...(component.serializeToString === true ? { asText: true } : {}),
  }),
  datetime: (component, position) => {
    const label = component.label || component.dateLabel || component.timeLabel || component.key || '';
    const read = { ...field(component, position), label: plain(label) };
    if (component.subtype === 'time') return { ...read, type: 'time' };
    const type = component.subtype === 'datetime' ? 'datetime' : 'date';
    return { ...read, type, ...(component.disallowPassedDates === true ? { noPast: true } : {}) };
  },
  checkbox: (component, position) => ({
    ...{ ...field(component, position), type: 'checkbox', value: asValue(component.defaultValue) ?? false },
  }),
  radio: (component, position) => ({
    ...{ ...field(component, position), type: 'radio', choices: choicesOf(component) },
  }),
  select: (component, position) => ({
    ...{ ...field(component, position), type: 'select', choices: choicesOf(component) },
  }),
  checklist: (component, position) => ({
    ...several(component, position),
    type: 'checklist',
  }),
  taglist: (component, position) => ({ ...several(component, position), type: 'taglist' }),
  expression: (component, position) => ({ ...field(component, position), type: 'expression' }),
  button: (component, position) => ({
    ...{ ...placed(component, position), type: 'reset', label: plain(component.label) || 'Reset' },
  }),
};

/** The types of component that pages show, for messages. */
export const RENDERED_TYPES = Object.keys(READERS);

/** The item of a component; `undefined` for a type that is not rendered. */
export function readItem(component: Component, position: Position): PageItem | undefined {
  if (isLookup(component)) return lookup(component, position);
  const reader = Object.hasOwn(READERS, component.type) ? READERS[component.type] : undefined;
  return reader?.(component, position);
}

/** What the record of a lookup is called is an item of its own, which is there whenever the lookup is. */
export function titleItem(item: PageItem): PageItem | null {
  if (item.type !== 'lookup') return null;
  const { titleKey, records: _, window: __, bound: ____, dynamic, value: ___, ...shared } = item;
  const hidden = dynamic?.hidden;
  return {
    ...{ ...shared, type: 'lookup-title', key: titleKey, value: null, required: false },
    ...{ dynamic: undefined, ...(hidden === undefined ? {} : { dynamic: { hidden } }) },
  };
}

function lookup(component: Component, position: Position): PageItem {
  const [first = '', ...rest] = (ownProperty(component, 'lookup') ?? '').split(':');
  const [system, type] = rest.length === 0 ? [null, first] : [first, rest.join(':')];
  const columns = ownProperty(component, 'lookup-columns')
    ?.split(',')
    .map((name) => name.trim());
  const title = ownProperty(component, 'lookup-title') ?? `${component.key ?? ''}Title`;
  return {
    ...{ ...field(component, position), type: 'lookup', titleKey: joined(position.path, title) },
    records: {
      ...{ system, type, field: ownProperty(component, 'lookup-field') },
      ...(columns === undefined ? {} : { columns }),
    },
    ...(ownProperty(component, 'lookup-view') === 'window' ? { window: true } : {}),
  };
}

/** The key of a component under the path of the groups around it. */
export function joined(path: string, key: string | null | undefined): string {
  return [path, key ?? ''].filter((part) => part !== '').join('.');
}

function placed(component: Component, { in: container, shared }: Position) {
  const { layout } = component;
  const dynamic = dynamicOf(component);
  return {
    ...(container === null ? {} : { in: container }),
    ...(shared && layout?.row ? { row: layout.row } : {}),
    ...(shared && layout?.columns ? { width: layout.columns } : {}),
    ...(dynamic === undefined ? {} : { dynamic }),
  };
}

function field(component: Component, position: Position) {
  return {
    ...placed(component, position),
    key: joined(position.path, component.key),
    label: plain(component.label) || component.key || nameOf(component),
    description: plain(component.description) || null,
    required: component.validate?.required === true,
    readonly: component.readonly === true || component.disabled === true,
    value: asValue(component.defaultValue) ?? null,
    ...bound(component),
  } satisfies Partial<FieldItem>;
}

/** `<source>.<field>` */
function bound(component: Component) {
  const [source = '', ...field] = (ownProperty(component, 'field') ?? '').split('.');
  return field.length === 0 ? {} : { bound: { source, field: field.join('.') } };
}

function several(component: Component, position: Position) {
  const value = asValue(component.defaultValue) ?? [];
  return { ...field(component, position), value, choices: choicesOf(component) };
}

/** What is an expression has no words of its own. */
function plain(text: string | null | undefined): string {
  return !text || isDynamic(text) ? '' : text;
}

function minimised(component: Component) {
  const wanted = ownProperty(component, 'minimised');
  return wanted === null ? {} : { minimised: wanted === 'true' };
}

function adorned({ appearance }: Component) {
  const { prefixAdorner, suffixAdorner } = appearance ?? {};
  return {
    ...(prefixAdorner ? { prefix: plain(prefixAdorner) } : {}),
    ...(suffixAdorner ? { suffix: plain(suffixAdorner) } : {}),
  };
}

function lengths({ validate }: Component) {
  return { minLength: numberIn(validate?.minLength), maxLength: numberIn(validate?.maxLength) };
}

function step({ increment }: Component) {
  const number = numberIn(increment);
  return number === null || number <= 0 ? {} : { step: number };
}

function inputType({ validate }: Component): 'text' | 'email' | 'tel' {
  if (validate?.validationType === 'email') return 'email';
  return validate?.validationType === 'phone' ? 'tel' : 'text';
}

/** A limit that is written as number or as text; null: none, or an expression. */
function numberIn(value: number | string | null | undefined): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Form editors write the default of a number as text. */
function numberOr(value: unknown): number | null | string {
  const known = asValue(value) ?? null;
  const number = typeof known === 'string' ? Number(known) : known;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  return known === null ? null : String(known);
}
