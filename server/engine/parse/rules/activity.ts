/** What is said of an activity is said of one that there is; a manager is the manager of somebody. */
import type { Finding } from '../../model.ts';
import { attribute, coded, finding, property, type Rule, type SourceElement, userTasks } from '../source.ts';

const OF_ACTIVITIES = ['remind-in', 'show-in-calendar', 'priority'];

export const activity: Rule = (source) =>
  userTasks(source).flatMap((task) => [...ofNone(task), ...ofNobody(task)]);

function ofNone(task: SourceElement): Finding[] {
  if (property(task, 'kind') === 'perform-task' || property(task, 'create-activity') === 'true') return [];
  const written = [
    ...OF_ACTIVITIES.filter((name) => property(task, name) !== null),
    ...coded(task, 'connected').map(({ code }) => `connected:${code}`),
  ];
  return written.map((name) =>
    finding(
      task,
      `Expected throughline:create-activity true beside throughline:${name}, got a step without an activity.`,
      'Set throughline:create-activity to true, or delete the property.',
    ),
  );
}

function ofNobody(task: SourceElement): Finding[] {
  if (property(task, 'performer-manager') !== 'true' || attribute(task, 'assignee')?.trim()) return [];
  return [
    finding(
      task,
      'Expected the employee whose manager performs the step in camunda:assignee, got nobody.',
      'Set camunda:assignee, for example to ${startedBy}, or delete throughline:performer-manager.',
    ),
  ];
}
