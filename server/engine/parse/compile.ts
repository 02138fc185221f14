/** Turns a process that passed every rule into the definition that is executed. */
import type { Definition, Flow } from '../definition.ts';
import { invariant } from '../invariant.ts';
import { checkedCondition, checkedTemplate } from './checked.ts';
import { compileElement } from './compile-element.ts';
import { DEFAULT_MAX_EXECUTIONS } from './profile.ts';
import { type ProcessSource, property, type SourceFlow } from './source.ts';
import { inside, isEventSubProcess, startsOf } from './subset.ts';

/** The definition of a checked process. */
export function compile(source: ProcessSource): Definition {
  const starts = startsOf(source);
  return {
    format: 2,
    key: source.id,
    name: source.name ?? source.id,
    caption: checkedTemplate(property(source, 'caption') ?? defaultCaption(source)),
    start: starts.find(({ events }) => events.length === 0)?.id ?? null,
    starts: starts.map(({ id }) => id),
    eventSubProcesses: inside(source, null)
      .filter(isEventSubProcess)
      .map(({ id }) => id),
    maxExecutions: Number(property(source, 'max-executions') ?? DEFAULT_MAX_EXECUTIONS),
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

function compileFlow({ id, target, condition }: SourceFlow): Flow {
  invariant(target, `a target of the flow ${id} in a checked process`);
  return { id, target, condition: condition === null ? null : checkedCondition(condition) };
}
