import { act, fireEvent, waitFor, within } from '@testing-library/preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { go, route } from '../../components/route.ts';
import { show } from '../../components/testing/show.tsx';
import { ProtocolError } from '../../lib/protocol/index.ts';
import { sampleActivity, sampleSettings } from '../../lib/testing/activity-samples.ts';
import type { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import { hoursFromNoon, NOON, sampleStatus } from '../../lib/testing/page-samples.ts';
import { Activities } from './activities.tsx';
import type { Hands, Sheet } from './calendar/draw-calendar.ts';
import { diaryClient } from './testing/diary-client.ts';

/** What the calendar was told to draw: the real one needs a browser that lays out. */
const drawn: { sheet: Sheet | null; hands: Hands | null } = { sheet: null, hands: null };
vi.mock('./calendar/draw-calendar.ts', () => ({
  drawCalendar: (_: HTMLElement, sheet: Sheet, hands: Hands) => {
    Object.assign(drawn, { sheet, hands });
    return { update: (next: Sheet) => void Object.assign(drawn, { sheet: next }), close: () => undefined };
  },
}));

beforeEach(() => {
  localStorage.clear();
  Object.assign(drawn, { sheet: null, hands: null });
  vi.setSystemTime(NOON);
  go(['list']);
});

async function open(client = diaryClient()) {
  const page = show(<Activities />, client);
  await page.findByText(/\d+ activit/);
  return page;
}

function questions(client: FakePageClient) {
  return client
    .sent('activity.query')
    .map(({ query }) => query)
    .filter((query) => query.type === 'activities.list');
}
const commands = (client: FakePageClient) => client.sent('activity.command').map(({ command }) => command);

describe('the list (behaviour 7.1)', () => {
  it('shows what the reference names', async () => {
    const { getAllByRole, getByText } = await open();
    const heads = getAllByRole('columnheader').map((head) => head.textContent);
    expect(heads).toEqual([
      ...['Subject', 'Category', 'Owner', 'Connected to', 'Start', 'Due', 'Duration', 'Status', 'Result'],
    ]);
    const row = within(getByText('Trade fair in Munich').closest('tr') as HTMLElement);
    expect(row.getByText('Completed')).toBeTruthy();
    expect(row.getByText('Held')).toBeTruthy();
    expect(row.getByText('2 days 2 hrs')).toBeTruthy();
    expect(getByText('In progress · Overdue')).toBeTruthy();
  });

  it('tells date and time of each, and how far away it is as long as it waits', async () => {
    const { getByText } = await open();
    const cells = (title: string, column: string) =>
      getByText(title).closest('tr')?.querySelector(`.diary-${column}`)?.textContent;
    expect(cells('Send the minutes', 'start')).toMatch(/^Fri,? (13 Mar|Mar 13), 10:00/);
    expect(cells('Send the minutes', 'due')).toMatch(/10:00.*in 2 days$/);
    expect(cells('Trade fair in Munich', 'due')).not.toMatch(/today|ago/);
  });

  it('names the role of what no member has taken (behaviour 7.4)', async () => {
    const { getByText } = await open();
    const row = getByText(/^Check the roof plan/).closest('tr') as HTMLElement;
    expect(row.querySelector('.diary-owner')?.textContent).toBe('Support');
  });

  it('asks for this week, mine and my roles’, without the cancelled ones', async () => {
    const client = diaryClient();
    await open(client);
    expect(questions(client)).toEqual([
      {
        type: 'activities.list',
        from: new Date(2026, 2, 9).toISOString(),
        until: new Date(2026, 2, 16).toISOString(),
        owners: 'mine',
        statuses: ['not-started', 'in-progress', 'completed'],
        search: '',
        sort: 'start',
        descending: false,
        limit: 100,
        after: null,
      },
    ]);
  });

  it('asks for another time, for others and in another order', async () => {
    const client = diaryClient();
    const { getByRole, getByLabelText } = await open(client);
    const last = () => questions(client).at(-1);
    fireEvent.click(getByRole('button', { name: 'Next week' }));
    await waitFor(() => expect(last()?.from).toBe(new Date(2026, 2, 16).toISOString()));
    fireEvent.click(getByRole('button', { name: 'Today' }));
    fireEvent.click(getByLabelText('Month'));
    await waitFor(() => expect(last()?.until).toBe(new Date(2026, 3, 1).toISOString()));
    fireEvent.click(getByLabelText('Cancelled'));
    const all = ['not-started', 'in-progress', 'completed', 'cancelled'];
    await waitFor(() => expect(last()?.statuses).toEqual(all));
    fireEvent.click(getByLabelText('Only my own'));
    await waitFor(() => expect(last()?.owners).toBe('own'));
    fireEvent.click(getByLabelText('All that I may see'));
    await waitFor(() => expect(last()?.owners).toBe('all'));
    fireEvent.click(getByRole('button', { name: 'Due' }));
    await waitFor(() => expect(last()).toMatchObject({ sort: 'due', descending: false }));
    fireEvent.click(getByRole('button', { name: 'Due' }));
    await waitFor(() => expect(last()).toMatchObject({ sort: 'due', descending: true }));
  });

  it('asks for single statuses; without the last one for the usual ones again', async () => {
    const client = diaryClient();
    const { getByLabelText } = await open(client);
    const last = () => questions(client).at(-1);
    fireEvent.click(getByLabelText('Not started'));
    await waitFor(() => expect(last()?.statuses).toEqual(['in-progress', 'completed']));
    fireEvent.click(getByLabelText('Completed'));
    await waitFor(() => expect(last()?.statuses).toEqual(['in-progress']));
    expect(route().query.status).toBe('in-progress');
    fireEvent.click(getByLabelText('In progress'));
    await waitFor(() => expect(last()?.statuses).toEqual(['not-started', 'in-progress', 'completed']));
    expect(route().query.status).toBeUndefined();
  });

  it('shows those of a person who is searched for', async () => {
    const client = diaryClient();
    const { getByLabelText, findByText, getByRole } = await open(client);
    fireEvent.click(getByLabelText('Of one person'));
    fireEvent.input(getByRole('combobox'), { target: { value: 'ben' } });
    fireEvent.click(await findByText('Ben Okafor'));
    await waitFor(() => expect(questions(client).at(-1)?.owners).toEqual(['u-ben']));
    expect(route().query).toMatchObject({ whose: 'person', personName: 'Ben Okafor' });
  });

  it('puts the next page behind the one before', async () => {
    const client = diaryClient([sampleActivity()], 'next');
    // Each page is full: a page that is not would be read on at once.
    const page = (start: number) =>
      Array.from({ length: 100 }, (_, index) =>
        sampleActivity({ id: `a-${start + index}`, title: `No ${start + index}` }),
      );
    client.tell('activities.list', ({ after }) => ({
      type: 'activities.list',
      items: page(after === null ? 0 : 100),
      after: after === null ? 'next' : null,
    }));
    const { getByText, findByText, queryByText } = await open(client);
    expect(queryByText('No 100')).toBeNull();
    fireEvent.click(getByText('Load more'));
    expect(await findByText('No 100')).toBeTruthy();
    expect(queryByText('No 0')).toBeTruthy();
    expect(questions(client).at(-1)).toMatchObject({ limit: 100, after: 'next' });
  });

  it('is read again when something has changed, as far as it was shown', async () => {
    const client = diaryClient();
    const { findByText } = await open(client);
    client.tell('activities.list', () => ({
      type: 'activities.list',
      items: [sampleActivity({ title: 'Brand new' })],
      after: null,
    }));
    act(() => client.put('activities', 2));
    expect(await findByText('Brand new')).toBeTruthy();
  });

  it('says that there is nothing, and what else can be done', async () => {
    go(['list'], { q: 'nothing like it' });
    const { findByText, getByRole } = await open(diaryClient([]));
    expect(await findByText('Nothing fits')).toBeTruthy();
    fireEvent.click(getByRole('button', { name: 'Clear all filters' }));
    expect(await findByText('Nothing in this time')).toBeTruthy();
  });

  it('says that there is no link, instead of waiting', async () => {
    const client = diaryClient();
    client.put('status', sampleStatus({ link: 'offline' }));
    const { findByText } = show(<Activities />, client);
    expect(await findByText(/No connection|offline/i)).toBeTruthy();
  });
});

describe('the calendar (behaviour 7.1)', () => {
  it('shows the week with what is to be seen in it', async () => {
    go(['calendar']);
    await open();
    await waitFor(() => expect(drawn.sheet).not.toBeNull());
    expect(drawn.sheet).toMatchObject({ scale: 'week', firstDay: 1, cell: 30, hours: { from: 8, to: 18 } });
    expect(drawn.sheet?.hiddenDays.toSorted()).toEqual([0, 6]);
    expect(drawn.sheet?.entries).toHaveLength(7);
  });

  it('asks for whole weeks around a month', async () => {
    go(['calendar'], { period: 'month' });
    const client = diaryClient();
    await open(client);
    expect(questions(client)[0]).toMatchObject({
      from: new Date(2026, 1, 23).toISOString(),
      until: new Date(2026, 3, 6).toISOString(),
      // More than a month's sheet can be drawn with in good time is left to the list.
      limit: 500,
    });
  });

  it('keeps how somebody wants to see it', async () => {
    go(['calendar']);
    const { getByRole, getByLabelText } = await open();
    fireEvent.click(getByRole('button', { name: 'Look' }));
    fireEvent.click(getByLabelText('Show weekends'));
    fireEvent.change(getByLabelText('Size of a cell'), { target: { value: '60' } });
    await waitFor(() => expect(drawn.sheet).toMatchObject({ hiddenDays: [], cell: 60 }));
    await open();
    await waitFor(() => expect(drawn.sheet).toMatchObject({ hiddenDays: [], cell: 60 }));
  });

  it('moves and resizes by a drag, and shows it at once', async () => {
    go(['calendar']);
    const client = diaryClient([sampleActivity()]);
    await open(client);
    await waitFor(() => expect(drawn.hands).not.toBeNull());
    act(() => drawn.hands?.move('a-1', { days: 1, seconds: 0 }, () => undefined));
    expect(commands(client)).toEqual([
      {
        type: 'activity.save',
        activity: 'a-1',
        create: false,
        fields: { start: hoursFromNoon(26), due: hoursFromNoon(26.5) },
      },
    ]);
    await waitFor(() => expect(drawn.sheet?.entries[0]?.start.toISOString()).toBe(hoursFromNoon(26)));
    act(() => drawn.hands?.resize('a-1', { days: 0, seconds: 1800 }, () => undefined));
    expect(commands(client).at(-1)).toMatchObject({ fields: { due: hoursFromNoon(27) } });
  });

  it.each([
    ['somebody else’s', { mayChange: false }],
    ['what is over', { status: 'completed' as const }],
  ])('puts back %s', async (_, change) => {
    go(['calendar']);
    const client = diaryClient([sampleActivity(change)]);
    await open(client);
    await waitFor(() => expect(drawn.hands).not.toBeNull());
    const undo = vi.fn();
    drawn.hands?.move('a-1', { days: 1, seconds: 0 }, undo);
    expect(undo).toHaveBeenCalledOnce();
    expect(commands(client)).toEqual([]);
  });

  it('makes an activity of a time that is drawn', async () => {
    go(['calendar']);
    const { findByLabelText } = await open();
    await waitFor(() => expect(drawn.hands).not.toBeNull());
    act(() => drawn.hands?.draw(new Date(hoursFromNoon(3)), new Date(hoursFromNoon(5))));
    const start = (await findByLabelText(/^Start/)) as HTMLInputElement;
    expect(start.value).toBe('2026-03-11T15:00');
  });
});

describe('the settings', () => {
  it('name a deputy for the days of an absence', async () => {
    go(['settings']);
    const client = diaryClient();
    const { findByLabelText, getByLabelText, findByText, getByRole, queryByRole } = show(
      <Activities />,
      client,
    );
    fireEvent.input(await findByLabelText(/^First day/), { target: { value: '2026-03-16' } });
    fireEvent.input(getByLabelText(/^Last day/), { target: { value: '2026-03-20' } });
    fireEvent.click(getByRole('button', { name: 'Save absence' }));
    expect(await findByText('Choose a deputy.')).toBeTruthy();
    expect(commands(client)).toEqual([]);
    fireEvent.input(getByRole('combobox'), { target: { value: 'ben' } });
    fireEvent.click(await findByText('Ben Okafor'));
    fireEvent.click(getByRole('button', { name: 'Save absence' }));
    await findByText('Saved.');
    expect(commands(client)).toEqual([
      {
        type: 'absence.set',
        absence: {
          from: new Date(2026, 2, 16).toISOString(),
          until: new Date(2026, 2, 21).toISOString(),
          deputy: 'u-ben',
        },
      },
    ]);
    // It can be ended at once, before the server has told of it.
    fireEvent.click(getByRole('button', { name: 'End absence' }));
    await findByText('The absence has ended.');
    expect(commands(client).at(-1)).toEqual({ type: 'absence.set', absence: null });
    expect((getByLabelText(/^First day/) as HTMLInputElement).value).toBe('');
    expect(queryByRole('button', { name: 'End absence' })).toBeNull();
  });

  it('end an absence', async () => {
    go(['settings']);
    const client = diaryClient();
    const absence = {
      from: hoursFromNoon(-12),
      until: hoursFromNoon(12),
      deputy: { id: 'u-ben', name: 'Ben' },
    };
    client.tell('activity.settings', () => ({
      type: 'activity.settings',
      settings: { ...sampleSettings, absence },
    }));
    const { findByRole } = show(<Activities />, client);
    fireEvent.click(await findByRole('button', { name: 'End absence' }));
    await waitFor(() => expect(commands(client)).toEqual([{ type: 'absence.set', absence: null }]));
  });

  it('make a calendar address, show it once, and revoke it', async () => {
    go(['settings']);
    const client = diaryClient();
    client.calls.set('calendar.create', () => ({
      type: 'calendar',
      url: 'https://x.example/calendar/s.ics',
    }));
    const { findByRole, findByText, queryByText } = show(<Activities />, client);
    fireEvent.click(await findByRole('button', { name: 'Make an address' }));
    expect(await findByText('https://x.example/calendar/s.ics')).toBeTruthy();
    fireEvent.click(await findByRole('button', { name: 'Revoke the address' }));
    await waitFor(() => expect(client.sent('calendar.revoke')).toHaveLength(1));
    await waitFor(() => expect(queryByText('https://x.example/calendar/s.ics')).toBeNull());
  });

  it('say why an address could not be made', async () => {
    go(['settings']);
    const client = diaryClient();
    client.calls.set('calendar.create', () => {
      throw new ProtocolError('server-fault', { reference: 'r-7' });
    });
    const { findByRole } = show(<Activities />, client);
    fireEvent.click(await findByRole('button', { name: 'Make an address' }));
    expect((await findByRole('alert')).textContent).toContain('r-7');
  });
});
