/** Makes the task of a user step: its texts, performer, dates and page, from the plan and the variables. */
import { openActivity, PLAIN_ACTIVITY } from './activity-plan.ts';
import { customPage } from './custom-page.ts';
import type { ElementOf, TaskPlan } from './definition.ts';
import { editPage, watchOf } from './edit-page.ts';
import { emailPage } from './email-page.ts';
import { evaluateValue } from './expressions/evaluate.ts';
import type { Template } from './expressions/expression.ts';
import { incidentAt } from './incident.ts';
import type { Incident, OpenedActivity, OpenedTask, PageContent, RecordRef, Value, Values } from './model.ts';
import { pageSources } from './page-sources.ts';
import { cut, optionalText, text, Unopenable } from './task-texts.ts';
import { later, minutesBetween, readDuration, readInstant } from './time.ts';
import { translationsOf } from './translations.ts';

export type Opening = { ok: true; task: OpenedTask } | { ok: false; incident: Incident };

/** The step that a task opens for: what it sees, and when. */
interface Occasion {
  step: string;
  values: Values;
  now: string;
}

/** The task that opens for a user step, or why it cannot be opened. */
export function openTask(element: ElementOf<'userTask'>, occasion: Occasion, background: boolean): Opening {
  const { plan, id } = element;
  const { step, values, now } = occasion;
  try {
    const start = plan.startIn === null ? now : later(now, plan.startIn);
    const due = dueOf(occasion, plan, start);
    const { title, hint, content } = readable(values, plan, start);
    const task: OpenedTask = {
      step,
      element: id,
      kind: plan.kind,
      title,
      hint,
      content,
      translations: translationsOf({ title, hint, content }, others(element, values, start)),
      performer: performerOf(values, plan),
      ofManager: plan.ofManager,
      activity: activityOf(values, plan, start),
      start,
      due,
      record: belongsTo(values, plan, content),
      watch: watchOf(plan, values),
      foreground: plan.showPage && !background,
    };
    return { ok: true, task };
  } catch (fault) {
    if (!(fault instanceof Unopenable)) throw fault;
    return { ok: false, incident: incidentAt(element, fault.code, fault.message) };
  }
}

function readable(values: Values, plan: TaskPlan, start: string) {
  return {
    title: text(values, plan.title),
    hint: optionalText(values, plan.hint),
    content: contentOf(values, plan, start),
  };
}

/** The same in the other languages; one that can't be made is left out: the step must open all the same. */
function others({ translations }: ElementOf<'userTask'>, values: Values, start: string) {
  return Object.fromEntries(
    Object.entries(translations).flatMap(([language, plan]) => {
      try {
        return [[language, readable(values, plan, start)] as const];
      } catch (fault) {
        if (!(fault instanceof Unopenable)) throw fault;
        return [];
      }
    }),
  );
}

function contentOf(values: Values, plan: TaskPlan, start: string): PageContent {
  switch (plan.kind) {
    case 'user-dialog': {
      const { kind, multiple, required, answers, preselected } = plan;
      return { kind, question: text(values, plan.question), multiple, required, answers, preselected };
    }
    case 'auto-generated-page':
      return { kind: plan.kind, ...customPage(values, plan) };
    case 'pre-configured-page': {
      const given = plan.parameters.map(({ key, value }) => [key, valueIn(values, value)] as const);
      return {
        ...{ kind: plan.kind, ...customPage(values, plan, given), outputs: plan.outputs },
        ...pageSources(values, plan),
      };
    }
    case 'perform-task': {
      const { kind, category, results, planned } = plan;
      const plannedMinutes = planned === null ? null : minutesBetween(start, later(start, planned));
      return { kind, category, description: optionalText(values, plan.description), plannedMinutes, results };
    }
    case 'approval':
      return {
        kind: plan.kind,
        purpose: optionalText(values, plan.purpose),
        facts: plan.facts.map((fact) => ({ label: fact.label, value: valueIn(values, fact.value) })),
        comment: plan.comment,
        delegation: { allowed: plan.delegation, by: null },
        notices: {
          approver: plan.notices.approver,
          result: optionalText(values, plan.notices.result)?.trim() || null,
        },
      };
    case 'open-edit-page':
      return editPage(values, plan);
    case 'send-email':
      return emailPage(values, plan);
  }
}

/** *Perform task* always has an activity, other kinds when their author says so (behaviour 0.2, 1.2). */
function activityOf(values: Values, plan: TaskPlan, start: string): OpenedActivity | null {
  const ofTask =
    plan.kind === 'perform-task'
      ? { category: plan.category, description: optionalText(values, plan.description) }
      : { category: PLAIN_ACTIVITY.category, description: null };
  if (plan.activity !== null)
    return openActivity(plan.activity, ofTask, start, (template) => text(values, template));
  return plan.kind === 'perform-task' ? { ...PLAIN_ACTIVITY, ...ofTask } : null;
}

function recordOf(values: Values, record: { system: Template; type: Template; id: Template } | null) {
  if (record === null) return null;
  const [system, type, id] = [record.system, record.type, record.id].map((part) => text(values, part).trim());
  if (system && type && id) return { system, type, id };
  throw new Unopenable(
    'content-invalid',
    `Expected system, type and id of a record, got "${system}", "${type}" and "${id}"`,
  );
}

function performerOf(values: Values, plan: TaskPlan): OpenedTask['performer'] {
  const user = plan.assignee === null ? '' : text(values, plan.assignee).trim();
  const role = plan.role === null ? '' : text(values, plan.role).trim();
  if (user === '' && role === '')
    throw new Unopenable('no-performer', 'Expected a user or a role who performs the step, got nobody');
  return { user: user === '' ? null : user, role: role === '' ? null : role };
}

function dueOf({ values, now }: Occasion, { due, planned }: TaskPlan, start: string): string | null {
  if (due === null) return planned === null ? null : later(start, planned);
  const written = text(values, due).trim();
  if (written === '') return null;
  const duration = readDuration(written);
  const instant = duration === null ? readInstant(written) : later(now, duration);
  if (instant !== null) return instant;
  throw new Unopenable('content-invalid', `Expected a date or a duration as due date, got "${written}"`);
}

/** The value with its type; text that is too long for a message is cut. */
function valueIn(values: Values, template: Template): Value {
  const evaluation = evaluateValue(template, values);
  if (!evaluation.ok) throw new Unopenable('expression-failed', evaluation.problem);
  return typeof evaluation.value === 'string' ? cut(evaluation.value) : evaluation.value;
}

/** The record that the page belongs to; one that is not there yet is none to belong to. */
function belongsTo(values: Values, plan: TaskPlan, content: PageContent): RecordRef | null {
  if (plan.kind === 'approval') return recordOf(values, plan.record);
  if (plan.kind === 'auto-generated-page' || plan.kind === 'pre-configured-page')
    return recordOf(values, plan.record ?? null);
  if (content.kind !== 'open-edit-page') return null;
  const { id } = content.target;
  return id === null ? null : { ...content.target, id };
}
