/** A process as its author wrote it, taken out of the XML: plain data that the rules look at. */
import type { Finding } from '../model.ts';

/** One `camunda:property`. */
export interface Property {
  name: string;
  value: string;
}

export interface Described {
  id: string;
  name: string | null;
  /** Attributes of the `camunda` namespace, by local name. */
  attributes: Record<string, string>;
  properties: Property[];
  /** Extension elements other than those that have fields of their own, by qualified name. */
  extensions: string[];
}

export interface SourceElement extends Described {
  /** The BPMN name, for example `userTask`. */
  type: string;
  /** The id of the sub-process that it is drawn in; null: the process itself. */
  parent: string | null;
  /** Parts and flags that change what the element does and have no field here. */
  parts: string[];
  incoming: SourceFlow[];
  outgoing: SourceFlow[];
  defaultFlow: string | null;
  /** What it waits for or throws; for receive and send tasks their message. */
  events: SourceEvent[];
  /** For boundary events: the id of the element that it is drawn on. */
  attachedTo: string | null;
  /** For boundary events and starts of event sub-processes. */
  interrupting: boolean;
  /** For sub-processes: whether it is an event sub-process. */
  triggeredByEvent: boolean;
  /** For call activities: the process. */
  called: string | null;
  loop: SourceLoop | null;
  /** `camunda:inputOutput`. */
  inputs: SourceMapping[];
  outputs: SourceMapping[];
  /** `camunda:in` and `camunda:out`. */
  given: SourceVariable[];
  returned: SourceVariable[];
}

/** An event definition. */
export interface SourceEvent {
  /** `timer`, `message`, `signal`, `error`, `terminate`, `link` or one that is not executed. */
  type: string;
  attributes: Record<string, string>;
  extensions: string[];
  /** The message, signal or error that it refers to. */
  reference: SourceReference | null;
  /** The name of a link. */
  link: string | null;
  timers: { kind: 'date' | 'duration' | 'cycle'; value: string }[];
  /** `camunda:in` of a signal that is thrown. */
  given: SourceVariable[];
}

/** A message, signal or error of the file. */
export interface SourceReference {
  id: string;
  name: string | null;
  /** `errorCode` and `camunda:errorMessage` of an error. */
  code: string | null;
  message: string | null;
}

export interface SourceLoop {
  sequential: boolean;
  cardinality: string | null;
  collection: string | null;
  variable: string | null;
  completion: string | null;
  /** Parts of the loop that are not executed. */
  parts: string[];
}

/** A parameter of `camunda:inputOutput`. */
export interface SourceMapping {
  name: string;
  value: string;
  /** `script`, `list` or `map` when it is not plain text. */
  structure: string | null;
}

/** A `camunda:in` or `camunda:out`. */
export interface SourceVariable {
  all: boolean;
  source: string | null;
  expression: string | null;
  target: string | null;
  businessKey: string | null;
  local: boolean;
}

export interface SourceFlow extends Described {
  /** The id of the sub-process that it is drawn in. */
  parent: string | null;
  source: string | null;
  target: string | null;
  condition: string | null;
  /** The language of the condition; null: the standard one. */
  language: string | null;
}

export interface ProcessSource extends Described {
  documentation: string | null;
  /** Those of every scope, in the order of the file. */
  elements: SourceElement[];
  flows: SourceFlow[];
  /** The forms of the deployment by file name, as they were parsed from JSON. */
  forms: Record<string, unknown>;
}

/** A rule looks at a process and says what is wrong with it. One rule, one file; a rule never throws. */
export type Rule = (source: ProcessSource) => Finding[];

/** A finding quotes what was written; a person reads the beginning of it. */
const MAX_PROBLEM = 600;

/** A finding about an element, a flow or the process itself. */
export function finding(
  about: { id: string | null; name: string | null } | null,
  problem: string,
  remedy: string,
): Finding {
  const short = problem.length > MAX_PROBLEM ? `${problem.slice(0, MAX_PROBLEM)}….` : problem;
  return { element: about?.id ?? null, name: about?.name ?? null, problem: short, remedy };
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
