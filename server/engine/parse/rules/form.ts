/** An auto-generated page has a form that can be shown; other kinds of step have none. */

import { variablesWrittenBy } from '../../../../lib/forms/containers.ts';
import type { PageItem } from '../../../../lib/protocol/index.ts';
import { RESERVED_WORDS } from '../../expressions/read-expression.ts';
import type { Finding } from '../../model.ts';
import { findForm } from '../forms/find-form.ts';
import { readForm } from '../forms/read-form.ts';
import { START_VARIABLES } from '../profile.ts';
import {
  attribute,
  coded,
  finding,
  type ProcessSource,
  property,
  type Rule,
  type SourceElement,
  userTasks,
} from '../source.ts';

export const form: Rule = (source) =>
  userTasks(source).flatMap((task) =>
    property(task, 'kind') === 'auto-generated-page'
      ? [...binding(task), ...page(source, task)]
      : stray(task),
  );

function stray(task: SourceElement): Finding[] {
  if (attribute(task, 'formRef') === null) return [];
  return [
    finding(
      task,
      'Expected a form on an auto-generated-page only, got one here.',
      'Delete the form or change throughline:kind.',
    ),
  ];
}

/** Engines of the Camunda 7 family do not deploy a form reference without a binding. */
function binding(task: SourceElement): Finding[] {
  const written = attribute(task, 'formRefBinding');
  if (attribute(task, 'formRef') === null || written === 'deployment' || written === 'latest') return [];
  return [
    finding(
      task,
      `Expected camunda:formRefBinding deployment or latest, got ${written ?? 'none'}.`,
      'Choose the binding "deployment".',
    ),
  ];
}

function page(source: ProcessSource, task: SourceElement): Finding[] {
  const wanted = attribute(task, 'formRef');
  if (wanted === null)
    return [
      finding(
        task,
        'Expected camunda:formRef with the id of a form, got none.',
        'Choose the form of the page.',
      ),
    ];
  const found = findForm(source, task);
  if (found === undefined) {
    const deployed = Object.keys(source.forms).join(', ') || 'none';
    return [
      finding(
        task,
        `Expected a form with the id or file name "${wanted}" among the files (${deployed}), got none.`,
        'Deploy the form together with the process.',
      ),
    ];
  }
  const { problems, items, buttons } = readForm(found);
  const findings = problems.map(({ problem, remedy }) =>
    finding(task, `${problem}, in the form ${wanted}.`, remedy),
  );
  if (buttons.length > 0 && coded(task, 'button').length > 0)
    findings.push(
      finding(
        task,
        `Expected buttons in the form ${wanted} or in throughline:button properties, got both.`,
        'Keep one of the two.',
      ),
    );
  const result = property(task, 'result');
  for (const key of variablesWrittenBy(items).filter((name) => isTaken(name, result))) {
    findings.push(
      finding(
        task,
        `Expected a key that is free for the field "${labelOf(items, key)}", got ${key}.`,
        'Rename it: the variable is the result of the step, is set by the server, or is a reserved word.',
      ),
    );
  }
  return [
    ...findings,
    ...strayButtons(
      task,
      buttons.map(({ code }) => code),
    ),
  ];
}

function labelOf(items: readonly PageItem[], key: string): string {
  const item = items.find(
    (one) => ('key' in one ? one.key.split('.')[0] : 'list' in one ? one.list : '') === key,
  );
  return item !== undefined && 'label' in item ? item.label : key;
}

function isTaken(key: string, result: string | null): boolean {
  return (
    key === result ||
    key === '__proto__' ||
    RESERVED_WORDS.has(key) ||
    START_VARIABLES.some((name) => name === key)
  );
}

function strayButtons(task: SourceElement, inForm: string[]): Finding[] {
  const codes = [...inForm, ...coded(task, 'button').map(({ code }) => code)];
  return [...coded(task, 'button-style'), ...coded(task, 'button-validates')]
    .filter(({ code }) => !codes.includes(code))
    .map(({ code }) =>
      finding(
        task,
        `Expected the code of a button (${codes.join(', ') || 'none'}), got ${code}.`,
        'Add the button or correct the code.',
      ),
    );
}
