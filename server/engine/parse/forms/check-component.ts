/** What about a component a page cannot do. */
import { isDynamic } from '../../../../lib/forms/expression.ts';
import { type FieldItem, PageItem } from '../../../../lib/protocol/index.ts';
import { fits } from '../../prefill.ts';
import { VARIABLE } from '../profile.ts';
import { asValue, type Component, type FormProblem, isLookup, nameOf, ownProperty } from './component.ts';
import { expressionProblems } from './dynamic.ts';
import { RENDERED_TYPES } from './read-item.ts';
import { readText } from './translated-form.ts';

/** Types of Camunda Forms that pages do not show, and why. */
export const REFUSED_TYPES: Record<string, { reason: string; remedy: string }> = {
  iframe: {
    reason: 'a foreign page inside the step could imitate its fields and buttons',
    remedy: 'Put a link to the page into a text.',
  },
  filepicker: {
    reason: 'process variables hold no files',
    remedy: 'Ask for a link to the file in a text field.',
  },
  documentPreview: {
    reason: 'process variables hold no files',
    remedy: 'Put a link to the document into a text.',
  },
};

type Report = (problem: string, remedy: string) => FormProblem;

/** The problems of a type that is not shown. */
export function refusedType(component: Component): FormProblem {
  const name = nameOf(component);
  const refused = Object.hasOwn(REFUSED_TYPES, component.type) ? REFUSED_TYPES[component.type] : undefined;
  const why = refused === undefined ? '' : `: ${refused.reason}`;
  return {
    field: name,
    problem: `Expected a field that pages can show (${RENDERED_TYPES.join(', ')}), got "${name}" of type ${component.type}${why}`,
    remedy: refused?.remedy ?? 'Replace the field by one of these types.',
  };
}

/** The problems of one component; empty when a page can show it as its author means it. */
export function checkComponent(component: Component, item: PageItem): FormProblem[] {
  const name = nameOf(component);
  const report: Report = (problem, remedy) => ({ field: name, problem, remedy });
  const problems = [
    ...expressionProblems(component),
    ...limits(component, report),
    ...own(component, report),
  ];
  if (item.type === 'dynamiclist') problems.push(...list(component, item.list, report));
  if (item.type === 'table' && item.columns.length === 0 && item.dynamic?.columns === undefined)
    problems.push(report(`Expected columns of the table "${name}", got none`, 'Add its columns.'));
  if ('key' in item) problems.push(...field(component, item, report));
  if (problems.length === 0 && !PageItem.safeParse(item).success)
    problems.push(
      report(`Expected shorter texts in the field "${name}", got one over 4,000 characters`, 'Shorten it.'),
    );
  return problems;
}

function field(component: Component, item: FieldItem, report: Report): FormProblem[] {
  const problems = key(item, report);
  if ('choices' in item && item.dynamic?.choices === undefined) problems.push(...choices(item, report));
  const value = asValue(item.type === 'number' ? item.value : component.defaultValue);
  const fitting = value !== undefined && (value === null || item.dynamic?.choices || fits(item, value));
  if (!fitting && problems.length === 0)
    problems.push(
      report(
        `Expected a default value that fits the field "${nameOf(component)}", got ${JSON.stringify(component.defaultValue)}`,
        'Correct or delete the default value.',
      ),
    );
  if (item.type === 'textfield' && item.pattern !== null && !isPattern(item.pattern))
    problems.push(
      report(
        `Expected a regular expression for the field "${nameOf(component)}", got ${item.pattern}`,
        'Correct the pattern.',
      ),
    );
  if (item.type === 'expression' && item.dynamic?.value === undefined)
    problems.push(report(`Expected an expression in "${nameOf(component)}", got none`, 'Enter it.'));
  return problems;
}

/** A variable, or one part of a variable that holds a row. */
function key(item: FieldItem, report: Report): FormProblem[] {
  const parts = item.key.split('.');
  const remedy = 'Change the key in the form editor, or the path of the group.';
  if (parts.length > 2 || !parts.every((part) => VARIABLE.test(part)))
    return [
      report(
        `Expected a key of letters, digits and _ for the field "${item.label}", at most in two parts, got "${item.key}"`,
        remedy,
      ),
    ];
  const several = item.type === 'checklist' || item.type === 'taglist';
  if (parts.length === 1 || !several) return [];
  return [
    report(
      `Expected a key without a dot for the field "${item.label}", because a part of a variable holds a single value, got "${item.key}"`,
      remedy,
    ),
  ];
}

function list(component: Component, variable: string, report: Report): FormProblem[] {
  const problems: FormProblem[] = [];
  const name = nameOf(component);
  if (!VARIABLE.test(variable))
    problems.push(
      report(
        `Expected a path of letters, digits and _ for the list "${name}", got "${variable}"`,
        'Change the path in the form editor: it is the variable with the rows.',
      ),
    );
  if (component.isRepeating === false)
    problems.push(
      report(
        `Expected a list that repeats its fields, got "${name}", which does not`,
        'Replace it by a group.',
      ),
    );
  return problems;
}

