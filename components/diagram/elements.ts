import { type MessageKey, text } from '../text.ts';

/** An element of a process, as the list beside the drawing shows it. */
export interface DiagramElement {
  id: string;
  name: string;
  /** As BPMN has it: `bpmn:UserTask`. */
  type: string;
  /** How deep it is nested in sub-processes. */
  depth: number;
}

/** The part of a model that the list is made from. */
export interface ModelElement {
  $type: string;
  id?: string;
  name?: string;
  rootElements?: ModelElement[];
  flowElements?: ModelElement[];
}

/** The elements of a process that do something, in the order of the file; what is inside follows what holds it. */
export function elementsOf(model: ModelElement, depth = 0): DiagramElement[] {
  const inside = model.flowElements ?? model.rootElements?.flatMap((root) => root.flowElements ?? []) ?? [];
  return inside.flatMap((element) => {
    const { id, name = '', $type: type } = element;
    if (!id || type === 'bpmn:SequenceFlow' || type.startsWith('bpmn:Data')) return [];
    return [{ id, name, type, depth }, ...elementsOf(element, depth + 1)];
  });
}

const TYPES = {
  Process: 'elementTypeProcess',
  StartEvent: 'elementTypeStartEvent',
  EndEvent: 'elementTypeEndEvent',
  IntermediateCatchEvent: 'elementTypeIntermediateCatchEvent',
  IntermediateThrowEvent: 'elementTypeIntermediateThrowEvent',
  BoundaryEvent: 'elementTypeBoundaryEvent',
  Task: 'elementTypeTask',
  UserTask: 'elementTypeUserTask',
  ServiceTask: 'elementTypeServiceTask',
  SendTask: 'elementTypeSendTask',
  ReceiveTask: 'elementTypeReceiveTask',
  ScriptTask: 'elementTypeScriptTask',
  ManualTask: 'elementTypeManualTask',
  BusinessRuleTask: 'elementTypeBusinessRuleTask',
  CallActivity: 'elementTypeCallActivity',
  SubProcess: 'elementTypeSubProcess',
  ExclusiveGateway: 'elementTypeExclusiveGateway',
  ParallelGateway: 'elementTypeParallelGateway',
  InclusiveGateway: 'elementTypeInclusiveGateway',
  EventBasedGateway: 'elementTypeEventBasedGateway',
  SequenceFlow: 'elementTypeSequenceFlow',
} as const satisfies Record<string, MessageKey>;

/**
 * A type of element in words, however it is written.
 *
 * ```ts
 * typeName('bpmn:UserTask') // "User task"
 * typeName('userTask')      // "User task"
 * ```
 */
export function typeName(type: string): string {
  const short = type.replace(/^\w+:/, '');
  const key = (short.charAt(0).toUpperCase() + short.slice(1)) as keyof typeof TYPES;
  return text(TYPES[key] ?? 'elementTypeOther');
}
