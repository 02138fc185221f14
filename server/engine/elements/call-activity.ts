/** Call activity: another process runs as an instance of its own, and this step waits for its end. */
import { evaluateTemplate } from '../expressions/evaluate.ts';
import { incidentAt } from '../incident.ts';
import type { Incident } from '../model.ts';
import { evaluateMappings, valuesOf } from '../scope.ts';
import { allMatching } from './flows.ts';
import { type Processor, WAIT } from './processor.ts';

export const callActivity: Processor<'callActivity'> = {
  enter(run, step, element) {
    const failed = (code: Incident['code'], problem: string) =>
      ({ next: 'fail', incident: incidentAt(element, code, problem) }) as const;
    const visible = valuesOf(run, step.id);
    const called = evaluateTemplate(element.process, visible);
    const key = evaluateTemplate(element.businessKey ?? [], visible);
    const mapped = evaluateMappings(element.in.mappings, visible);
    if (!called.ok) return failed('expression-failed', called.problem);
    if (!key.ok) return failed('expression-failed', key.problem);
    if (!mapped.ok) return failed('expression-failed', mapped.problem);
    const process = called.value.trim();
    if (process === '') return failed('child-failed', 'Expected the key of a process, got nothing');
    step.process = process;
    const businessKey = key.value === '' ? null : key.value;
    const variables = element.in.all ? { ...visible, ...mapped.values } : mapped.values;
    const foreground = step.background !== true;
    const child = { step: step.id, element: element.id, process, variables, businessKey, foreground };
    run.effects.push({ type: 'child.started', child });
    return WAIT;
  },
  leave: allMatching,
};
