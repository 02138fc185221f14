/** Turns a checked *Open edit page* into the part of its plan that is its own (behaviour 1.4). */
import type { TaskPlan } from '../definition.ts';
import { optionalTemplate, checkedTemplate as template } from './checked.ts';
import { namesIn, partsOf } from './conjuncts.ts';
import { coded, property, type SourceElement } from './source.ts';

type EditPlan = Extract<TaskPlan, { kind: 'open-edit-page' }>;
type Own = Pick<
  EditPlan,
  'recommendation' | 'record' | 'offered' | 'conditions' | 'names' | 'resultField' | 'results' | 'outputs'
>;

export function compileEditPage(task: SourceElement): Own {
  const condition = property(task, 'condition');
  const isNew = property(task, 'edit-mode') === 'new';
  return {
    recommendation: template(property(task, 'recommendation') ?? ''),
    record: {
      system: template(property(task, 'record-system') ?? '${recordSystem}'),
      type: template(property(task, 'record-type') ?? '${recordType}'),
      id: isNew ? null : optionalTemplate(property(task, 'record-id') ?? '${recordId}'),
    },
    offered: coded(task, 'default').map(({ code, label }) => ({ field: code, value: template(label) })),
    conditions: condition === null ? [] : partsOf(condition),
    names: condition === null ? [] : namesIn(condition),
    resultField: property(task, 'result-field'),
    results: coded(task, 'result'),
    outputs: Object.fromEntries(coded(task, 'output').map(({ code, label }) => [code, label])),
  };
}
