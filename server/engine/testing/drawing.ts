/**
 * Draws definitions as plain objects, without a file: parts stand inside each other as on a diagram. For tests
 * of the interpreter, which has nothing to do with how a definition was read.
 */
import type {
  ActionPlan,
  Definition,
  EventPlan,
  Flow,
  Loop,
  Mapping,
  ProcessElement,
} from '../definition.ts';
import type { Expression, Template } from '../expressions/expression.ts';
import { readCondition, readTemplate } from '../expressions/read-template.ts';
import { invariant } from '../invariant.ts';

type Common = Pick<ProcessElement, 'inputs' | 'outputs' | 'loop' | 'background' | 'defaultFlow'>;
type Kind<Element = ProcessElement> = Element extends unknown
  ? Omit<Element, keyof typeof BASE | 'id'>
  : never;

export interface Drawn {
  id: string;
  kind: Kind;
  common: Partial<Common>;
  inside: Part[];
}
interface DrawnFlow {
  source: string;
  target: string;
  condition: string | null;
  isDefault: boolean;
}
export type Part = Drawn | DrawnFlow[];

const BASE = {
  name: '',
  bpmnType: '',
  parent: null as string | null,
  background: null as boolean | null,
  incoming: [] as string[],
  outgoing: [] as string[],
  defaultFlow: null as string | null,
  inputs: [] as Mapping[],
  outputs: [] as Mapping[],
  loop: null as Loop | null,
  boundary: [] as string[],
};

export function template(text: string): Template {
  const reading = readTemplate(text);
  invariant(reading.ok, `a template that can be read, got ${text}`);
  return reading.value;
}

export function expression(text: string): Expression {
  const reading = readCondition(text);
  invariant(reading.ok, `an expression that can be read, got ${text}`);
  return reading.value;
}

export function mappings(values: Record<string, string>): Mapping[] {
  return Object.entries(values).map(([name, value]) => ({ name, value: template(value) }));
}

/** A process; its none start event is the first plain one. */
export function draw(parts: Part[], settings: Partial<Definition> = {}): Definition {
  const elements: Record<string, ProcessElement> = {};
  const flows: Record<string, Flow> = {};
  place(parts, null, elements);
  for (const flow of flowsIn(parts)) connect(flow, elements, flows);
  const top = Object.values(elements).filter(({ parent }) => parent === null);
  const starts = top.filter(({ type }) => type === 'startEvent');
  const plain = starts.find((element) => element.type === 'startEvent' && element.event === null);
  return {
    format: 2,
    key: 'test',
    name: 'Test',
    caption: template('Test'),
    start: plain?.id ?? null,
    starts: starts.map(({ id }) => id),
    eventSubProcesses: eventSubProcessesOf(top),
    maxExecutions: 100,
    elements,
    flows,
    ...settings,
  };
}

function place(parts: Part[], parent: string | null, elements: Record<string, ProcessElement>): void {
  for (const part of parts) {
    if (Array.isArray(part)) continue;
    const { id, kind, common, inside } = part;
    const own = { incoming: [], outgoing: [], boundary: [] };
    const element = { ...BASE, ...own, id, name: id, bpmnType: kind.type, parent, ...kind, ...common };
    elements[id] = element as ProcessElement;
    place(inside, id, elements);
    const within = Object.values(elements).filter((other) => other.parent === id);
    const placed = elements[id];
    if (placed.type === 'subProcess') {
      placed.start = within.find(({ type }) => type === 'startEvent')?.id ?? '';
      placed.eventSubProcesses = eventSubProcessesOf(within);
    }
  }
  for (const element of Object.values(elements)) {
    if (element.type !== 'boundaryEvent' || element.parent !== parent) continue;
    const host = elements[element.attachedTo];
    if (host !== undefined && !host.boundary.includes(element.id)) host.boundary.push(element.id);
  }
}

