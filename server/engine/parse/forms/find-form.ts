/** Finds the form that a user task refers to, by the form's id or by its file name. */
import { attribute, type ProcessSource, type SourceElement } from '../source.ts';

/** The form of a task; `undefined` when the deployment has none of that name. */
export function findForm({ forms }: ProcessSource, task: SourceElement): unknown {
  const wanted = attribute(task, 'formRef');
  if (wanted === null) return undefined;
  const byFile = [wanted, `${wanted}.form`, `${wanted}.json`].find((name) => Object.hasOwn(forms, name));
  return byFile === undefined ? Object.values(forms).find((form) => idOf(form) === wanted) : forms[byFile];
}

function idOf(form: unknown): unknown {
  return typeof form === 'object' && form !== null && 'id' in form ? form.id : undefined;
}
