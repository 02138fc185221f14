import { fireEvent, waitFor } from '@testing-library/preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { go, route } from '../../../components/route.ts';
import { show } from '../../../components/testing/show.tsx';
import { type Activity, ProtocolError } from '../../../lib/protocol/index.ts';
import { sampleActivity, sampleSettings, sampleStepOf } from '../../../lib/testing/activity-samples.ts';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { hoursFromNoon, lead, NOON, sampleStatus } from '../../../lib/testing/page-samples.ts';
import { sampleSites } from '../../../lib/testing/site-samples.ts';
import { OpenActivity } from './open-activity.tsx';

beforeEach(() => void vi.setSystemTime(NOON));

const reached = { code: 'reached', label: 'Reached' };
const results = [reached, { code: 'later', label: 'Call again later' }];

async function open(activity: Activity | null) {
  const client = new FakePageClient({ status: sampleStatus(), activities: 1, sites: sampleSites });
  client.tell('activity.settings', () => ({ type: 'activity.settings', settings: sampleSettings }));
  client.tell('records.types', () => ({ type: 'records.types', places: [] }));
  if (activity) client.tell('activity', () => ({ type: 'activity', activity }));
  client.tell('people.search', () => ({
    type: 'people.search',
    found: [{ type: 'user', id: 'u-ben', name: 'Ben Okafor' }],
  }));
  go(['list'], { activity: activity?.id ?? 'new' });
  const page = show(<OpenActivity />, client);
  await page.findByRole('heading', { name: activity?.title ?? 'New activity' });
  return page;
}
const commands = (client: FakePageClient) => client.sent('activity.command').map(({ command }) => command);

