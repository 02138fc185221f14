/** Reads a form (Camunda Forms JSON) into the items and buttons of a page. Never throws. */
import * as z from 'zod';
import type { PageButton, PageItem } from '../../../../lib/protocol/index.ts';
import { CODE } from '../profile.ts';
import { checkComponent } from './check-component.ts';
import { Component, type FormProblem, nameOf } from './component.ts';
import { readItem } from './read-item.ts';

export interface FormReading {
  items: PageItem[];
  buttons: PageButton[];
  problems: FormProblem[];
}

const Form = z.looseObject({ components: z.array(z.looseObject({ type: z.string() })) });

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
  for (const raw of document.data.components) addComponent(reading, raw);
  reading.problems.push(...duplicateKeys(reading.items));
  return reading;
}

function addComponent(reading: FormReading, raw: Record<string, unknown>): void {
  const component = Component.safeParse(raw);
  if (!component.success) {
    const where = component.error.issues[0]?.path.join('.') ?? '';
    reading.problems.push({
      field: nameOf(raw),
      problem: `Expected the field "${nameOf(raw)}" as the form editor saves it, got an unknown value at "${where}"`,
      remedy: 'Correct the field in the form editor.',
    });
    return;
  }
  if (component.data.type === 'button') {
    addButton(reading, component.data);
    return;
  }
  const problems = checkComponent(component.data);
  reading.problems.push(...problems);
  const item = problems.length === 0 ? readItem(component.data) : null;
  if (item) reading.items.push(item);
}

function addButton({ buttons, problems }: FormReading, component: Component): void {
  const name = nameOf(component);
  const code = component.key || component.id || 'submit';
  if (component.action !== undefined && component.action !== null && component.action !== 'submit') {
    problems.push({
      field: name,
      problem: `Expected buttons with the action submit, got "${name}" with ${component.action}`,
      remedy: 'Delete the button or change its action to submit.',
    });
  } else if (!CODE.test(code) || buttons.some((button) => button.code === code)) {
    problems.push({
      field: name,
      problem: `Expected a button with a code of its own, got "${name}" with "${code}"`,
      remedy: 'Give the button a key of letters, digits, -, _ and . that no other button has.',
    });
  } else {
    const style = buttons.length === 0 ? 'primary' : 'secondary';
    buttons.push({ code, label: component.label || 'Continue', style, validates: true });
  }
}

function duplicateKeys(items: PageItem[]): FormProblem[] {
  const fields = items.flatMap((item) => ('key' in item ? [item] : []));
  return fields
    .filter(({ key }, index) => fields.findIndex((other) => other.key === key) < index)
    .map(({ key, label }) => ({
      field: label,
      problem: `Expected keys that occur once in the form, got "${key}" again at "${label}"`,
      remedy: 'Give the field a key of its own.',
    }));
}
