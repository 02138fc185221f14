/** Activities as they travel. What an activity of a step shares with its task is read from the task. */
import { sql } from 'kysely';
import {
  type Activity,
  type ActivityCategory,
  type Choice,
  type LinkedRecord,
  type PageContent,
  type Person,
  ProtocolError,
  type StepKind,
} from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';
import { readCategories } from './categories.ts';
import { endOf } from './period.ts';
import { isVisible, mayChange, type Viewer } from './viewer.ts';

/** An activity with whatever stands elsewhere. */
export interface ActivityRow {
  id: string;
  task: string | null;
  kind: StepKind | null;
  step: string | null;
  open: boolean;
  instance: string | null;
  caption: string | null;
  process: string | null;
  process_name: string | null;
  content: PageContent | null;
  outcome: string | string[] | null;
  title: string;
  titles: Record<string, string> | null;
  description: string | null;
  category: string;
  status: Activity['status'];
  start: Date;
  due: Date | null;
  result: Choice | null;
  details: string | null;
  owner: string | null;
  owner_name: string | null;
  role: string | null;
  role_name: string | null;
  author: string | null;
  author_name: string | null;
  priority: Activity['priority'];
  show_in_calendar: boolean;
  remind_at: Date | null;
  remind_author_at: Date | null;
  created_at: Date;
  ended_at: Date | null;
  participants: Person[];
  connected: LinkedRecord[];
}

/** The activities with these ids that the viewer may see, in no particular order. */
async function readRows(db: Db, viewer: Viewer, ids: readonly string[]): Promise<ActivityRow[]> {
  if (ids.length === 0) return [];
  const visible = isVisible(viewer, {
    id: sql`activity.id`,
    owner: sql`coalesce(task.performer_user, activity.owner)`,
    role: sql`coalesce(task.performer_role, activity.role)`,
    author: sql`activity.author`,
  });
  const { rows } = await sql<ActivityRow>`
    select activity.id, activity.category, activity.description, activity.status, activity.result, activity.details,
      activity.author, activity.priority, activity.show_in_calendar, activity.remind_at, activity.remind_author_at,
      activity.created_at, activity.ended_at, task.id as task, task.kind, task.step, task.ended_at is null as open, task.instance,
      task.content, instance.caption, instance.process, definition.name as process_name, step.outcome,
      coalesce(task.title, activity.title) as title, task.titles, coalesce(task.start, activity.start) as start,
      case when task.id is null then activity.due else task.due end as due,
      owner.id as owner, owner.name as owner_name, role.id as role, role.name as role_name,
      author.name as author_name,
      (select coalesce(json_agg(json_build_object('id', account.id, 'name', account.name) order by account.name), '[]')
        from activity_participant join account on account.id = activity_participant.account
        where activity_participant.activity = activity.id) as participants,
      (select coalesce(json_agg(json_build_object('system', system, 'type', type, 'id', id, 'title', title, 'url', url)
        order by system, type, id), '[]') from activity_record where activity_record.activity = activity.id) as connected
    from activity
    left join task on task.id = activity.task
    left join instance on instance.id = task.instance
    left join definition on definition.key = instance.process and definition.version = instance.version
    left join step on step.instance = task.instance and step.id = task.step
    left join account as owner on owner.id = coalesce(task.performer_user, activity.owner)
    left join role on role.id = coalesce(task.performer_role, activity.role)
    left join account as author on author.id = activity.author
    where activity.id = any(${[...ids]}::text[]) and ${visible}`.execute(db);
  return rows;
}

/** Those of these activities that the viewer may see, in the order of the ids. */
export async function readActivities(db: Db, viewer: Viewer, ids: readonly string[]): Promise<Activity[]> {
  const rows = new Map((await readRows(db, viewer, ids)).map((row) => [row.id, row]));
  const categories = rows.size === 0 ? [] : await readCategories(db);
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row ? [toActivity(row, viewer, categories)] : [];
  });
}

/** One activity with its row; throws `activity-unknown` when there is none that the viewer may see. */
export async function readActivity(
  db: Db,
  viewer: Viewer,
  id: string,
): Promise<{ row: ActivityRow; activity: Activity }> {
  const [row] = await readRows(db, viewer, [id]);
  if (!row) throw new ProtocolError('activity-unknown', { activity: id });
  return { row, activity: toActivity(row, viewer, await readCategories(db)) };
}

function toActivity(row: ActivityRow, viewer: Viewer, categories: readonly ActivityCategory[]): Activity {
  const { content, owner, role, author } = row;
  const manual = row.task === null;
  return {
    ...{ id: row.id, title: row.title, category: row.category, status: row.status },
    ...(row.titles && { titles: row.titles }),
    description: row.description,
    start: row.start.toISOString(),
    due: endOf(row.start, row.due).toISOString(),
    result: row.result ?? resultOf(content, row.outcome),
    details: row.details,
    owner: toNamed(owner, row.owner_name),
    role: toNamed(role, row.role_name),
    author: toNamed(author, row.author_name),
    participants: row.participants,
    priority: row.priority,
    showInCalendar: row.show_in_calendar,
    remindAt: row.remind_at?.toISOString() ?? null,
    remindAuthorAt: row.remind_author_at?.toISOString() ?? null,
    connected: row.connected,
    task: toTask(row),
    results: manual ? resultsOf(categories, row.category) : row.open ? choicesIn(content) : [],
    mayChange: (manual || row.open) && mayChange(viewer, { owner, role, author, manual }),
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

function toTask({
  task,
  kind,
  open,
  process,
  process_name,
  instance,
  caption,
}: ActivityRow): Activity['task'] {
  if (task === null || kind === null || process === null || instance === null) return null;
  return {
    ...{ id: task, kind, open },
    process: { key: process, name: process_name ?? process },
    instance: { id: instance, caption: caption ?? '' },
  };
}

function toNamed(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? id };
}

/** What an activity of this category made by hand may be ended with. */
export function resultsOf(categories: readonly ActivityCategory[], category: string): Choice[] {
  return categories.find(({ name }) => name === category)?.results ?? [];
}

/** A step whose page asks for more than a result is ended on its page. */
function choicesIn(content: PageContent | null): Choice[] {
  return content?.kind === 'perform-task' ? content.results : [];
}

/** What the step ended with, in the words of its page. */
function resultOf(content: PageContent | null, outcome: string | string[] | null): Choice | null {
  if (outcome === null || outcome.length === 0) return null;
  const codes = [outcome].flat();
  const choices = content === null ? [] : labelsIn(content);
  const labels = codes.map((code) => choices.find((choice) => choice.code === code)?.label ?? code);
  return { code: codes.join(', '), label: labels.join(', ') };
}

/** Whatever a page offers to choose from. */
function labelsIn(content: PageContent): Choice[] {
  return Object.values(content)
    .filter((part) => Array.isArray(part))
    .flat()
    .filter((part): part is Choice => typeof part === 'object' && 'code' in part && 'label' in part);
}