function eventSubProcessesOf(elements: ProcessElement[]): string[] {
  return elements.flatMap((element) =>
    element.type === 'subProcess' && element.triggeredByEvent ? [element.id] : [],
  );
}

function flowsIn(parts: Part[]): DrawnFlow[] {
  return parts.flatMap((part) => (Array.isArray(part) ? part : flowsIn(part.inside)));
}

function connect(
  { source, target, condition, isDefault }: DrawnFlow,
  elements: Record<string, ProcessElement>,
  flows: Record<string, Flow>,
): void {
  const id = `${source}-${target}`;
  flows[id] = { id, target, condition: condition === null ? null : expression(condition) };
  const [from, to] = [elements[source], elements[target]];
  invariant(from && to, `elements at both ends of ${id}`);
  from.outgoing.push(id);
  to.incoming.push(id);
  if (isDefault) from.defaultFlow = id;
}

const drawn = (id: string, kind: Kind, common: Partial<Common> = {}, inside: Part[] = []): Drawn => ({
  id,
  kind,
  common,
  inside,
});

/** Flows through elements, one after the other; their ids are `source-target`. */
export const path = (...ids: string[]): Part =>
  ids.slice(1).map((target, index) => ({
    source: ids[index] ?? '',
    target,
    condition: null,
    isDefault: false,
  }));
export const flow = (source: string, target: string, condition: string): Part => [
  { source, target, condition, isDefault: false },
];
export const otherwise = (source: string, target: string): Part => [
  { source, target, condition: null, isDefault: true },
];

interface Aside {
  interrupting?: boolean;
}
export const start = (id: string, event: EventPlan | null = null, { interrupting = true }: Aside = {}) =>
  drawn(id, { type: 'startEvent', event, interrupting });
export const end = (id: string) => drawn(id, { type: 'endEvent', end: { type: 'none' } });
export const terminate = (id: string) => drawn(id, { type: 'endEvent', end: { type: 'terminate' } });
export const errorEnd = (id: string, code: string, message: string | null = null) =>
  drawn(id, {
    type: 'endEvent',
    end: { type: 'error', code, message: message === null ? null : template(message) },
  });
export const signalEnd = (id: string, name: string) =>
  drawn(id, { type: 'endEvent', end: { type: 'signal', name: template(name), variables: [] } });
export const actionEnd = (id: string) =>
  drawn(id, { type: 'endEvent', end: { type: 'action', action: action(id) } });

/** A *Perform task* for anna; the result goes to `result`. */
export const task = (
  id: string,
  common: Partial<Common> & { result?: string; assignee?: string; showPage?: boolean } = {},
) => {
  const { result = null, assignee = 'anna', showPage = true, ...rest } = common;
  const plan = { title: template(id), hint: null, result, showPage, role: null, due: null };
  const rests = {
    startIn: null,
    planned: null,
    category: 'To do',
    description: null,
    activity: null,
    ofManager: false,
  };
  const results = [{ code: 'done', label: 'Done' }];
  return drawn(
    id,
    {
      type: 'userTask',
      translations: {},
      plan: { ...plan, ...rests, results, kind: 'perform-task', assignee: template(assignee) },
    },
    rest,
  );
};
export const manual = (id: string, common: Partial<Common> = {}) =>
  drawn(id, { type: 'passThrough' }, common);
export const service = (
  id: string,
  { settings = {}, gives = {}, all = false, ...common }: Partial<Common> & ActionOptions = {},
) => drawn(id, { type: 'serviceTask', action: action(id, { settings, gives, all }) }, common);
export const receive = (id: string, event: EventPlan) => drawn(id, { type: 'receiveTask', event });
export const caught = (id: string, event: EventPlan, common: Partial<Common> = {}) =>
  drawn(id, { type: 'catchEvent', event }, common);
export const thrown = (id: string, name: string, variables: Record<string, string> = {}) =>
  drawn(id, { type: 'throwSignal', signal: template(name), variables: mappings(variables) });
