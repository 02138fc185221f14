/** The categories of activities made by hand, with their results (behaviour 1.2, 7.2): a setting of the server. */
import * as z from 'zod';
import { ActivityCategory, type Choice, type User } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';
import { requirePermission } from '../people.ts';

const KEY = 'activity-categories';
const once = (names: readonly string[]) => new Set(names).size === names.length;
export const Categories = z
  .array(ActivityCategory)
  .min(1)
  .max(50)
  .refine((categories) => once(categories.map(({ name }) => name)), { message: 'Expected each name once' })
  .refine((categories) => categories.every(({ results }) => once(results.map(({ code }) => code))), {
    message: 'Expected each code once in a category',
  });

const done: Choice = { code: 'done', label: 'Done' };
const failed: Choice = { code: 'not-done', label: 'Not done' };

/** What there is until an administrator says otherwise. */
export const USUAL_CATEGORIES: readonly ActivityCategory[] = [
  { name: 'To do', results: [done, failed] },
  {
    name: 'Call',
    results: [
      { code: 'reached', label: 'Reached' },
      { code: 'not-reached', label: 'Not reached' },
      { code: 'call-again', label: 'Call again' },
    ],
  },
  {
    name: 'Meeting',
    results: [
      { code: 'held', label: 'Held' },
      { code: 'moved', label: 'Moved' },
      { code: 'not-held', label: 'Not held' },
    ],
  },
  { name: 'Email', results: [{ code: 'sent', label: 'Sent' }, failed] },
  { name: 'Paperwork', results: [done, failed] },
];

/** The categories, the default one first. */
export async function readCategories(db: Db): Promise<ActivityCategory[]> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', KEY).executeTakeFirst();
  const parsed = Categories.safeParse(row?.value);
  return parsed.success ? parsed.data : [...USUAL_CATEGORIES];
}

/** Replaces them, the default one first; activities keep the category that they have. Needs *manage definitions*. */
export async function replaceCategories(
  db: Db,
  user: User,
  categories: ActivityCategory[],
): Promise<ActivityCategory[]> {
  requirePermission(user, 'manage-definitions');
  const value = JSON.stringify(categories);
  await db
    .insertInto('setting')
    .values({ key: KEY, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
  return categories;
}
