/** Reads a form (Camunda Forms JSON) into the items and buttons of a page. Never throws. */
import * as z from 'zod';
import { isDynamic } from '../../../../lib/forms/expression.ts';
import type { PageButton, PageItem } from '../../../../lib/protocol/index.ts';
import { CODE } from '../profile.ts';
import { checkComponent, refusedType } from './check-component.ts';
import { checkItems } from './check-items.ts';
import { Component, type FormProblem, nameOf } from './component.ts';
import { dynamicOf, expressionProblems } from './dynamic.ts';
import { joined, type Position, readItem, titleItem } from './read-item.ts';

export interface FormReading {
  items: PageItem[];
  buttons: PageButton[];
  problems: FormProblem[];
}

const Form = z.looseObject({ components: z.array(z.looseObject({ type: z.string() })) });

/** Groups in groups deeper than that are nothing that a person drew. */
const MAX_DEPTH = 20;

/** The container whose components are read. */
interface Around {
  id: string | null;
  path: string;
  depth: number;
  /** The conditions of the groups around it. */
  hidden: string[];
}

/** The page that a form makes, and what of it cannot be shown. */
export function readForm(form: unknown): FormReading {
  const document = Form.safeParse(form);
  const reading: FormReading = { items: [], buttons: [], problems: [] };
  if (!document.success) {
    reading.problems.push({
      field: 'the form',
      problem: `Expected a form as the Camunda form editor saves it, got one that fails at "${document.error.issues[0]?.path.join('.') ?? ''}"`,
      remedy: 'Save the form again in the editor.',
    });
    return reading;
  }
  addComponents(reading, document.data.components, { id: null, path: '', depth: 0, hidden: [] });
  reading.problems.push(...checkItems(reading.items));
  return reading;
}

function addComponents(reading: FormReading, raws: Record<string, unknown>[], around: Around): void {
  const rows = raws.map((raw) => rowOf(raw));
  raws.forEach((raw, index) => {
    const row = rows[index];
    const shared = row !== null && rows.filter((other) => other === row).length > 1;
    const id = `${around.id ?? 'item'}-${index}`;
    addComponent(reading, raw, around, { id, in: around.id, path: around.path, shared });
  });
}

function rowOf(raw: Record<string, unknown>): string | null {
  const layout: unknown = raw.layout;
  const row = typeof layout === 'object' && layout !== null && 'row' in layout ? layout.row : null;
  return typeof row === 'string' && row !== '' ? row : null;
}

function addComponent(
  reading: FormReading,
  raw: Record<string, unknown>,
  around: Around,
  position: Position,
): void {
  const parsed = Component.safeParse(raw);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    reading.problems.push({
      field: nameOf(raw),
      problem: `Expected the field "${nameOf(raw)}" as the form editor saves it, got an unknown value at "${where}"`,
      remedy: 'Correct the field in the form editor.',
    });
    return;
  }
  const component = parsed.data;
  if (component.type === 'button' && component.action !== 'reset') {
    addButton(reading, component, around);
    return;
  }
  const item = readItem(component, position);
  const problems = item === undefined ? [refusedType(component)] : checkComponent(component, item);
  reading.problems.push(...problems);
  if (item === undefined) return;
  const title = titleItem(item);
  if (problems.length === 0) reading.items.push(item, ...(title === null ? [] : [title]));
  addInside(reading, component, item, around);
}

function addInside(reading: FormReading, component: Component, item: PageItem, around: Around): void {
  if (item.type !== 'group' && item.type !== 'dynamiclist') return;
  if (around.depth === MAX_DEPTH) {
    reading.problems.push({
      field: nameOf(component),
      problem: `Expected groups in at most ${MAX_DEPTH} groups, got "${nameOf(component)}" in more`,
      remedy: 'Draw fewer groups in each other.',
    });
    return;
  }
  const { hidden } = item.dynamic ?? {};
  addComponents(reading, component.components ?? [], {
    id: item.id,
    path: item.type === 'group' ? joined(around.path, component.path) : '',
    depth: around.depth + 1,
    hidden: hidden === undefined ? around.hidden : [...around.hidden, hidden],
  });
}

/** Buttons stand at the foot of the page; one in a group is hidden with it. */
function addButton({ buttons, problems }: FormReading, component: Component, around: Around): void {
  const name = nameOf(component);
  const code = component.key || component.id || 'submit';
  const report = (problem: string, remedy: string) => problems.push({ field: name, problem, remedy });
  problems.push(...expressionProblems(component));
  if (component.action !== undefined && component.action !== null && component.action !== 'submit') {
    report(
      `Expected buttons with the action submit or reset, got "${name}" with ${component.action}`,
      'Delete the button or change its action.',
    );
  } else if (!CODE.test(code) || buttons.some((button) => button.code === code)) {
    report(
      `Expected a button with a code of its own, got "${name}" with "${code}"`,
      'Give the button a key of letters, digits, -, _ and . that no other button has.',
    );
  } else {
    const style = buttons.length === 0 ? 'primary' : 'secondary';
    const label = component.label && !isDynamic(component.label) ? component.label : 'Continue';
    const dynamic = buttonDynamic(component, around.hidden);
    buttons.push({ code, label, style, validates: true, ...(dynamic ? { dynamic } : {}) });
  }
}

function buttonDynamic(component: Component, around: string[]): PageButton['dynamic'] {
  const { hidden, label } = dynamicOf(component) ?? {};
  const conditions = [...around, ...(hidden === undefined ? [] : [hidden])];
  const [only, ...more] = conditions;
  const whole = more.length === 0 ? only : `=${conditions.map((text) => `(${text.slice(1)})`).join(' or ')}`;
  if (whole === undefined && label === undefined) return undefined;
  return { ...(whole === undefined ? {} : { hidden: whole }), ...(label === undefined ? {} : { label }) };
}
