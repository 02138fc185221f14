import { fireEvent, waitFor } from '@testing-library/preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { recordActivitiesPage } from '../../../components/pages.ts';
import { go, parseRoute, route } from '../../../components/route.ts';
import { show } from '../../../components/testing/show.tsx';
import { sampleActivity, sampleSettings, sampleStepOf } from '../../../lib/testing/activity-samples.ts';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { lead, NOON, sampleStatus } from '../../../lib/testing/page-samples.ts';
import { sampleSites } from '../../../lib/testing/site-samples.ts';
import { Activities } from '../activities.tsx';

beforeEach(() => void vi.setSystemTime(NOON));

function clientFor() {
  const client = new FakePageClient({ status: sampleStatus(), activities: 1, sites: sampleSites });
  client.tell('activity.settings', () => ({ type: 'activity.settings', settings: sampleSettings }));
  client.tell('records.types', () => ({ type: 'records.types', places: [] }));
  return client;
}

describe('the history of a record (behaviour 6.5)', () => {
  it('shows its activities, each of which opens as in the list', async () => {
    const page = recordActivitiesPage({ ...lead, title: 'Solar roof' }).split('#')[1] ?? '';
    const { path, query } = parseRoute(page);
    go(path, query);
    const client = clientFor();
    client.tell('activities.of-record', () => ({
      type: 'activities.of-record',
      items: [sampleActivity({ title: 'Is it so?', task: sampleStepOf('user-dialog') })],
    }));
    const { findByRole, getByRole, queryByRole } = show(<Activities />, client);
    fireEvent.click(await findByRole('button', { name: 'Is it so?' }));
    expect(client.sent('task.open')).toEqual([{ type: 'task.open', task: 't-1' }]);
    expect(getByRole('heading', { level: 1 }).textContent).toBe('Activities of Solar roof');
    // Their order is fixed.
    expect(queryByRole('button', { name: 'Due' })).toBeNull();
    const asked = client.sent('activity.query').map(({ query: one }) => one);
    const { system, type, id } = lead;
    expect(asked).toEqual([{ type: 'activities.of-record', record: { system, type, id }, limit: 200 }]);
  });

  it('makes activities that are connected to it', async () => {
    const { path, query } = parseRoute(recordActivitiesPage(lead).split('#')[1] ?? '');
    go(path, query);
    const client = clientFor();
    client.tell('activities.of-record', () => ({ type: 'activities.of-record', items: [] }));
    const { findByText, getByRole, findByLabelText } = show(<Activities />, client);
    await findByText('No activities yet');
    fireEvent.click(getByRole('button', { name: 'New activity' }));
    fireEvent.input(await findByLabelText(/^Subject/), { target: { value: 'Measure the roof' } });
    fireEvent.click(getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(client.sent('activity.command')[0]?.command).toMatchObject({ fields: { connected: [lead] } }),
    );
    expect(route().query.type).toBe(lead.type);
  });

  it('says that an address names no record', async () => {
    go(['record'], { type: 'lead' });
    expect(await show(<Activities />, clientFor()).findByText('There is no such page')).toBeTruthy();
  });
});
