/** End event: ends its branch, and may throw something or end the scope around it. */
import { evaluateTemplate } from '../expressions/evaluate.ts';
import { incidentAt } from '../incident.ts';
import { createJob } from '../job.ts';
import { valuesOf } from '../scope.ts';
import { NO_FLOWS } from './flows.ts';
import { DONE, type Processor } from './processor.ts';
import { throwing } from './throw-signal.ts';

export const endEvent: Processor<'endEvent'> = {
  enter(run, step, element) {
    const { end } = element;
    switch (end.type) {
      case 'none':
        return DONE;
      case 'terminate':
        return { next: 'terminate' };
      case 'signal':
        return throwing(element, end.name, end.variables, valuesOf(run, step.id));
      case 'action':
        return createJob(run, step, element, end.action);
      case 'error': {
        const text = evaluateTemplate(end.message ?? [], valuesOf(run, step.id));
        if (text.ok) return { next: 'throw-error', code: end.code, message: text.value };
        return { next: 'fail', incident: incidentAt(element, 'expression-failed', text.problem) };
      }
    }
  },
  leave: () => NO_FLOWS,
};
