import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import type { Reminder } from '../protocol/index.ts';

const KEY = 'reminders-told';
const Told = z.record(z.string(), z.string());

/** Those of the reminders that have not been told yet. One that was put off comes anew: its time is another. */
export async function untoldReminders(due: readonly Reminder[]): Promise<Reminder[]> {
  const told = await stored();
  return due.filter(({ activity, at }) => told[activity] !== at);
}

/** All of these have been told; what is known of any other is forgotten. */
export async function rememberTold(due: readonly Reminder[]): Promise<void> {
  const told = Object.fromEntries(due.map(({ activity, at }) => [activity, at]));
  await browser.storage.local.set({ [KEY]: told });
}

async function stored(): Promise<Record<string, string>> {
  const told = Told.safeParse((await browser.storage.local.get(KEY))[KEY]);
  return told.success ? told.data : {};
}
