/** Instances of the first format, which only knew steps of people and gateways, go on in the present one. */
import * as z from 'zod';
import { Values } from '../../../lib/protocol/index.ts';
import type { Definition } from '../definition.ts';
import { own } from '../invariant.ts';
import { INCIDENT_CODES, type Incident } from '../model.ts';
import type { OpenStep, Over, State } from '../state.ts';

const StateOfFormat1 = z.object({
  format: z.literal(1),
  status: z.enum(['running', 'completed', 'cancelled', 'error']),
  variables: Values,
  caption: z.string(),
  steps: z.number(),
  executions: z.record(z.string(), z.number()),
  waiting: z.array(
    z.object({
      id: z.string(),
      element: z.string(),
      performer: z.object({ user: z.nullable(z.string()), role: z.nullable(z.string()) }),
    }),
  ),
  joins: z.array(z.object({ id: z.string(), element: z.string(), arrived: z.array(z.string()) })),
  failures: z.array(
    z.object({
      step: z.string(),
      incident: z.object({ code: z.enum(INCIDENT_CODES), element: z.string(), message: z.string() }),
    }),
  ),
});
type StateOfFormat1 = z.infer<typeof StateOfFormat1>;

/** What the first format kept outside the state. */
export interface Beside {
  /** Outcomes of steps that were noted as completed, by step. */
  completed: ReadonlyMap<string, Over['outcome']>;
  /** Steps with an open task: without one, the performer that was named is nobody. */
  opened: ReadonlySet<string>;
  /** Why the instance was in *Error*. */
  incident: Incident | null;
}

/** The state in the present format. `definition` is that of the instance, in the present format too. */
export function convertState(stored: unknown, definition: Definition, beside: Beside): State {
  const before = StateOfFormat1.parse(stored);
  const { variables, caption, steps, executions } = before;
  const open = openSteps(before, definition, beside);
  const failed = before.status === 'running' && open.some(({ incident }) => incident !== undefined);
  const status = failed ? 'error' : before.status;
  return { format: 2, status, variables, caption, steps, events: 0, executions, open, registrations: [] };
}

/** In the order in which they began. */
function openSteps(before: StateOfFormat1, definition: Definition, beside: Beside): OpenStep[] {
  const open = new Map<string, OpenStep>();
  for (const { id, element, performer } of before.waiting)
    open.set(
      id,
      beside.opened.has(id)
        ? { id, element, performer }
        : { id, element, incident: unperformed(element, beside) },
    );
  for (const join of before.joins) open.set(join.id, { ...join });
  for (const { step, incident } of before.failures) {
    const known = open.get(step) ?? { id: step, ...failedAt(step, incident.element, definition, beside) };
    open.set(step, { ...known, incident });
  }
  return [...open.values()].sort((one, other) => numberOf(one) - numberOf(other));
}

/** A step that failed: after it was completed, only its end is tried again. */
function failedAt(
  step: string,
  id: string,
  definition: Definition,
  { completed }: Beside,
): Omit<OpenStep, 'id'> {
  const outcome = completed.get(step);
  if (outcome !== undefined) return { element: id, over: { outcome, skipped: null } };
  const element = own(definition.elements, id);
  if (element?.type !== 'parallelGateway') return { element: id };
  // Which flow the token had come along was not kept; where there is one, it was that.
  return { element: id, arrived: element.incoming.length === 1 ? element.incoming : [] };
}

function unperformed(element: string, { incident }: Beside): Incident {
  if (incident?.code === 'no-performer' && incident.element === element) return incident;
  const message =
    'Expected a user or a role that exists as performer, got nobody. Add the user or role and retry the step, or skip it.';
  return { code: 'no-performer', element, message };
}

function numberOf({ id }: OpenStep): number {
  return Number(id.slice(1));
}
