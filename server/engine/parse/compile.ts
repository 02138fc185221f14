/** Turns a process that passed every rule into the definition that is executed. */
import type { Definition, Flow, ProcessElement } from '../definition.ts';
import { invariant } from '../invariant.ts';
import { checkedCondition, checkedTemplate } from './checked.ts';
import { compileTask } from './compile-task.ts';
import { type ProcessSource, property, type SourceElement, type SourceFlow } from './source.ts';

/** The definition of a checked process. */
export function compile(source: ProcessSource): Definition {
  const start = source.elements.find(({ type }) => type === 'startEvent');
  invariant(start, 'a start event in a checked process');
  return {
    format: 2,
    key: source.id,
    name: source.name ?? source.id,
    caption: checkedTemplate(property(source, 'caption') ?? defaultCaption(source)),
    start: start.id,
    starts: [start.id],
    eventSubProcesses: [],
    maxExecutions: 100,
    elements: Object.fromEntries(
      source.elements.map((element) => [element.id, compileElement(source, element)]),
    ),
    flows: Object.fromEntries(source.flows.map((flow) => [flow.id, compileFlow(flow)])),
  };
}

function defaultCaption({ name, id }: ProcessSource): string {
  const plain = (name ?? id).replace(/[$#]\{/g, '{');
  return `${plain}\${empty recordTitle ? '' : ': '}\${recordTitle}`;
}

function compileElement(source: ProcessSource, element: SourceElement): ProcessElement {
  const background = property(element, 'background');
  const common = {
    id: element.id,
    name: element.name?.trim() || element.id,
    bpmnType: element.type,
    parent: null,
    background: background === null ? null : background === 'true',
    incoming: element.incoming.map(({ id }) => id),
    outgoing: element.outgoing.map(({ id }) => id),
    defaultFlow: element.defaultFlow,
    inputs: [],
    outputs: [],
    loop: null,
    boundary: [],
  };
  switch (element.type) {
    case 'userTask':
      return { ...common, type: 'userTask', plan: compileTask(source, element) };
    case 'startEvent':
      return { ...common, type: 'startEvent', event: null, interrupting: false };
    case 'endEvent':
      return { ...common, type: 'endEvent', end: { type: 'none' } };
    case 'exclusiveGateway':
    case 'parallelGateway':
      return { ...common, type: element.type };
    default:
      invariant(false, `a supported element in a checked process, got ${element.type}`);
  }
}

function compileFlow({ id, target, condition }: SourceFlow): Flow {
  invariant(target, `a target of the flow ${id} in a checked process`);
  return { id, target, condition: condition === null ? null : checkedCondition(condition) };
}
