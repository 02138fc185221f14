/** How values are taken out of what bpmn-moddle makes of XML: whatever is not as expected is null or nothing. */
import type { ModdleElement } from 'bpmn-moddle';
import type { Described, Property } from './source.ts';

export const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Text that is more than white space. */
export const written = (value: unknown): string | null => text(value)?.trim() || null;

export const record = (value: unknown): ModdleElement | null =>
  typeof value === 'object' && value !== null && '$type' in value ? (value as ModdleElement) : null;

export const list = (value: unknown): ModdleElement[] =>
  Array.isArray(value) ? value.flatMap((entry) => record(entry) ?? []) : [];

/** The id of what an attribute refers to. */
export const reference = (value: unknown): string | null => text(record(value)?.id);

/** `bpmn:UserTask` as `userTask`. */
export const localName = (type: string): string => {
  const name = type.replace(/^.*:/, '');
  return name.charAt(0).toLowerCase() + name.slice(1);
};

/** The text of an expression element such as `timeDuration`. */
export const body = (value: unknown): string | null => {
  const expression = record(value);
  return expression === null ? null : (text(expression.body) ?? '');
};

/** The extension elements of one kind, for example `camunda:In`. */
export function extensionsOf(node: ModdleElement, type?: string): ModdleElement[] {
  const all = list(record(node.extensionElements)?.values);
  return type === undefined ? all : all.filter(({ $type }) => $type === type);
}

/** Extensions that have fields of their own in the source, or none because they only describe. */
const READ = ['camunda:Properties', 'camunda:InputOutput', 'camunda:In', 'camunda:Out'];

/** The names of the extensions that nothing else reads. */
export function otherExtensions(node: ModdleElement): string[] {
  return extensionsOf(node)
    .map(({ $type }) => $type)
    .filter((type) => !READ.includes(type));
}

/** What every part of a process has. */
export function described(node: ModdleElement): Described {
  return {
    id: text(node.id) ?? '',
    name: text(node.name),
    attributes: camundaAttributes(node),
    properties: extensionsOf(node, 'camunda:Properties').flatMap(readProperties),
    extensions: otherExtensions(node),
  };
}

/** Modelers write an empty value for a field of a template that is left empty: it counts as not given. */
function readProperties(properties: ModdleElement): Property[] {
  return list(properties.values)
    .map((entry) => ({ name: text(entry.name) ?? '', value: text(entry.value) ?? '' }))
    .filter(({ value }) => value.trim() !== '');
}

/** The attributes of the `camunda` namespace that are given. */
export function camundaAttributes(node: ModdleElement): Record<string, string> {
  const known = (node.$descriptor?.properties ?? [])
    .filter(({ ns }) => ns.prefix === 'camunda' && Object.hasOwn(node, ns.localName))
    .filter(({ ns }) => typeof node[ns.localName] !== 'object')
    .map(({ ns }) => [ns.localName, String(node[ns.localName])] as const);
  const foreign = Object.entries(node.$attrs ?? {})
    .filter(([name]) => name.startsWith('camunda:'))
    .map(([name, value]) => [name.slice('camunda:'.length), value] as const);
  return Object.fromEntries([...known, ...foreign].filter(([, value]) => value.trim() !== ''));
}
