/** Makes the task of a user step: its texts, performer, dates and page, from the plan and the variables. */
import type { ElementOf, TaskPlan } from './definition.ts';
import { evaluateTemplate } from './expressions/evaluate.ts';
import type { Template } from './expressions/expression.ts';
import type { Incident, OpenedTask, PageContent } from './model.ts';
import { prefilled } from './prefill.ts';
import type { Run } from './run.ts';
import { later, minutesBetween, readDuration, readInstant } from './time.ts';

export type Opening = { ok: true; task: OpenedTask } | { ok: false; incident: Incident };

/** Raised inside this file only; `openTask` turns it into a value. */
class Unopenable extends Error {
  readonly code: Incident['code'];
  constructor(code: Incident['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The longest text that a message may carry. */
const MAX_TEXT = 4000;

/** The task that opens for a user step, or why it cannot be opened. */
export function openTask(
  run: Run,
  step: string,
  element: ElementOf<'userTask'>,
  background: boolean,
): Opening {
  const { plan, id, name } = element;
  try {
    const start = plan.startIn === null ? run.command.now : later(run.command.now, plan.startIn);
    const due = dueOf(run, plan, start);
    const task: OpenedTask = {
      step,
      element: id,
      kind: plan.kind,
      title: text(run, plan.title),
      hint: optionalText(run, plan.hint),
      content: contentOf(run, plan, start),
      performer: performerOf(run, plan),
      start,
      due,
      foreground: plan.showPage && !background,
    };
    return { ok: true, task };
  } catch (fault) {
    if (!(fault instanceof Unopenable)) throw fault;
    const message = `${fault.message}, at "${name}" (${id}). Correct the element, deploy the process again and start a new instance.`;
    return { ok: false, incident: { code: fault.code, element: id, message } };
  }
}

function contentOf(run: Run, plan: TaskPlan, start: string): PageContent {
  switch (plan.kind) {
    case 'user-dialog': {
      const { kind, multiple, required, answers, preselected } = plan;
      return { kind, question: text(run, plan.question), multiple, required, answers, preselected };
    }
    case 'auto-generated-page': {
      const items = plan.items.map((item) => prefilled(item, run.variables));
      return {
        kind: plan.kind,
        recommendation: optionalText(run, plan.recommendation),
        items,
        buttons: plan.buttons,
      };
    }
    case 'perform-task': {
      const { kind, category, results, planned } = plan;
      const plannedMinutes = planned === null ? null : minutesBetween(start, later(start, planned));
      return { kind, category, description: optionalText(run, plan.description), plannedMinutes, results };
    }
  }
}

function performerOf(run: Run, plan: TaskPlan): OpenedTask['performer'] {
  const user = plan.assignee === null ? '' : text(run, plan.assignee).trim();
  const role = plan.role === null ? '' : text(run, plan.role).trim();
  if (user === '' && role === '')
    throw new Unopenable('no-performer', 'Expected a user or a role who performs the step, got nobody');
  return { user: user === '' ? null : user, role: role === '' ? null : role };
}

function dueOf(run: Run, { due, planned }: TaskPlan, start: string): string | null {
  if (due === null) return planned === null ? null : later(start, planned);
  const written = text(run, due).trim();
  if (written === '') return null;
  const duration = readDuration(written);
  const instant = duration === null ? readInstant(written) : later(run.command.now, duration);
  if (instant !== null) return instant;
  throw new Unopenable('content-invalid', `Expected a date or a duration as due date, got "${written}"`);
}

function text(run: Run, template: Template): string {
  const evaluation = evaluateTemplate(template, run.variables);
  if (!evaluation.ok) throw new Unopenable('expression-failed', evaluation.problem);
  const { value } = evaluation;
  return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT - 1)}…` : value;
}

function optionalText(run: Run, template: Template | null): string | null {
  return template === null ? null : text(run, template);
}
