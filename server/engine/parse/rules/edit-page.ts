/** An *Open edit page* says what is to be done, on which record, and when it is done; nothing contradicts it. */
import type { Finding } from '../../model.ts';
import { coded, finding, property, type Rule, type SourceElement, userTasks } from '../source.ts';

export const editPage: Rule = (source) =>
  userTasks(source)
    .filter((task) => property(task, 'kind') === 'open-edit-page')
    .flatMap((task) => [
      ...recommendation(task),
      ...(property(task, 'edit-mode') === 'new' ? newRecord(task) : existingRecord(task)),
      ...completion(task),
      ...results(task),
    ]);

function recommendation(task: SourceElement): Finding[] {
  if (property(task, 'recommendation') !== null) return [];
  return [
    finding(
      task,
      'Expected throughline:recommendation, got none.',
      'Write what the person is to do on the page of the record.',
    ),
  ];
}

function newRecord(task: SourceElement): Finding[] {
  const findings: Finding[] = [];
  if (property(task, 'record-type') === null)
    findings.push(
      finding(
        task,
        'Expected throughline:record-type for a new record, got none.',
        'Enter the type as the CRM names it, for example lead.',
      ),
    );
  if (property(task, 'record-id') !== null)
    findings.push(
      finding(
        task,
        'Expected no throughline:record-id for a new record, got one.',
        'Delete it, or set throughline:edit-mode to existing.',
      ),
    );
  return findings;
}

function existingRecord(task: SourceElement): Finding[] {
  return coded(task, 'default').map(({ code }) =>
    finding(
      task,
      `Expected throughline:default:${code} for a new record only, got it for an existing one.`,
      'Delete it, or set throughline:edit-mode to new.',
    ),
  );
}

function completion(task: SourceElement): Finding[] {
  const [on, condition] = [property(task, 'complete-on'), property(task, 'condition')];
  if (on === 'conditions' && condition === null)
    return [
      finding(
        task,
        'Expected throughline:condition for a step that completes on conditions, got none.',
        'Write what the record must be like, as in email != null and stage = "won".',
      ),
    ];
  if (on === 'save' && condition !== null)
    return [
      finding(
        task,
        'Expected no throughline:condition for a step that completes on every save, got one.',
        'Delete it, or set throughline:complete-on to conditions.',
      ),
    ];
  return [];
}

function results(task: SourceElement): Finding[] {
  if (property(task, 'result-field') !== null) return [];
  return coded(task, 'result').map(({ code }) =>
    finding(
      task,
      `Expected throughline:result-field beside throughline:result:${code}, got none.`,
      'Enter the field whose value is the result, or delete the results.',
    ),
  );
}
