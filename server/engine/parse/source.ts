/** A process as its author wrote it, taken out of the XML: plain data that the rules look at. */
import type { Finding } from '../model.ts';

/** One `camunda:property`. */
export interface Property {
  name: string;
  value: string;
}

interface Described {
  id: string;
  name: string | null;
  /** Attributes of the `camunda` namespace, by local name. */
  attributes: Record<string, string>;
  properties: Property[];
  /** Extension elements other than `camunda:properties`, by qualified name. */
  extensions: string[];
}

export interface SourceElement extends Described {
  /** The BPMN name, for example `userTask`. */
  type: string;
  /** Parts that change what the element does, for example `timerEventDefinition`. */
  parts: string[];
  incoming: SourceFlow[];
  outgoing: SourceFlow[];
  defaultFlow: string | null;
}

export interface SourceFlow extends Described {
  source: string | null;
  target: string | null;
  condition: string | null;
  /** The language of the condition; null: the standard one. */
  language: string | null;
}

export interface ProcessSource extends Described {
  documentation: string | null;
  elements: SourceElement[];
  flows: SourceFlow[];
  /** The forms of the deployment by file name, as they were parsed from JSON. */
  forms: Record<string, unknown>;
}

/** A rule looks at a process and says what is wrong with it. One rule, one file; a rule never throws. */
export type Rule = (source: ProcessSource) => Finding[];

/** A finding about an element, a flow or the process itself. */
export function finding(
  about: { id: string; name: string | null } | null,
  problem: string,
  remedy: string,
): Finding {
  return { element: about?.id ?? null, name: about?.name ?? null, problem, remedy };
}

/** The value of the first property of that name. */
export function property({ properties }: Described, name: string): string | null {
  return properties.find((candidate) => candidate.name === `throughline:${name}`)?.value ?? null;
}

/** The properties `throughline:<group>:<code>`, in the order of the file, as code and value. */
export function coded({ properties }: Described, group: string): { code: string; label: string }[] {
  const prefix = `throughline:${group}:`;
  return properties
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, value }) => ({ code: name.slice(prefix.length), label: value }));
}

/** The value of an attribute of the `camunda` namespace. */
export function attribute({ attributes }: Described, name: string): string | null {
  return Object.hasOwn(attributes, name) ? (attributes[name] ?? null) : null;
}

/** The user tasks of a process. */
export function userTasks(source: ProcessSource): SourceElement[] {
  return source.elements.filter(({ type }) => type === 'userTask');
}
