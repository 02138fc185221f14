/** Turns a checked user task into the plan of its step. */
import { type ActivityPlan, DEFAULT_CATEGORY, PRIORITIES } from '../activity-plan.ts';
import type { TaskPlan } from '../definition.ts';
import { invariant } from '../invariant.ts';
import { readDuration } from '../time.ts';
import { optionalTemplate as optional, checkedTemplate as template } from './checked.ts';
import { compileEditPage } from './compile-edit-page.ts';
import { compilePage, compileParameters, recordOf } from './compile-page.ts';
import { DEFAULT_RESULT, usableOutcomes } from './outcomes.ts';
import { IMPORTANCE } from './profile.ts';
import { attribute, coded, type ProcessSource, property, type SourceElement } from './source.ts';

export function compileTask(source: ProcessSource, task: SourceElement): TaskPlan {
  const kind = property(task, 'kind');
  switch (kind) {
    case 'user-dialog':
      return {
        ...common(task),
        kind,
        question: template(property(task, 'question') ?? titleOf(task)),
        multiple: property(task, 'multiple') === 'true',
        required: property(task, 'required') !== 'false',
        answers: coded(task, 'answer'),
        preselected: property(task, 'preselected'),
      };
    case 'auto-generated-page':
      return { ...common(task), kind, ...compilePage(source, task) };
    case 'pre-configured-page':
      return { ...common(task), kind, ...compilePage(source, task), ...compileParameters(task) };
    case 'perform-task':
      return {
        ...common(task),
        kind,
        category: property(task, 'category') ?? DEFAULT_CATEGORY,
        description: optional(property(task, 'description')),
        results: resultsOf(source, task),
      };
    case 'approval':
      return {
        ...common(task),
        kind,
        purpose: optional(property(task, 'purpose')),
        facts: coded(task, 'show').map(({ code, label }) => ({
          label,
          value: template(property(task, `show-value:${code}`) ?? `\${${code}}`),
        })),
        record: recordOf(task),
        comment: {
          key: property(task, 'comment'),
          required: property(task, 'comment-required') === 'true',
        },
        delegation: property(task, 'delegation') === 'true',
        notices: {
          approver: property(task, 'notify-approver') === 'true',
          result: optional(property(task, 'notify-result')),
        },
      };
    case 'open-edit-page':
      return { ...common(task), kind, ...compileEditPage(task) };
    case 'send-email':
      return {
        ...common(task),
        kind,
        from: optional(property(task, 'from')),
        to: optional(property(task, 'to')),
        cc: optional(property(task, 'cc')),
        bcc: optional(property(task, 'bcc')),
        subject: template(property(task, 'subject') ?? titleOf(task)),
        body: optional(property(task, 'body')),
        importance: IMPORTANCE.find((known) => known === property(task, 'importance')) ?? 'normal',
        ...recipientsOf(task),
        outputs: Object.fromEntries(coded(task, 'output').map(({ code, label }) => [code, label])),
      };
    default:
      invariant(false, `a supported kind of step in a checked process, got ${kind}`);
  }
}

function recipientsOf(task: SourceElement) {
  const place = property(task, 'recipients');
  if (place === null) return {};
  return { recipients: { place: template(place), address: property(task, 'recipients-field') } };
}

function common(task: SourceElement) {
  return {
    title: template(titleOf(task)),
    hint: optional(property(task, 'hint')),
    result: property(task, 'result'),
    showPage: property(task, 'show-page') !== 'false',
    assignee: optional(attribute(task, 'assignee')),
    role: optional(attribute(task, 'candidateGroups')),
    due: optional(attribute(task, 'dueDate')),
    startIn: readDuration(property(task, 'start-in') ?? ''),
    planned: readDuration(property(task, 'planned-duration') ?? ''),
    activity: activityOf(task),
    ofManager: property(task, 'performer-manager') === 'true',
  };
}

function activityOf(task: SourceElement): ActivityPlan | null {
  const wanted = property(task, 'kind') === 'perform-task' || property(task, 'create-activity') === 'true';
  if (!wanted) return null;
  const priority = PRIORITIES.find((known) => known === property(task, 'priority'));
  return {
    remindIn: readDuration(property(task, 'remind-in') ?? ''),
    showInCalendar: property(task, 'show-in-calendar') !== 'false',
    priority: priority ?? 'medium',
    connected: coded(task, 'connected').map(({ label }) => template(label)),
  };
}

function titleOf(task: SourceElement): string {
  // The subject of a mail is what stands in the list (behaviour 1.7).
  const subject = property(task, 'kind') === 'send-email' ? property(task, 'subject') : null;
  return property(task, 'title') ?? subject ?? task.name ?? task.id;
}

/** Of the results that the author names, those that lead somewhere (must-have M07). */
function resultsOf(source: ProcessSource, task: SourceElement) {
  const named = coded(task, 'result');
  const usable = usableOutcomes(source, task);
  return (named.length > 0 ? named : [DEFAULT_RESULT]).filter(({ code }) => usable.includes(code));
}
