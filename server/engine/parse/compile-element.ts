/** Turns one element of a checked process into what is executed. */
import type { Loop, Mapping, ProcessElement } from '../definition.ts';
import { invariant } from '../invariant.ts';
import {
  checkedCardinality,
  checkedCollection,
  checkedCondition,
  checkedTemplate,
  optionalTemplate,
} from './checked.ts';
import { compileAction } from './compile-action.ts';
import { compileAwaited, compileEnd, compileVariables } from './compile-event.ts';
import { compileTask } from './compile-task.ts';
import { attribute, type ProcessSource, property, type SourceElement, type SourceMapping } from './source.ts';
import { inside, isAction, isEventSubProcess } from './subset.ts';
import { compileTranslations } from './translations.ts';

/** The definition of an element. */
export function compileElement(source: ProcessSource, element: SourceElement): ProcessElement {
  const common = commonOf(source, element);
  if (isAction(element) && element.type !== 'endEvent')
    return { ...common, type: 'serviceTask', action: compileAction(element) };
  switch (element.type) {
    case 'startEvent':
      return {
        ...common,
        type: 'startEvent',
        event: compileAwaited(source, element),
        interrupting: element.interrupting,
      };
    case 'endEvent':
      return { ...common, type: 'endEvent', end: compileEnd(element) };
    case 'userTask':
      return {
        ...common,
        type: 'userTask',
        plan: compileTask(source, element),
        translations: compileTranslations(source, element),
      };
    case 'task':
    case 'manualTask':
      return { ...common, type: 'passThrough' };
    case 'intermediateThrowEvent':
      return compileThrow(source, element, common);
    case 'receiveTask':
      return { ...common, type: 'receiveTask', event: awaitedBy(source, element) };
    case 'intermediateCatchEvent':
      return element.events[0]?.type === 'link'
        ? { ...common, type: 'catchLink' }
        : { ...common, type: 'catchEvent', event: awaitedBy(source, element) };
    case 'boundaryEvent':
      return {
        ...common,
        type: 'boundaryEvent',
        attachedTo: element.attachedTo ?? '',
        interrupting: element.interrupting,
        event: awaitedBy(source, element),
      };
    case 'inclusiveGateway':
      return { ...common, type: 'inclusiveGateway', loose: property(source, 'loose-joins') === 'true' };
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'eventBasedGateway':
      return { ...common, type: element.type };
    case 'subProcess':
      return { ...common, type: 'subProcess', ...scopeOf(source, element) };
    case 'callActivity':
      return { ...common, type: 'callActivity', ...callOf(element) };
    default:
      invariant(false, `a supported element in a checked process, got ${element.type}`);
  }
}

type Common = ReturnType<typeof commonOf>;

function commonOf(source: ProcessSource, element: SourceElement) {
  return {
    id: element.id,
    name: element.name?.trim() || element.id,
    bpmnType: element.type,
    parent: element.parent,
    background: backgroundOf(element),
    incoming: element.incoming.map(({ id }) => id),
    outgoing: element.outgoing.map(({ id }) => id),
    defaultFlow: element.defaultFlow,
    inputs: element.inputs.map(compileMapping),
    outputs: [...initiatorOf(element), ...element.outputs.map(compileMapping)],
    loop: compileLoop(element),
    boundary: inside(source, element.parent)
      .filter(({ type, attachedTo }) => type === 'boundaryEvent' && attachedTo === element.id)
      .map(({ id }) => id),
  };
}

const compileMapping = ({ name, value }: SourceMapping): Mapping => ({ name, value: checkedTemplate(value) });

/** `camunda:initiator` names a variable for who started the instance. */
function initiatorOf(element: SourceElement): Mapping[] {
  const name = element.type === 'startEvent' ? attribute(element, 'initiator') : null;
  return name === null ? [] : [{ name, value: [{ type: 'variable', name: 'startedBy' }] }];
}

function compileLoop(element: SourceElement): Loop | null {
  const { loop } = element;
  if (loop === null) return null;
  const limit = property(element, 'concurrency');
  return {
    sequential: loop.sequential,
    over:
      loop.collection === null
        ? { type: 'cardinality', value: checkedCardinality(loop.cardinality ?? '') }
        : { type: 'collection', value: checkedCollection(loop.collection), variable: loop.variable },
    completion: loop.completion === null ? null : checkedCondition(loop.completion),
    limit: loop.sequential ? 1 : limit === null ? null : Number(limit),
  };
}

function awaitedBy(source: ProcessSource, element: SourceElement) {
  const event = compileAwaited(source, element);
  invariant(event, `an event on ${element.id} in a checked process`);
  return event;
}

function compileThrow(source: ProcessSource, element: SourceElement, common: Common): ProcessElement {
  const [event] = element.events;
  switch (event?.type) {
    case undefined:
      return { ...common, type: 'passThrough' };
    case 'signal':
      return {
        ...common,
        type: 'throwSignal',
        signal: checkedTemplate(event.reference?.name ?? ''),
        variables: compileVariables(event.given),
      };
    case 'link': {
      const target = inside(source, element.parent).find(
        ({ type, events }) => type === 'intermediateCatchEvent' && events[0]?.link === event.link,
      );
      invariant(target, `a target of the link ${element.id} in a checked process`);
      return { ...common, type: 'throwLink', target: target.id };
    }
    default:
      invariant(false, `an event that is thrown in a checked process, got ${event?.type}`);
  }
}

function scopeOf(source: ProcessSource, element: SourceElement) {
  const children = inside(source, element.id);
  const start = children.find(({ type }) => type === 'startEvent');
  invariant(start, `a start event in ${element.id} of a checked process`);
  return {
    start: start.id,
    triggeredByEvent: element.triggeredByEvent,
    eventSubProcesses: children.filter(isEventSubProcess).map(({ id }) => id),
  };
}

function callOf(element: SourceElement) {
  return {
    process: checkedTemplate(element.called ?? ''),
    in: { all: element.given.some(({ all }) => all), mappings: compileVariables(element.given) },
    out: { all: element.returned.some(({ all }) => all), mappings: compileVariables(element.returned) },
    businessKey: optionalTemplate(element.given.find((one) => one.businessKey)?.businessKey ?? null),
  };
}

/** Nobody waits for what a timer or a signal sets off: what is behind it always runs in the background (behaviour 2.1). */
function backgroundOf(element: SourceElement): boolean | null {
  const beginsAside = element.type === 'startEvent' && element.parent !== null;
  const waits = beginsAside || element.type === 'intermediateCatchEvent' || element.type === 'boundaryEvent';
  const awaited = element.events[0]?.type;
  if (waits && (awaited === 'timer' || awaited === 'signal')) return true;
  const background = property(element, 'background');
  return background === null ? null : background === 'true';
}
