/** Makes the job of a system action. */
import type { ActionPlan, ProcessElement } from './definition.ts';
import type { Entry } from './elements/processor.ts';
import { incidentAt } from './incident.ts';
import type { Run } from './run.ts';
import { evaluateMappings, valuesOf } from './scope.ts';
import type { OpenStep } from './state.ts';

/** Creates the job and waits for a worker. */
export function createJob(run: Run, step: OpenStep, element: ProcessElement, action: ActionPlan): Entry {
  const { topic, settings, attempts } = action;
  const variables = valuesOf(run, step.id);
  const inputs = evaluateMappings(settings, variables);
  if (!inputs.ok) return { next: 'fail', incident: incidentAt(element, 'expression-failed', inputs.problem) };
  step.topic = topic;
  const foreground = step.background !== true;
  const at = { step: step.id, element: element.id };
  const job = { ...at, topic, inputs: inputs.values, variables, attempts, foreground };
  run.effects.push({ type: 'job.created', job });
  return { next: 'wait' };
}
