import type { Activity } from '../../../lib/protocol/index.ts';
import { sampleActivities, sampleActivity, sampleSettings } from '../../../lib/testing/activity-samples.ts';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { sampleStatus } from '../../../lib/testing/page-samples.ts';
import { sampleSites } from '../../../lib/testing/site-samples.ts';

/** A background that knows these activities; `after`: there are more. */
export function diaryClient(items: readonly Activity[] = sampleActivities, after: string | null = null) {
  const client = new FakePageClient({ status: sampleStatus(), activities: 1, sites: sampleSites });
  client.tell('activities.list', () => ({ type: 'activities.list', items: [...items], after }));
  client.tell('activity.settings', () => ({ type: 'activity.settings', settings: sampleSettings }));
  client.tell('records.types', () => ({ type: 'records.types', places: [] }));
  client.tell('activity', ({ activity }) => ({
    type: 'activity',
    activity: items.find(({ id }) => id === activity) ?? sampleActivity(),
  }));
  client.tell('people.search', () => ({
    type: 'people.search',
    found: [
      { type: 'user', id: 'u-ben', name: 'Ben Okafor' },
      { type: 'role', id: 'r-sales', name: 'Sales', members: 3 },
    ],
  }));
  return client;
}
