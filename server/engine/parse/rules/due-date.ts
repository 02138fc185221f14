/** A due date is a date, a duration or an expression. */
import { readTemplate } from '../../expressions/read-template.ts';
import { readDuration, readInstant } from '../../time.ts';
import { attribute, finding, type Rule, userTasks } from '../source.ts';

export const dueDate: Rule = (source) =>
  userTasks(source).flatMap((task) => {
    const written = attribute(task, 'dueDate')?.trim();
    if (!written) return [];
    const reading = readTemplate(written);
    if (!reading.ok) return [finding(task, reading.problem, reading.remedy)];
    const constant = reading.value.every((part) => typeof part === 'string');
    if (!constant || readInstant(written) !== null || readDuration(written) !== null) return [];
    return [
      finding(
        task,
        `Expected a date or duration in camunda:dueDate, got "${written}".`,
        'Write it as 2026-03-31T17:00:00Z, P2D or ${variable}.',
      ),
    ];
  });
