/** Somebody's activities as calendar programs read them (iCalendar, RFC 5545). */
import ical, {
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type { Activity } from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';
import { listActivities } from './list.ts';
import { readViewer, type Viewer } from './viewer.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** What a calendar shows: the last three months and the next year. */
const PAST_MS = 92 * DAY_MS;
const AHEAD_MS = 366 * DAY_MS;
const PAGE = 500;
/** Beyond that, programs take too long to be of use. */
const MOST = 5000;
/** How often programs are asked to look. */
const REFRESH_SECONDS = 15 * 60;

/**
 * The calendar of a person: what they own or take part in, those that are to be shown in a calendar and are not
 * cancelled. Tasks that wait for any member of a role are in nobody's calendar until they are taken.
 */
export async function writeCalendar(db: Db, account: string, now: Date): Promise<string> {
  const calendar = ical({
    ...{ name: 'Throughline', prodId: { company: 'Throughline', product: 'Process server' } },
    ...{ method: ICalCalendarMethod.PUBLISH, ttl: REFRESH_SECONDS },
  });
  for (const activity of await readOwn(db, await readViewer(db, account), now)) {
    const event = calendar.createEvent({
      ...{ id: activity.id, summary: activity.title, start: activity.start, end: activity.due },
      ...{ stamp: activity.endedAt ?? activity.createdAt, created: activity.createdAt },
      ...{ description: describe(activity), categories: [{ name: activity.category }] },
      ...{ priority: PRIORITIES[activity.priority], status: ICalEventStatus.CONFIRMED },
      transparency:
        activity.endedAt === null ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    });
    const url = activity.connected.find((record) => record.url !== null)?.url;
    if (url) event.url(url);
    const remindAt = reminderOf(activity, account);
    if (remindAt !== null && activity.endedAt === null) {
      const before = Date.parse(activity.start) - Date.parse(remindAt);
      event.createAlarm({ type: ICalAlarmType.display, trigger: Math.round(before / 1000) });
    }
  }
  return calendar.toString();
}

/** RFC 5545 counts from 1, the highest, to 9. */
const PRIORITIES = { high: 1, medium: 5, low: 9 } as const;

/** When this person is reminded of it; who only takes part never is. */
function reminderOf({ owner, author, ...activity }: Activity, account: string): string | null {
  if (owner?.id === account && activity.remindAt !== null) return activity.remindAt;
  return author?.id === account ? activity.remindAuthorAt : null;
}

async function readOwn(db: Db, viewer: Viewer, now: Date): Promise<Activity[]> {
  const own: Activity[] = [];
  const period = {
    from: new Date(now.getTime() - PAST_MS).toISOString(),
    until: new Date(now.getTime() + AHEAD_MS).toISOString(),
  };
  for (let after: string | null = null, more = true; more && own.length < MOST; more = after !== null) {
    const page = await listActivities(db, viewer, {
      ...{ ...period, owners: [viewer.user.id], search: '', limit: PAGE, after },
      statuses: ['not-started', 'in-progress', 'completed'],
    });
    own.push(...page.items.filter((activity) => activity.showInCalendar));
    after = page.after;
  }
  return own;
}

function describe({ description, details, task, connected }: Activity): string | null {
  const caption = task?.instance.caption ?? '';
  const about = connected.flatMap(({ title }) => title ?? []);
  return [description, details, caption, ...about].filter((part) => part).join('\n') || null;
}