export const linkTo = (id: string, target: string) => drawn(id, { type: 'throwLink', target });
export const linkFrom = (id: string) => drawn(id, { type: 'catchLink' });
export const boundary = (
  id: string,
  attachedTo: string,
  event: EventPlan,
  { interrupting = true }: Aside = {},
) => drawn(id, { type: 'boundaryEvent', attachedTo, interrupting, event });
export const exclusive = (id: string) => drawn(id, { type: 'exclusiveGateway' });
export const parallel = (id: string) => drawn(id, { type: 'parallelGateway' });
export const inclusive = (id: string, loose = false) => drawn(id, { type: 'inclusiveGateway', loose });
export const eventBased = (id: string) => drawn(id, { type: 'eventBasedGateway' });

const scope = (id: string, triggeredByEvent: boolean, common: Partial<Common>, inside: Part[]) =>
  drawn(id, { type: 'subProcess', start: '', triggeredByEvent, eventSubProcesses: [] }, common, inside);
export const sub = (id: string, ...inside: Part[]) => scope(id, false, {}, inside);
export const subWith = (id: string, common: Partial<Common>, ...inside: Part[]) =>
  scope(id, false, common, inside);
export const eventSub = (id: string, ...inside: Part[]) => scope(id, true, {}, inside);

interface CallOptions {
  in?: Record<string, string>;
  out?: Record<string, string>;
  all?: boolean;
  businessKey?: string;
}
export const call = (id: string, called: string, options: CallOptions & Partial<Common> = {}) => {
  const { in: given = {}, out = {}, all = false, businessKey, ...common } = options;
  const key = businessKey === undefined ? null : template(businessKey);
  const maps = { in: { all, mappings: mappings(given) }, out: { all, mappings: mappings(out) } };
  return drawn(id, { type: 'callActivity', process: template(called), ...maps, businessKey: key }, common);
};

interface ActionOptions {
  settings?: Record<string, string>;
  gives?: Record<string, string>;
  all?: boolean;
}
const action = (
  topic: string,
  { settings = {}, gives = {}, all = false }: ActionOptions = {},
): ActionPlan => ({
  topic,
  settings: mappings(settings),
  outputs: gives,
  all,
  attempts: 3,
});

export const after = (duration: string): EventPlan => timer('duration', duration);
export const at = (date: string): EventPlan => timer('date', date);
export const every = (cycle: string): EventPlan => timer('cycle', cycle);
const timer = (kind: 'date' | 'duration' | 'cycle', value: string): EventPlan => ({
  kind: 'timer',
  timer: kind,
  value: template(value),
});
export const message = (name: string): EventPlan => ({ kind: 'message', name: template(name) });
export const signal = (name: string): EventPlan => ({ kind: 'signal', name: template(name) });
export const modified = (recordType: string, id: string | null = null): EventPlan => ({
  kind: 'record',
  event: 'modified',
  recordType: template(recordType),
  id: id === null ? null : template(id),
  fields: ['stage'],
  filter: null,
});
export const error = (
  code: string | null,
  { code: codeVariable = null, message: messageVariable = null }: Record<string, string | null> = {},
): EventPlan => ({ kind: 'error', code, codeVariable, messageVariable });

interface Several {
  sequential?: boolean;
  until?: string;
  limit?: number;
}
/** One execution for each item of a list. */
export const each = (list: string, variable: string | null, options: Several = {}): Loop =>
  loop({ type: 'collection', value: expression(list), variable }, options);
/** A number of executions. */
export const times = (count: string, options: Several = {}): Loop =>
  loop({ type: 'cardinality', value: expression(count) }, options);
const loop = (over: Loop['over'], { sequential = false, until, limit }: Several): Loop => ({
  sequential,
  over,
  completion: until === undefined ? null : expression(until),
  limit: limit ?? null,
});
