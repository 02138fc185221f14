/** Processes with steps that have activities, and what a person's channel has told them. */
import type {
  Activity,
  ActivityCommand,
  ActivityQuery,
  ActivityResultOf,
  ChannelEvent,
  Task,
} from '../../lib/protocol/index.ts';
import { runActivityQuery } from '../domain/activities/queries.ts';
import { listTasks } from '../domain/tasks.ts';
import { defined, process } from '../engine/testing/process.ts';
import type { Bench } from './running.ts';

/**
 * `mine`: a task for who starts it, reminded ten minutes before; `team`: one for sales; `asks`: a question for who
 * starts it, without an activity; `noted`: the same with one; `managed`: a task for the manager of who starts it.
 */
export async function deployActivities(bench: Bench): Promise<void> {
  const starter = { assignee: `\${startedBy}` };
  const soon = { 'start-in': 'PT1H', 'planned-duration': 'PT30M', 'remind-in': 'PT10M' };
  const built = {
    mine: process()
      .start('in')
      .task('work', { name: 'Call them', ...starter, properties: soon }),
    team: process().start('in').task('work', { name: 'Prepare it', role: 'sales', properties: soon }),
    asks: process()
      .start('in')
      .dialog('work', { name: 'Is it good?', ...starter }),
    noted: process()
      .start('in')
      .dialog('work', { name: 'Is it good?', ...starter, properties: { 'create-activity': 'true' } }),
    managed: process()
      .start('in')
      .task('work', { name: 'Decide', ...starter, properties: { 'performer-manager': 'true' } }),
  };
  for (const [key, parts] of Object.entries(built)) {
    const drawn = parts.end('out').path('in', 'work', 'out');
    await bench.deploy(key, await defined(drawn));
  }
}

/** Starts a process; gives its one open task as that person sees it. */
export async function begin(
  bench: Bench,
  key: string,
  starter = 'alice',
  performer = starter,
): Promise<Task> {
  const instance = await bench.start(key, {}, starter);
  const task = (await listTasks(bench.db, performer)).find((one) => one.instance.id === instance);
  if (!task) throw new Error(`Expected an open task of ${performer}, got none.`);
  return task;
}

/** A task of a user by its id, while it is on their list. */
export async function taskOf(bench: Bench, user: string, id: string): Promise<Task | undefined> {
  return (await listTasks(bench.db, user)).find((task) => task.id === id);
}

/** Asks as a user. */
export async function ask<Type extends ActivityQuery['type']>(
  bench: Bench,
  user: string,
  query: Extract<ActivityQuery, { type: Type }>,
): Promise<ActivityResultOf<Type>> {
  return (await runActivityQuery(bench.around, user, query)) as ActivityResultOf<Type>;
}

/** One activity as a user sees it. */
export async function activityOf(
  bench: Bench,
  user: string,
  id: string | null | undefined,
): Promise<Activity> {
  return (await ask(bench, user, { type: 'activity', activity: id ?? '-' })).activity;
}

/** Makes an activity by hand; gives its id. */
export async function makeActivity(
  bench: Bench,
  user: string,
  fields: Extract<ActivityCommand, { type: 'activity.save' }>['fields'] = {},
): Promise<string> {
  const activity = crypto.randomUUID();
  const usual = { title: 'Buy paper', start: at(bench, 60), due: at(bench, 90) };
  await bench.command(user, {
    ...{ type: 'activity.save', activity, create: true },
    fields: { ...usual, ...fields },
  });
  return activity;
}

/** So many minutes from now. */
export function at(bench: Bench, minutes: number): string {
  return new Date(bench.clock.now.getTime() + minutes * 60_000).toISOString();
}

/** What a user has been told from some point on, in order. */
export async function toldTo(bench: Bench, user: string, from = 0): Promise<ChannelEvent[]> {
  const rows = await bench.db
    .selectFrom('channel_event')
    .select('body')
    .where('account', '=', user)
    .where('offset', '>', from)
    .orderBy('offset')
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as ChannelEvent);
}

/** Where a user's channel stands. */
export async function headOf(bench: Bench, user: string): Promise<number> {
  const row = await bench.db
    .selectFrom('channel')
    .select('head')
    .where('account', '=', user)
    .executeTakeFirst();
  return row?.head ?? 0;
}
