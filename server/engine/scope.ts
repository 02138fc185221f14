/** Variables: which a step sees, and where what it writes goes. */
import type { Mapping } from './definition.ts';
import { evaluateValue } from './expressions/evaluate.ts';
import type { Values } from './model.ts';
import { type Run, stepOf } from './run.ts';
import type { OpenStep } from './state.ts';

/** The variables that a step sees: its own, those of the steps around it, those of the process. */
export function valuesOf(run: Run, scope: string | null): Values {
  if (scope === null) return run.variables;
  const step = stepOf(run, scope);
  const outer = valuesOf(run, step.parent ?? null);
  if (step.variables === undefined && step.loop === undefined) return outer;
  return { ...outer, ...progressOf(step), ...step.variables };
}

/** What a multi-instance tells about itself, under the names of the Camunda 7 family. */
function progressOf({ loop }: OpenStep): Values {
  if (loop === undefined) return {};
  const { total, started, done } = loop;
  return { nrOfInstances: total, nrOfActiveInstances: started - done, nrOfCompletedInstances: done };
}

/** Writes variables to the nearest scope that has one of that name, else to the process. */
export function write(run: Run, from: string | null, values: Values): void {
  for (const [name, value] of Object.entries(values)) {
    const owner = ownerOf(run, from, name);
    if (owner === null) run.variables = { ...run.variables, [name]: value };
    else owner.variables = { ...owner.variables, [name]: value };
  }
}

function ownerOf(run: Run, from: string | null, name: string): OpenStep | null {
  for (let id = from; id !== null; ) {
    const step = stepOf(run, id);
    if (step.variables !== undefined && Object.hasOwn(step.variables, name)) return step;
    id = step.parent ?? null;
  }
  return null;
}

export type Mapped = { ok: true; values: Values } | { ok: false; problem: string };

/** Evaluates mappings; each sees the values of those before it. */
export function evaluateMappings(mappings: Mapping[], visible: Values): Mapped {
  let values: Values = {};
  for (const { name, value } of mappings) {
    const evaluation = evaluateValue(value, { ...visible, ...values });
    if (!evaluation.ok) return { ok: false, problem: `${evaluation.problem}, in the value of ${name}` };
    values = { ...values, [name]: evaluation.value };
  }
  return { ok: true, values };
}
