/** Turns a page of fields and buttons into the plan of its step (behaviour 1.5, 1.6). */
import { isExpression } from '../../../lib/forms/expression.ts';
import type { PageButton } from '../../../lib/protocol/index.ts';
import { optionalTemplate as optional, checkedTemplate as template } from './checked.ts';
import { findForm } from './forms/find-form.ts';
import { formVariables } from './forms/form-variables.ts';
import { readForm } from './forms/read-form.ts';
import { DEFAULT_BUTTON } from './outcomes.ts';
import { BUTTON_STYLES } from './profile.ts';
import { coded, type ProcessSource, property, type SourceElement } from './source.ts';

/** What both kinds of page have. */
export function compilePage(source: ProcessSource, task: SourceElement) {
  const form = readForm(findForm(source, task));
  const buttons = buttonsOf(task, form.buttons);
  const variables = formVariables(form.items, buttons);
  const record = recordOf(task);
  const signals = coded(task, 'button-signal').map(({ code, label }) => [code, label.trim()] as const);
  return {
    recommendation: optional(property(task, 'recommendation')),
    items: form.items,
    buttons,
    ...(variables.length === 0 ? {} : { variables }),
    ...(record === null ? {} : { record }),
    ...(signals.length === 0 ? {} : { signals: Object.fromEntries(signals) }),
  };
}

/** What a pre-configured page is opened with, and which variables receive its fields. */
export function compileParameters(task: SourceElement) {
  return {
    parameters: coded(task, 'parameter').map(({ code, label }) => ({ key: code, value: template(label) })),
    outputs: Object.fromEntries(coded(task, 'output').map(({ code, label }) => [code, label])),
    ...sourcesOf(task),
  };
}

function sourcesOf(task: SourceElement) {
  const sources = coded(task, 'source').map(({ code, label }) => ({
    ...{ code, place: template(label), output: property(task, `source-output:${code}`) },
  }));
  return sources.length === 0 ? {} : { sources };
}

/** The record that the task names; what it leaves out is that of the instance. */
export function recordOf(task: SourceElement) {
  const named = ['system', 'type', 'id'].some((part) => property(task, `record-${part}`) !== null);
  if (!named) return null;
  return {
    system: template(property(task, 'record-system') ?? '${recordSystem}'),
    type: template(property(task, 'record-type') ?? '${recordType}'),
    id: template(property(task, 'record-id') ?? '${recordId}'),
  };
}

/** The buttons of a page: those of its form, else those of the task, else one to go on with. */
export function buttonsOf(task: SourceElement, inForm: PageButton[]): PageButton[] {
  const named = coded(task, 'button');
  const plain = inForm.length > 0 ? inForm : named.length > 0 ? named : [DEFAULT_BUTTON];
  return plain.map((button, index) => {
    const { code } = button;
    const wanted = property(task, `button-style:${code}`);
    const style = BUTTON_STYLES.find((known) => known === wanted);
    return {
      ...button,
      style: style ?? (index === 0 ? 'primary' : 'secondary'),
      validates: property(task, `button-validates:${code}`) !== 'false',
      ...enabledBy(button, property(task, `button-enabled:${code}`)),
      ...(property(task, `button-completes:${code}`) === 'false' ? { completes: false } : {}),
    };
  });
}

function enabledBy(button: Partial<PageButton>, wanted: string | null) {
  if (wanted === 'false') return { enabled: false };
  if (wanted === null || !isExpression(wanted)) return {};
  return { dynamic: { ...button.dynamic, enabled: wanted } };
}
