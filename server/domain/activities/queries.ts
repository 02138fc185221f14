/** What people ask about activities and each other. */
import { type ActivityQuery, type ActivityQueryResult, ProtocolError } from '../../../lib/protocol/index.ts';
import { findAssignees } from '../reading/assignees.ts';
import type { Surroundings } from '../surroundings.ts';

/** Answers a question of the user. Throws `activity-unknown` for what they may not see. */
export async function runActivityQuery(
  { store: { db } }: Surroundings,
  _userId: string,
  query: ActivityQuery,
): Promise<ActivityQueryResult> {
  switch (query.type) {
    case 'activities.list':
      return { type: query.type, items: [], after: null };
    case 'activities.of-record':
      return { type: query.type, items: [] };
    case 'activity':
      throw new ProtocolError('activity-unknown', { activity: query.activity });
    case 'people.search':
      return { type: query.type, found: (await findAssignees(db, query.text)).slice(0, query.limit) };
    case 'activity.settings':
      return { type: query.type, settings: { categories: [], absence: null, calendarAddress: false } };
  }
}
