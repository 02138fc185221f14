/** A page of fields and buttons has a form that can be shown; other kinds of step have none. */

import { fieldsIn, variablesWrittenBy } from '../../../../lib/forms/containers.ts';
import type { PageItem } from '../../../../lib/protocol/index.ts';
import { RESERVED_WORDS } from '../../expressions/read-expression.ts';
import type { Finding } from '../../model.ts';
import { findForm } from '../forms/find-form.ts';
import { readForm } from '../forms/read-form.ts';
import { outcomesOf } from '../outcomes.ts';
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

const PAGES = ['auto-generated-page', 'pre-configured-page'];

export const form: Rule = (source) =>
  userTasks(source).flatMap((task) =>
    PAGES.includes(property(task, 'kind') ?? '') ? [...binding(task), ...page(source, task)] : stray(task),
  );

function stray(task: SourceElement): Finding[] {
  if (attribute(task, 'formRef') === null) return [];
  return [
    finding(
      task,
      'Expected a form on an auto-generated-page or pre-configured-page only, got one here.',
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
  const written = variablesWrittenBy(items);
  const received = coded(task, 'output').map(({ code }) => code);
  for (const key of written.filter((name) => !received.includes(name) && isTaken(name, result))) {
    findings.push(
      finding(
        task,
        `Expected a key that is free for the field "${labelOf(items, key)}", got ${key}.`,
        'Rename it: the variable is the result of the step, is set by the server, or is a reserved word.',
      ),
    );
  }
  const inForm = buttons.map(({ code }) => code);
  return [
    ...findings,
    ...strayButtons(task, inForm),
    ...completion(source, task),
    ...parameters(task, items),
    ...sources(task, items),
  ];
}

/** What a page takes in and gives out are its fields. */
function parameters(task: SourceElement, items: readonly PageItem[]): Finding[] {
  const roots = variablesWrittenBy(items);
  const keys = [...fieldsIn(items, null).map(({ key }) => key), ...roots];
  const strays = [
    ...coded(task, 'parameter').filter(({ code }) => !keys.includes(code)),
    ...coded(task, 'output').filter(({ code }) => !roots.includes(code)),
  ];
  return strays.map(({ code }) =>
    finding(
      task,
      `Expected the key of a field of the form (${roots.join(', ') || 'none'}), got ${code}.`,
      'Correct the key, or add the field to the form.',
    ),
  );
}

/** Fields are bound to sources that the task names, and each source is there for a field (behaviour 1.6). */
function sources(task: SourceElement, items: readonly PageItem[]): Finding[] {
  const named = coded(task, 'source').map(({ code }) => code);
  const known = named.join(', ') || 'none';
  const bound = items.flatMap((item) =>
    'bound' in item && item.bound !== undefined ? [{ ...item.bound, label: item.label }] : [],
  );
  const stray = bound.filter(({ source }) => !named.includes(source));
  const outputs = coded(task, 'source-output').filter(({ code }) => !named.includes(code));
  const unused = named.filter((code) => !bound.some(({ source }) => source === code));
  return [
    ...stray.map(({ source, label }) =>
      finding(
        task,
        `Expected a source of the page (${known}) in throughline:field of "${label}", got ${source}.`,
        `Add throughline:source:${source} to a pre-configured page, or correct the field.`,
      ),
    ),
    ...outputs.map(({ code }) =>
      finding(
        task,
        `Expected the code of a source (${known}), got ${code}.`,
        'Add the source or correct the code.',
      ),
    ),
    ...unused.map((code) =>
      finding(
        task,
        `Expected a field of the form that is bound to the source ${code}, got none.`,
        `Give a field the custom property throughline:field with ${code}.<field>, or delete the source.`,
      ),
    ),
  ];
}

/** A page has a button that completes it; one that does not throws no signal (behaviour 1.6). */
function completion(source: ProcessSource, task: SourceElement): Finding[] {
  const silent = coded(task, 'button-completes')
    .filter(({ label }) => label === 'false')
    .map(({ code }) => code);
  if (silent.length === 0) return [];
  const loud = coded(task, 'button-signal').filter(({ code }) => silent.includes(code));
  return [
    ...((outcomesOf(source, task) ?? []).length > 0
      ? []
      : [
          finding(
            task,
            'Expected a button that completes the page, got none.',
            'Let one of them complete it.',
          ),
        ]),
    ...loud.map(({ code }) =>
      finding(
        task,
        `Expected signals of buttons that complete the page, got one of ${code}, which does not.`,
        'Delete the signal, or let the button complete the page.',
      ),
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
  return ['style', 'validates', 'enabled', 'signal', 'completes']
    .flatMap((about) => coded(task, `button-${about}`))
    .filter(({ code }) => !codes.includes(code))
    .map(({ code }) =>
      finding(
        task,
        `Expected the code of a button (${codes.join(', ') || 'none'}), got ${code}.`,
        'Add the button or correct the code.',
      ),
    );
}
