/** Definitions of the first format, element by element: for files that would no longer be accepted. */
import * as z from 'zod';
import { Definition, Flow, TaskPlan } from '../definition.ts';
import { Template } from '../expressions/expression.ts';

/** Under the loop guard of the first format, which processes could not choose. */
const MAX_EXECUTIONS = 100;

const element = {
  id: z.string(),
  name: z.string(),
  background: z.nullable(z.boolean()),
  incoming: z.array(z.string()),
  outgoing: z.array(z.string()),
  defaultFlow: z.nullable(z.string()),
};

const ElementOfFormat1 = z.discriminatedUnion('type', [
  z.object({ ...element, type: z.literal('startEvent') }),
  z.object({ ...element, type: z.literal('endEvent') }),
  z.object({ ...element, type: z.literal('userTask'), plan: TaskPlan }),
  z.object({ ...element, type: z.literal('exclusiveGateway') }),
  z.object({ ...element, type: z.literal('parallelGateway') }),
]);

const DefinitionOfFormat1 = z.object({
  format: z.literal(1),
  key: z.string(),
  name: z.string(),
  caption: Template,
  start: z.string(),
  elements: z.record(z.string(), ElementOfFormat1),
  flows: z.record(z.string(), Flow),
});

/** The same process in the present format. */
export function convertDefinition(stored: unknown): Definition {
  const { elements, ...before } = DefinitionOfFormat1.parse(stored);
  const converted = Object.entries(elements).map(([id, one]) => [id, convertElement(one)]);
  return Definition.parse({
    ...before,
    format: 2,
    starts: [before.start],
    eventSubProcesses: [],
    maxExecutions: MAX_EXECUTIONS,
    elements: Object.fromEntries(converted),
  });
}

function convertElement(one: z.infer<typeof ElementOfFormat1>): Record<string, unknown> {
  const common = {
    ...one,
    bpmnType: one.type,
    parent: null,
    inputs: [],
    outputs: [],
    loop: null,
    boundary: [],
  };
  if (one.type === 'startEvent') return { ...common, event: null, interrupting: true };
  if (one.type === 'endEvent') return { ...common, end: { type: 'none' } };
  return common;
}
