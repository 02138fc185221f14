/** Compares two versions of a process by what they do, not by where things are drawn. Loaded when it is asked for. */
import { diff } from 'bpmn-js-differ';
import { BpmnModdle } from 'bpmn-moddle';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json' with { type: 'json' };
import type { ComparedElement, Difference } from './comparison.ts';

/** The part of a model that is read here. */
interface Model {
  $type: string;
  $parent?: Model;
  id?: string;
  name?: string;
  value?: string;
  $descriptor?: { properties: { ns: { localName: string } }[] };
  [property: string]: unknown;
}

/**
 * What is different between two versions, in the order: added, removed, changed.
 *
 * ```ts
 * await compareVersions(before, after)
 * // [{ id: 'Review', how: 'changed', parts: [{ part: 'name', before: 'Look', after: 'Review' }], … }]
 * ```
 */
export async function compareVersions(before: string, after: string): Promise<Difference[]> {
  const [old, current] = await Promise.all([read(before), read(after)]);
  const { _added: added, _removed: removed, _changed: changed } = diff(old, current);
  const earlier = byId(old);
  const later = byId(current);
  return [
    ...Object.values(added).map((element) => ({ ...named(element), how: 'added' as const, parts: [] })),
    ...Object.values(removed).map((element) => ({ ...named(element), how: 'removed' as const, parts: [] })),
    ...Object.keys(changed).flatMap((id): Difference[] => {
      const element = later.get(id);
      if (!element) return [];
      return [{ ...named(element), how: 'changed', parts: partsOf(earlier.get(id), element) }];
    }),
  ];
}

async function read(xml: string): Promise<Model> {
  const { rootElement } = await new BpmnModdle({ camunda }).fromXML(xml);
  const model = rootElement as Model;
  // Where things are drawn is no difference here, and a drawing of what is not there stops the comparison.
  model.diagrams = [];
  return model;
}

function named({ id = '', name, $type }: { id?: string; name?: string; $type: string }): ComparedElement {
  return { id, name: name ?? '', type: $type };
}

/** The elements of a model by their ids. */
function byId(model: Model, found = new Map<string, Model>()): Map<string, Model> {
  if (model.id) found.set(model.id, model);
  for (const child of childrenOf(model)) byId(child, found);
  return found;
}

function childrenOf(model: Model): Model[] {
  const lists = [model.rootElements, model.flowElements, model.participants, model.laneSets, model.lanes];
  return lists.flatMap((list) => (Array.isArray(list) ? (list as Model[]) : []));
}

/** What of an element is different, as names with the value before and after. */
function partsOf(before: Model | undefined, after: Model): Difference['parts'] {
  const old = before ? flat(before) : {};
  const current = flat(after);
  const names = [...new Set([...Object.keys(old), ...Object.keys(current)])];
  return names
    .filter((part) => old[part] !== current[part])
    .map((part) => ({ part, before: old[part] ?? null, after: current[part] ?? null }));
}

/** An element as plain names and values: its attributes, its extensions, its condition. */
function flat(element: Model, path = ''): Record<string, string> {
  const values: Record<string, string> = {};
  const add = (name: string, value: string) => {
    values[name] = name in values ? `${values[name]}, ${value}` : value;
  };
  if (path === '') add('type', element.$type.replace(/^\w+:/, ''));
  for (const name of namesOf(element)) {
    const value = element[name];
    if (isPlain(value)) add(path + name, String(value));
    else if (isModel(value) && !value.id) addAll(value, `${path}${name}.`, add);
    else if (isModel(value) && value.$parent !== element) add(path + name, value.id ?? '');
    else if (Array.isArray(value))
      for (const one of value) if (isModel(one)) addAll(one, `${path}${name}.`, add);
  }
  return values;
}

/** What an element can have, also what only points to another element: a model does not list that by itself. */
function namesOf(element: Model): string[] {
  const known = element.$descriptor?.properties.map(({ ns }) => ns.localName) ?? [];
  return [...new Set([...Object.keys(element), ...known])].filter(
    (name) => !name.startsWith('$') && !SKIPPED.has(name),
  );
}

/** A named setting is known by its name, everything else by where it stands. */
function addAll(element: Model, path: string, add: (name: string, value: string) => void): void {
  if (element.$type === 'camunda:Property') add(element.name ?? '', element.value ?? '');
  else for (const [name, value] of Object.entries(flat(element, path))) add(shortened(name), value);
}

/** Flows say what follows what; what an element contains is compared by itself. */
const SKIPPED = new Set(['id', 'incoming', 'outgoing', 'flowElements', 'di', 'laneSets', 'artifacts']);

function shortened(name: string): string {
  return name.replace(/^extensionElements\.values\./, '').replace(/\.(body|values)$/, '');
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isModel(value: unknown): value is Model {
  return typeof value === 'object' && value !== null && '$type' in value;
}
