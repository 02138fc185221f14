/** What people ask about activities and each other. */
import type {
  Absence,
  ActivityQuery,
  ActivityQueryResult,
  ActivityResultOf,
} from '../../../lib/protocol/index.ts';
import type { Db } from '../../store/store.ts';
import { searchPeople } from '../reading/assignees.ts';
import type { Surroundings } from '../surroundings.ts';
import { readAbsence } from './absences.ts';
import { readCategories } from './categories.ts';
import { findRecords, listPlaces } from './find-records.ts';
import { listActivities, listOfRecord } from './list.ts';
import { readActivity } from './read.ts';
import { readViewer } from './viewer.ts';

/** Answers a question of the user. Throws `activity-unknown` for what they may not see. */
export async function runActivityQuery(
  around: Surroundings,
  userId: string,
  query: ActivityQuery,
): Promise<ActivityQueryResult> {
  const { type } = query;
  const { db } = around.store;
  const viewer = await readViewer(db, userId);
  switch (query.type) {
    case 'activities.list':
      return { type: query.type, ...(await listActivities(db, viewer, query)) };
    case 'activities.of-record':
      return { type: query.type, items: await listOfRecord(db, viewer, query.record, query.limit) };
    case 'activity':
      return { type: query.type, activity: (await readActivity(db, viewer, query.activity)).activity };
    case 'people.search':
      return { type: query.type, found: await searchPeople(db, query) };
    case 'activity.settings':
      return { type: query.type, settings: await readSettings(db, userId, around.now()) };
    case 'records.types':
      return { type: query.type, places: await listPlaces(around, viewer.user) };
    case 'records.search':
      return { type: query.type, found: await findRecords(around, viewer.user, query) };
    default:
      throw new Error(`Expected a question about activities, got ${type}.`);
  }
}

async function readSettings(
  db: Db,
  userId: string,
  now: Date,
): Promise<ActivityResultOf<'activity.settings'>['settings']> {
  const absence: Absence | null = await readAbsence(db, userId, now);
  const address = await db
    .selectFrom('calendar_address')
    .select('account')
    .where('account', '=', userId)
    .executeTakeFirst();
  return { categories: await readCategories(db), absence, calendarAddress: address !== undefined };
}
