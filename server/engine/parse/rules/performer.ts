/** Every user task says who performs it: one user, one role, or both. */
import { readTemplate } from '../../expressions/read-template.ts';
import type { Finding } from '../../model.ts';
import { attribute, finding, type Rule, type SourceElement, userTasks } from '../source.ts';

export const performer: Rule = (source) => userTasks(source).flatMap(check);

function check(task: SourceElement): Finding[] {
  const assignee = attribute(task, 'assignee')?.trim() || null;
  const groups = attribute(task, 'candidateGroups')?.trim() || null;
  if (assignee === null && groups === null)
    return [
      finding(
        task,
        'Expected a performer, got none.',
        'Set camunda:assignee to a user (${startedBy} is who started the process) or camunda:candidateGroups to a role.',
      ),
    ];
  const findings = [assignee, groups].flatMap((text) => {
    const reading = readTemplate(text ?? '');
    return reading.ok ? [] : [finding(task, reading.problem, reading.remedy)];
  });
  if (groups?.includes(','))
    findings.push(
      finding(
        task,
        `Expected exactly one role in camunda:candidateGroups, got "${groups}".`,
        'Name one role; give several roles a common one.',
      ),
    );
  return findings;
}
