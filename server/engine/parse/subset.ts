/** The BPMN elements that are executed, and what each may be: the subset of this engine. */
import { actionOf } from './actions.ts';
import { attribute, type ProcessSource, property, type SourceElement, type SourceEvent } from './source.ts';

/** Elements by what they are for. */
const GROUPS = {
  action: ['serviceTask', 'sendTask', 'businessRuleTask'],
  plain: ['task', 'manualTask'],
  gateway: ['exclusiveGateway', 'parallelGateway', 'inclusiveGateway', 'eventBasedGateway'],
  event: ['startEvent', 'endEvent', 'intermediateCatchEvent', 'intermediateThrowEvent', 'boundaryEvent'],
  other: ['userTask', 'receiveTask', 'subProcess', 'callActivity'],
} as const;

export const SUPPORTED: ReadonlySet<string> = new Set<string>(Object.values(GROUPS).flat());

const has = (group: readonly string[], type: string) => group.includes(type);

export const isGateway = ({ type }: SourceElement): boolean => type.endsWith('Gateway');

export const isEvent = ({ type }: SourceElement): boolean => has(GROUPS.event, type);

/** Tasks, sub-processes and call activities. */
export const isActivity = ({ type }: SourceElement): boolean =>
  SUPPORTED.has(type) && !has(GROUPS.gateway, type) && !has(GROUPS.event, type);

/** Tasks that do nothing and are passed through. */
export const isPlain = ({ type }: SourceElement): boolean => has(GROUPS.plain, type);

/** Whether it is carried out by a worker: service tasks and messages that are thrown. */
export function isAction({ type, events }: SourceElement): boolean {
  if (has(GROUPS.action, type)) return true;
  const throws = type === 'intermediateThrowEvent' || type === 'endEvent';
  return throws && events[0]?.type === 'message';
}

/** An attribute that engines read from the message event or from the task itself, for example `topic`. */
export function actionAttribute(element: SourceElement, name: string): string | null {
  const event = isEvent(element) ? element.events[0] : undefined;
  return event === undefined ? attribute(element, name) : (event.attributes[name]?.trim() ?? null);
}

/** The topic of the external task that an element is. */
export const topicOf = (element: SourceElement): string | null => actionAttribute(element, 'topic');

/** The system action of an element; null: none, or a topic that is not ours. */
export const systemActionOf = (element: SourceElement) =>
  isAction(element) ? actionOf(topicOf(element)) : null;

/** The one event that an element waits for; null: it waits for none. */
export function awaited(element: SourceElement): SourceEvent | null {
  const waits = ['startEvent', 'intermediateCatchEvent', 'boundaryEvent', 'receiveTask'];
  return waits.includes(element.type) ? (element.events[0] ?? null) : null;
}

/** Whether it waits for something that happens to a record, which is drawn as a message. */
export function awaitsRecord(element: SourceElement): boolean {
  return awaited(element)?.type === 'message' && property(element, 'record-event') !== null;
}

export const isEventSubProcess = ({ type, triggeredByEvent }: SourceElement): boolean =>
  type === 'subProcess' && triggeredByEvent;

/** The elements that are drawn directly in a sub-process, or for null in the process itself. */
export function inside(source: ProcessSource, parent: string | null): SourceElement[] {
  return source.elements.filter((element) => element.parent === parent);
}

/** The element of that id. */
export function elementOf(source: ProcessSource, id: string | null): SourceElement | null {
  return source.elements.find((element) => element.id === id) ?? null;
}

/** The start events of the process itself. */
export function startsOf(source: ProcessSource): SourceElement[] {
  return inside(source, null).filter(({ type }) => type === 'startEvent');
}

/** Whether it is the start event of an event sub-process. */
export function startsEventSubProcess(source: ProcessSource, element: SourceElement): boolean {
  const around = elementOf(source, element.parent);
  return element.type === 'startEvent' && around !== null && isEventSubProcess(around);
}

/** The start events of the event sub-processes of a scope. */
export function eventStartsIn(source: ProcessSource, scope: string | null): SourceElement[] {
  const around = inside(source, scope).filter(isEventSubProcess);
  return around.flatMap(({ id }) => inside(source, id).filter(({ type }) => type === 'startEvent'));
}
