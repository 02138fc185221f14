/** What about a component a page cannot do. */
import { PageItem } from '../../../../lib/protocol/index.ts';
import { fits } from '../../prefill.ts';
import { VARIABLE } from '../profile.ts';
import { asValue, type Component, type FormProblem, nameOf } from './component.ts';
import { RENDERED_TYPES, readItem } from './read-item.ts';

/** Properties that would change what is asked and that pages do not carry out yet. */
const NOT_YET: Record<string, string> = {
  conditional: 'Delete the condition, or put the field on a page of its own behind a gateway.',
  valuesKey: 'Enter the options in the form ("Static").',
  valuesExpression: 'Enter the options in the form ("Static").',
  disallowPassedDates: 'Untick "Disallow past dates".',
  serializeToString: 'Untick "Serialize to string".',
};

/** The problems of one component; empty when a page can show it as its author means it. */
export function checkComponent(component: Component): FormProblem[] {
  const name = nameOf(component);
  const report = (problem: string, remedy: string): FormProblem => ({ field: name, problem, remedy });
  const item = readItem(component);
  if (item === undefined)
    return [
      report(
        `Expected a field that pages can show (${RENDERED_TYPES.join(', ')}), got "${name}" of type ${component.type}`,
        'Replace the field by one of these types.',
      ),
    ];
  const problems = [...notYet(component, report), ...expressions(component, report)];
  if (item === null || !('key' in item)) return problems;
  if (!VARIABLE.test(item.key))
    problems.push(
      report(
        `Expected a key of letters, digits and _ for the field "${name}", got "${item.key}"`,
        'Change the key in the form editor.',
      ),
    );
  if ('choices' in item && problems.length === 0)
    problems.push(
      ...choices(
        item.choices.map(({ code }) => code),
        name,
        report,
      ),
    );
  const value = asValue(item.value);
  if (value === undefined || (value !== null && !fits(item, value)))
    problems.push(
      report(
        `Expected a default value that fits the field "${name}", got ${JSON.stringify(component.defaultValue)}`,
        'Correct or delete the default value.',
      ),
    );
  if (item.type === 'textfield' && item.pattern !== null && !isPattern(item.pattern))
    problems.push(
      report(
        `Expected a regular expression for the field "${name}", got ${item.pattern}`,
        'Correct the pattern.',
      ),
    );
  if (problems.length === 0 && !PageItem.safeParse(item).success)
    problems.push(
      report(`Expected shorter texts in the field "${name}", got one over 4,000 characters`, 'Shorten it.'),
    );
  return problems;
}

type Report = (problem: string, remedy: string) => FormProblem;

function notYet(component: Component, report: Report): FormProblem[] {
  return Object.entries(NOT_YET)
    .filter(([property]) => isSet(component[property]))
    .map(([property, remedy]) =>
      report(`Expected a field without "${property}", got it on "${nameOf(component)}"`, remedy),
    );
}

function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  return typeof value !== 'object' || Object.values(value).some(isSet);
}

/** FEEL, and the curly brackets of form templates, anywhere but in the values themselves. */
function expressions(component: Component, report: Report): FormProblem[] {
  const { defaultValue: _default, conditional: _conditional, valuesExpression: _values, ...rest } = component;
  const found = texts(rest).find((text) => text.trimStart().startsWith('=') || text.includes('{{'));
  if (found === undefined) return [];
  return [
    report(
      `Expected plain text in the field "${nameOf(component)}", got the FEEL expression ${found.slice(0, 60)}`,
      'Replace it by text; a field is filled by the process variable of its key.',
    ),
  ];
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

function choices(codes: string[], name: string, report: Report): FormProblem[] {
  if (codes.length === 0)
    return [
      report(
        `Expected at least one option in the field "${name}", got none`,
        'Add the options in the form editor.',
      ),
    ];
  const twice = codes.find((code, index) => codes.indexOf(code) !== index);
  if (twice === undefined && !codes.includes('')) return [];
  return [
    report(
      `Expected options with different values in the field "${name}", got "${twice ?? ''}" ${twice === undefined ? 'empty' : 'twice'}`,
      'Give each option a value of its own.',
    ),
  ];
}

function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
