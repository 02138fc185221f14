/** What people do on the pages of the sample processes, in the words that they read there. */
import type { Frame } from 'puppeteer-core';
import { complete } from './person.ts';
import { fill, find, press, type Scope, see } from './ui.ts';

export const QUALIFY = 'Qualify a lead';

/** What the sales manager will read. */
export const QUALIFICATION = { need: 'A second oven before the summer', date: '2027-01-15' } as const;

/** Runs a process from the menu of the Process button. */
export async function runProcess(overlay: Frame, name: string): Promise<void> {
  await press(overlay, 'button', new RegExp(`^${name}`));
}

/** The first page of *Qualify a lead*: the question, answered and sent. */
export async function answerInterest(
  overlay: Scope,
  answer: 'Yes, go on' | 'Later, call back tomorrow' | 'No, not interested',
): Promise<void> {
  await see(overlay, 'Is there a real interest');
  await press(overlay, 'choice', answer);
  await complete(overlay, 'Continue');
}

/** The second page: the form, filled in but not sent. */
export async function fillQualification(overlay: Scope): Promise<void> {
  await see(overlay, 'Qualification of');
  await fill(overlay, /^Need/, QUALIFICATION.need);
  await choose(overlay, /^Budget range/, '5000-to-20000');
  await enterDate(overlay, /^Decision date/, QUALIFICATION.date);
}

/** Fills the form in and sends it to the sales managers. */
export async function sendQualification(overlay: Scope): Promise<void> {
  await fillQualification(overlay);
  await complete(overlay, 'Send for review');
}

/** The manager's page: an activity, completed with one of its results. */
export async function review(page: Scope, result: 'Approved' | 'Call again' | 'Rejected'): Promise<void> {
  await see(page, 'Review the qualification of');
  await press(page, 'choice', result);
  await complete(page, 'Complete');
}

/** Chooses an entry of a drop-down by its value. */
export async function choose(scope: Scope, label: RegExp, value: string): Promise<void> {
  const field = await find(scope, 'field', label);
  await (field as typeof field & { select(...values: string[]): Promise<string[]> }).select(value);
}

/** Enters a date; native date fields take the keyboard in the order of the browser's language. */
export async function enterDate(scope: Scope, label: RegExp, iso: string): Promise<void> {
  const field = await find(scope, 'field', label);
  await field.focus();
  const [year, month, day] = iso.split('-');
  await field.type(`${month}${day}${year}`);
}
