/** Reads event definitions, loops and mappings: what an element waits for, throws, repeats and hands over. */
import type { ModdleElement } from 'bpmn-moddle';
import {
  body,
  camundaAttributes,
  extensionsOf,
  list,
  localName,
  otherExtensions,
  record,
  text,
  written,
} from './moddle.ts';
import type { SourceEvent, SourceLoop, SourceMapping, SourceReference, SourceVariable } from './source.ts';

const TIMERS = { timeDate: 'date', timeDuration: 'duration', timeCycle: 'cycle' } as const;

/** The events of an element; receive and send tasks have their message as one. */
export function readEvents(node: ModdleElement): SourceEvent[] {
  const type = localName(node.$type);
  if (type === 'receiveTask' || (type === 'sendTask' && node.messageRef !== undefined))
    return [{ ...NOTHING, type: 'message', reference: readReference(node.messageRef, 'bpmn:Message') }];
  return list(node.eventDefinitions).map(readEvent);
}

const NOTHING = { attributes: {}, extensions: [], reference: null, link: null, timers: [], given: [] };

function readEvent(node: ModdleElement): SourceEvent {
  return {
    type: localName(node.$type).replace('EventDefinition', ''),
    attributes: camundaAttributes(node),
    extensions: otherExtensions(node),
    reference:
      readReference(node.messageRef, 'bpmn:Message') ??
      readReference(node.signalRef, 'bpmn:Signal') ??
      readReference(node.errorRef, 'bpmn:Error'),
    link: written(node.name),
    timers: Object.entries(TIMERS).flatMap(([name, kind]) => {
      const value = body(node[name]);
      return value === null ? [] : [{ kind, value: value.trim() }];
    }),
    given: extensionsOf(node, 'camunda:In').map(readVariable),
  };
}

/** Null also when an id of something else is named. */
function readReference(value: unknown, type: string): SourceReference | null {
  const node = record(value);
  if (node?.$type !== type) return null;
  return {
    id: text(node.id) ?? '',
    name: written(node.name),
    code: written(node.errorCode),
    message: written(node.errorMessage),
  };
}

/** The loop of an element; null: it has none. */
export function readLoop(node: ModdleElement): SourceLoop | null {
  const loop = record(node.loopCharacteristics);
  if (loop === null) return null;
  const { collection = null, elementVariable = null } = camundaAttributes(loop);
  const known = loop.$type === 'bpmn:MultiInstanceLoopCharacteristics';
  const data = ['loopDataInputRef', 'loopDataOutputRef', 'inputDataItem', 'outputDataItem'];
  return {
    sequential: loop.isSequential === true,
    cardinality: body(loop.loopCardinality)?.trim() || null,
    collection: collection?.trim() || null,
    variable: elementVariable?.trim() || null,
    completion: body(loop.completionCondition)?.trim() || null,
    parts: [
      ...(known ? [] : [localName(loop.$type)]),
      ...data.filter((name) => loop[name] !== undefined),
      ...list(loop.complexBehaviorDefinition).map(({ $type }) => localName($type)),
    ],
  };
}

/** The parameters of `camunda:inputOutput` on one side. */
export function readMappings(
  node: ModdleElement,
  side: 'inputParameters' | 'outputParameters',
): SourceMapping[] {
  return extensionsOf(node, 'camunda:InputOutput')
    .flatMap((mapping) => list(mapping[side]))
    .map((parameter) => {
      const structure = record(parameter.definition);
      return {
        name: text(parameter.name) ?? '',
        value: text(parameter.value) ?? '',
        structure: structure === null ? null : localName(structure.$type),
      };
    });
}

/** What a `camunda:in` or `camunda:out` says. */
export function readVariable(node: ModdleElement): SourceVariable {
  return {
    all: text(node.variables) === 'all',
    source: written(node.source),
    expression: written(node.sourceExpression),
    target: written(node.target),
    businessKey: written(node.businessKey),
    local: node.local === true,
  };
}