describe('making an activity (behaviour 7.2)', () => {
  it('says what is missing, then saves it', async () => {
    const { getByLabelText, getByRole, findByText, client } = await open(null);
    fireEvent.click(getByRole('button', { name: 'Save' }));
    expect(await findByText('Enter a subject.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(getByLabelText(/^Subject/)));
    fireEvent.input(getByLabelText(/^Subject/), { target: { value: 'Prepare the offer' } });
    fireEvent.click(getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(commands(client)).toHaveLength(1));
    const [command] = commands(client);
    expect(command).toMatchObject({
      type: 'activity.save',
      create: true,
      fields: {
        title: 'Prepare the offer',
        start: hoursFromNoon(0),
        due: hoursFromNoon(0.5),
        owner: 'u-anna',
      },
    });
    await waitFor(() => expect(route().query.activity).toBeUndefined());
  });

  it('takes participants and records, each once', async () => {
    const { getByLabelText, getAllByRole, getByRole, findByText, client } = await open(null);
    fireEvent.input(getByLabelText(/^Subject/), { target: { value: 'Meet' } });
    for (const _ of ['once', 'twice']) {
      fireEvent.input(getByLabelText('Participants', { selector: 'input' }), { target: { value: 'ben' } });
      fireEvent.click(await findByText('Ben Okafor', { selector: '[role="option"] span' }));
    }
    const address = getByLabelText('Connected to', { selector: 'input' });
    fireEvent.input(address, { target: { value: 'not an address' } });
    fireEvent.click(getByRole('button', { name: 'Connect' }));
    expect(await findByText(/Paste the address/)).toBeTruthy();
    expect(getAllByRole('listitem')).toHaveLength(1);
    fireEvent.click(getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(commands(client)[0]).toMatchObject({ fields: { participants: ['u-ben'], connected: [] } }),
    );
  });
});

describe('an activity made by hand (behaviour 7.2, 7.3)', () => {
  it('is changed', async () => {
    const { getByLabelText, getByRole, client } = await open(sampleActivity());
    fireEvent.input(getByLabelText(/^Start/), { target: { value: '2026-03-12T09:00' } });
    expect((getByLabelText(/^Due/) as HTMLInputElement).value).toBe('2026-03-12T09:30');
    fireEvent.click(getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(commands(client)).toEqual([
        {
          type: 'activity.save',
          activity: 'a-1',
          create: false,
          fields: { start: hoursFromNoon(21), due: hoursFromNoon(21.5) },
        },
      ]),
    );
  });

  it('is completed with a result of its category and a word about it', async () => {
    const { getByLabelText, getByRole, client } = await open(
      sampleActivity({ results: [{ code: 'done', label: 'Done' }] }),
    );
    fireEvent.click(getByRole('button', { name: 'Complete' }));
    fireEvent.click(getByLabelText('Done'));
    fireEvent.input(getByLabelText('Result details'), { target: { value: 'Sent by mail' } });
    fireEvent.click(getByRole('button', { name: 'Complete' }));
    await waitFor(() =>
      expect(commands(client)).toEqual([
        {
          type: 'activity.end',
          activity: 'a-1',
          status: 'completed',
          result: 'done',
          details: 'Sent by mail',
        },
      ]),
    );
  });

  it('is completed with one of the results of its category, if that has any', async () => {
    const { getByRole, findByText, client } = await open(sampleActivity({ results }));
    fireEvent.click(getByRole('button', { name: 'Complete' }));
    fireEvent.click(getByRole('button', { name: 'Complete' }));
    expect(await findByText('Choose a result to complete this.')).toBeTruthy();
    expect(commands(client)).toEqual([]);
  });

  it('is given to a role, or to one of its members', async () => {
    const { getByLabelText, getByRole, findByText, client } = await open(sampleActivity());
    client.tell('people.search', ({ kind, memberOf }) => ({
      type: 'people.search',
      found:
        kind === 'role'
          ? [{ type: 'role', id: 'r-sales', name: 'Sales', members: 3 }]
          : [{ type: 'user', id: 'u-cleo', name: memberOf === 'r-sales' ? 'Cleo of Sales' : 'Cleo' }],
    }));
    fireEvent.input(getByLabelText('Role', { selector: 'input' }), { target: { value: 'sal' } });
    fireEvent.click(await findByText('Sales', { selector: '[role="option"] span' }));
    const owner = getByLabelText(/^Owner/, { selector: 'input' }) as HTMLInputElement;
    expect(owner.value).toBe('');
    expect(await findByText('A member of Sales; empty: any of them.')).toBeTruthy();
    fireEvent.input(owner, { target: { value: 'cl' } });
    fireEvent.click(await findByText('Cleo of Sales'));
    fireEvent.click(getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(commands(client)[0]).toMatchObject({ fields: { owner: 'u-cleo', role: 'r-sales' } }),
    );
  });

  it('of somebody else reminds its owner and its author, each at a time of their own', async () => {
    const ben = { id: 'u-ben', name: 'Ben Okafor' };
    const { getByLabelText, getByRole, client } = await open(sampleActivity({ owner: ben }));
    fireEvent.change(getByLabelText('Remind the owner'), { target: { value: '15' } });
    fireEvent.change(getByLabelText('Remind Anna Keller, who made it'), { target: { value: 'at' } });
    fireEvent.input(getByLabelText(/^Remind Anna Keller, who made it: time/), {
      target: { value: '2026-03-11T13:00' },
    });
    fireEvent.click(getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(commands(client)[0]).toMatchObject({
        fields: { remindAt: hoursFromNoon(1.75), remindAuthorAt: hoursFromNoon(1) },
      }),
    );
  });

  it('of one’s own has one reminder', async () => {
    const { getByLabelText, queryByLabelText } = await open(sampleActivity());
    expect(getByLabelText('Reminder')).toBeTruthy();
    expect(queryByLabelText(/who made it/)).toBeNull();
  });

  it('is copied with its participants', async () => {
    const ben = { id: 'u-ben', name: 'Ben Okafor' };
    const { getByRole, findByRole, client } = await open(sampleActivity({ participants: [ben] }));
    fireEvent.click(getByRole('button', { name: 'Copy' }));
    await findByRole('heading', { name: 'New activity' });
    fireEvent.click(getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(commands(client)).toHaveLength(1));
    const [command] = commands(client);
    expect(command).toMatchObject({
      create: true,
      fields: { title: 'Prepare the offer', participants: ['u-ben'] },
    });
    expect(command && 'activity' in command && command.activity).not.toBe('a-1');
  });

  it('is followed up by another one, which says so', async () => {
    const { getByRole, findByRole, client } = await open(sampleActivity({ connected: [lead] }));
    fireEvent.click(getByRole('button', { name: 'Follow-up' }));
    await findByRole('heading', { name: 'New activity' });
    fireEvent.click(getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(commands(client)[0]).toMatchObject({
        ...{ create: true, follows: 'a-1' },
        fields: { title: 'Prepare the offer', owner: 'u-anna', connected: [lead] },
      }),
    );
  });

  it('is deleted, after a question', async () => {
    const { getByRole, client } = await open(sampleActivity());
    fireEvent.click(getByRole('button', { name: 'Delete' }));
    expect(commands(client)).toEqual([]);
    fireEvent.click(getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(commands(client)).toEqual([{ type: 'activity.delete', activity: 'a-1' }]));
  });

  it('that is final is read, not changed, and can be opened again', async () => {
    const final = sampleActivity({ status: 'completed', result: reached, details: 'At noon' });
    const { getByRole, getByText, queryByLabelText, queryByRole, client } = await open(final);
    expect(getByText('At noon')).toBeTruthy();
    expect(queryByLabelText(/^Start/)).toBeNull();
    expect(queryByRole('button', { name: 'Save' })).toBeNull();
    fireEvent.click(getByRole('button', { name: 'Open again' }));
    await waitFor(() => expect(commands(client)[0]).toMatchObject({ fields: { status: 'in-progress' } }));
  });

  it('stays open when it could not be kept', async () => {
    const { getByLabelText, getByRole, findByRole, client } = await open(sampleActivity());
    client.answer = ({ type }) => {
      if (type === 'activity.command') throw new ProtocolError('message-too-large', { limit: 1 });
    };
    fireEvent.input(getByLabelText(/^Subject/), { target: { value: 'Longer' } });
    fireEvent.click(getByRole('button', { name: 'Save' }));
    expect((await findByRole('alert')).textContent).toContain('The activity was not saved');
    expect((getByLabelText(/^Subject/) as HTMLInputElement).value).toBe('Longer');
  });
});

describe('the activity of a step (behaviour 7.3)', () => {
  const step = sampleActivity({ task: sampleStepOf('perform-task'), results, connected: [lead] });

  it('has no fields for what the step says, and is not deleted', async () => {
    const { queryByLabelText, queryByRole, getByText } = await open(step);
    for (const field of [/^Subject/, /^Category/, /^Status/, /^Description/])
      expect(queryByLabelText(field)).toBeNull();
    expect(queryByRole('button', { name: 'Delete' })).toBeNull();
    expect(getByText('Qualify a lead: Solar roof for Meyer & Sons')).toBeTruthy();
  });

  it('is not completed without a result, by which the process goes on', async () => {
    const { getByRole, getByLabelText, findByText, client } = await open(step);
    fireEvent.click(getByRole('button', { name: 'Complete' }));
    fireEvent.click(getByRole('button', { name: 'Complete' }));
    expect(await findByText('Choose a result: the process goes on by it.')).toBeTruthy();
    expect(commands(client)).toEqual([]);
    fireEvent.click(getByLabelText('Call again later'));
    fireEvent.click(getByRole('button', { name: 'Complete' }));
    await waitFor(() =>
      expect(commands(client)[0]).toMatchObject({ status: 'completed', result: 'later', details: null }),
    );
  });

  it('is cancelled without a result, which leaves the step waiting', async () => {
    const { getByRole, getByText, client } = await open(step);
    fireEvent.click(getByRole('button', { name: 'Cancel activity' }));
    expect(getByText(/the step keeps waiting/)).toBeTruthy();
    fireEvent.click(getByRole('button', { name: 'Cancel activity' }));
    await waitFor(() => expect(commands(client)[0]).toMatchObject({ status: 'cancelled', result: null }));
  });

  it('that was cancelled while the step waits can be opened again', async () => {
    const { getByRole, client } = await open({ ...step, status: 'cancelled' });
    fireEvent.click(getByRole('button', { name: 'Open again' }));
    await waitFor(() => expect(commands(client)[0]).toMatchObject({ fields: { status: 'in-progress' } }));
  });

  it('whose step is over can’t be opened again', async () => {
    const over = { ...step, status: 'cancelled' as const, task: sampleStepOf('perform-task', false) };
    const { queryByRole } = await open(over);
    expect(queryByRole('button', { name: 'Open again' })).toBeNull();
  });

  it('of somebody else is only read', async () => {
    const { queryByRole, queryByLabelText } = await open({ ...step, mayChange: false });
    expect(queryByRole('button', { name: 'Complete' })).toBeNull();
    expect(queryByLabelText(/^Start/)).toBeNull();
  });
});
