/** Tells everybody whose list of tasks has changed. */
import type { Task, TaskEnd } from '../../lib/protocol/index.ts';
import type { Performer } from '../engine/model.ts';
import { type OpenedPage, tellWorkDone } from './acting.ts';
import { tellActivities } from './activities/telling.ts';
import { tellCase } from './cases/watching.ts';
import { audienceOf, type Cast } from './cast.ts';
import type { Change, TaskDraft } from './change.ts';
import { Outbox } from './channels.ts';
import { readAudience } from './people.ts';
import { readOpenPages, readOpenTasks, type TaskRow, toPage, toTask } from './tasks.ts';
import { titlesIn, whereTranslated } from './translations.ts';

/** Publishes the events; gives the pages of the tasks that were opened and are open still. */
export async function tell(change: Change, cast: Cast): Promise<OpenedPage[]> {
  const outbox = change.outbox ?? new Outbox();
  for (const [step, reason] of change.closing) {
    const task = cast.touched.get(step);
    const end = endOf(change, reason);
    if (task) outbox.add(audienceOf(cast, task), { type: 'task.removed', task: task.id, end });
  }
  const opened = [...change.opened.values()]
    // A task that came and went in one change is told to nobody.
    .filter((draft) => draft.end === null)
    .map((draft) => ({ ...draft, shown: taskOf(change, cast, draft) }));
  const renamed = await tellChanged(change, cast, outbox);
  for (const { performer, shown } of opened)
    outbox.add(audienceOf(cast, performer), { type: 'task.upserted', task: shown });
  await tellObstacles(change, cast, outbox);
  await tellActivities(change, cast, outbox, renamed);
  await tellCase(change, outbox);
  const pages = opened.map(({ task: { hint, content, translations, foreground }, shown }) => ({
    page: { task: shown, hint, content, ...whereTranslated({ translations }) },
    foreground,
  }));
  tellWorkDone(outbox, change, pages);
  if (!change.outbox) await outbox.publish(change.tx);
  return pages;
}

/**
 * Tasks that were open before and have got another performer, other dates or, with the instance, another caption.
 * Gives those that have the last.
 */
async function tellChanged(change: Change, cast: Cast, outbox: Outbox): Promise<TaskRow[]> {
  const renamed = !change.fresh && change.caption !== change.subject.caption;
  if (!renamed && change.reassigned.size === 0 && change.replanned.size === 0) return [];
  const rows = await readOpenTasks(change.tx, change.subject.id);
  const fresh = new Set([...change.opened.values()].map((draft) => draft.id));
  for (const row of rows) {
    const before = cast.touched.get(row.step);
    const moved = before !== undefined && change.reassigned.has(row.step);
    const replanned = change.replanned.has(row.step);
    if (fresh.has(row.id) || (!renamed && !moved && !replanned)) continue;
    const now = await readAudience(change.tx, { user: row.performer_user, role: row.performer_role });
    const gone = moved ? audienceOf(cast, before).filter((user) => !now.includes(user)) : [];
    outbox.add(gone, { type: 'task.removed', task: row.id, end: endOf(change, 'reassigned') });
    outbox.add(now, { type: 'task.upserted', task: toTask(row) });
  }
  return renamed ? rows.filter((row) => !fresh.has(row.id)) : [];
}

/** Whoever has the page of a task open sees that its record is gone, or that this no longer stands in the way. */
async function tellObstacles({ tx, subject, obstacles, reassigned }: Change, cast: Cast, outbox: Outbox) {
  const freed = [...reassigned.keys()].filter((step) => cast.touched.get(step)?.obstacle === 'record-gone');
  for (const row of await readOpenPages(tx, subject.id, [...obstacles.keys(), ...freed])) {
    const audience = await readAudience(tx, { user: row.performer_user, role: row.performer_role });
    outbox.add(audience, { type: 'page.replaced', page: toPage(row) });
  }
}

function endOf({ actor, at }: Change, reason: TaskEnd['reason']): TaskEnd {
  return { reason, by: actor ? { id: actor.id, name: actor.name } : null, at: at.toISOString() };
}

function taskOf(change: Change, cast: Cast, { id, task, performer, activity, record }: TaskDraft): Task {
  const { kind, title, translations, start, due } = task;
  return {
    ...{ id, kind, title, ...whereTranslated({ titles: titlesIn(translations) }) },
    process: change.subject.process,
    instance: { id: change.subject.id, caption: change.caption },
    performer: namesOf(cast, performer),
    ...{ record, start, due, activity, createdAt: change.at.toISOString() },
  };
}

function namesOf({ people, roles }: Cast, { user, role }: Performer): Task['performer'] {
  return {
    user: user === null ? null : { id: user, name: people.get(user)?.name ?? user },
    role: role === null ? null : { id: role, name: roles.get(role)?.name ?? role },
  };
}