const LIMITS = ['min', 'max', 'minLength', 'maxLength'] as const;

function limits({ validate, increment, ...component }: Component, report: Report): FormProblem[] {
  const wrong = (name: string, expected: string, value: unknown) =>
    report(
      `Expected ${expected} as "${name}" of the field "${nameOf(component)}", got ${value}`,
      'Correct it in the form editor.',
    );
  const problems = LIMITS.flatMap((name) => {
    const value = validate?.[name];
    return isNoNumber(value) && !isDynamic(value) ? [wrong(name, 'a number or FEEL', value)] : [];
  });
  // Camunda Forms take no FEEL there either.
  return isNoNumber(increment) ? [...problems, wrong('increment', 'a number', increment)] : problems;
}

function isNoNumber(value: number | string | null | undefined): value is string {
  return typeof value === 'string' && value !== '' && !Number.isFinite(Number(value));
}

const OWN = { page: ['true', 'false'], minimised: ['true', 'false'] } as const;

/** The custom properties of lookups, and what their values look like. */
const LOOKUP: Record<string, { form: RegExp; expected: string }> = {
  lookup: { form: /^([\w-]+:)?[\w.-]+$/, expected: 'system:type, or a type' },
  'lookup-field': { form: /^[\p{L}_][\p{L}\p{N}_.]{0,99}$/u, expected: 'the name of a field' },
  'lookup-view': { form: /^(drop-down|window)$/, expected: 'drop-down or window' },
  'lookup-columns': {
    form: /^[\p{L}_][\p{L}\p{N}_.]{0,99}( *, *[\p{L}_][\p{L}\p{N}_.]{0,99}){0,5}$/u,
    expected: 'the names of one to six fields, with commas',
  },
  'lookup-title': { form: VARIABLE, expected: 'the name of a variable' },
};

function ofLookup(component: Component, name: string, report: Report): FormProblem[] {
  const rule = LOOKUP[name];
  const value = ownProperty(component, name) ?? '';
  if (rule?.form.test(value) && isLookup(component)) return [];
  const where = isLookup(component)
    ? (rule?.expected ?? '')
    : 'a text field or select with throughline:lookup';
  return [
    report(
      `Expected ${where} for throughline:${name}, got ${isLookup(component) ? value || 'nothing' : component.type} at "${nameOf(component)}"`,
      'Correct or delete the custom property.',
    ),
  ];
}

/** What can show a field of a record, which holds a single value. */
const BINDABLE: readonly string[] = [
  ...['textfield', 'textarea', 'number', 'datetime', 'checkbox', 'radio', 'select'],
];

function ofSource(component: Component, report: Report): FormProblem[] {
  const value = ownProperty(component, 'field') ?? '';
  const name = nameOf(component);
  const remedy = 'Correct or delete the custom property.';
  if (!BINDABLE.includes(component.type))
    return [
      report(
        `Expected throughline:field on a field with a single value (${BINDABLE.join(', ')}), got ${component.type} at "${name}"`,
        remedy,
      ),
    ];
  if (/^[\w-]+\.[\p{L}_][\p{L}\p{N}_.]{0,99}$/u.test(value)) return [];
  return [
    report(
      `Expected a source of the page and a field of its record, as lead.budget, for throughline:field, got ${value || 'nothing'} at "${name}"`,
      remedy,
    ),
  ];
}

function own(component: Component, report: Report): FormProblem[] {
  return Object.keys(component.properties ?? {})
    .filter((name) => name.startsWith('throughline:') && readText(name) === null)
    .flatMap((whole) => {
      const name = whole.replace('throughline:', '');
      if (Object.hasOwn(LOOKUP, name)) return ofLookup(component, name, report);
      if (name === 'field') return ofSource(component, report);
      const known = Object.hasOwn(OWN, name) ? OWN[name as keyof typeof OWN] : undefined;
      const value = ownProperty(component, name) ?? '';
      if (known?.some((allowed) => allowed === value) && component.type === 'group') return [];
      const expected =
        known === undefined ? 'custom properties that are known' : `${known.join(' or ')} in ${whole}`;
      const got = known === undefined ? whole : value || 'nothing';
      return [
        report(
          `Expected ${expected} on a group, got ${got} at "${nameOf(component)}"`,
          'Correct or delete the custom property.',
        ),
      ];
    });
}

function choices(item: FieldItem & { choices: { code: string }[] }, report: Report): FormProblem[] {
  const codes = item.choices.map(({ code }) => code);
  if (codes.length === 0)
    return [
      report(
        `Expected at least one option in the field "${item.label}", got none`,
        'Add the options in the form editor.',
      ),
    ];
  const twice = codes.find((code, index) => codes.indexOf(code) !== index);
  if (twice === undefined && !codes.includes('')) return [];
  return [
    report(
      `Expected options with different values in the field "${item.label}", got "${twice ?? ''}" ${twice === undefined ? 'empty' : 'twice'}`,
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
