/** *Perform later*, assigning, taking and giving back, and the wait for the system (behaviour 2.2, 6.3, 6.4, 7.3). */
import { act, fireEvent, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { press, show } from '../../components/testing/show.tsx';
import type { PageView as View } from '../../lib/messaging/contract.ts';
import { type Activity, type Assignee, type Task, wireError } from '../../lib/protocol/index.ts';
import { WORK_MS } from '../../lib/stack/stack.ts';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import {
  activity,
  anna,
  form,
  hoursFromNoon,
  NOON,
  question,
  sampleOverlay,
  samplePage,
  sampleStatus,
} from '../../lib/testing/page-samples.ts';
import { Overlay } from './overlay.tsx';

const BEN: Assignee = { type: 'user', id: 'u-ben', name: 'Ben Okafor' };
const SUPPORT: Assignee = { type: 'role', id: 'r-support', name: 'Support', members: 3 };

beforeEach(() => vi.useFakeTimers({ now: NOON, toFake: ['Date', 'performance'] }));
afterEach(() => vi.useRealTimers());

async function open(view: View) {
  const task = view.page?.task.id ?? 't-1';
  const client = new FakePageClient({ overlay: sampleOverlay({ task }), status: sampleStatus() });
  client.put('page', view, task);
  client.tell('people.search', ({ text }) => ({
    type: 'people.search',
    found: [BEN, SUPPORT].filter(({ name }) => name.toLowerCase().includes(text.toLowerCase())),
  }));
  const drawn = show(<Overlay />, client);
  await act(() => undefined);
  return { ...drawn, client, push: (next: View) => act(() => client.put('page', next, task)) };
}

/** A page whose task is changed in some of its parts. */
function pageOf(
  content: Parameters<typeof samplePage>[0],
  change: Partial<Task> = {},
  more: Partial<View> = {},
) {
  const view = samplePage(content, more);
  return view.page ? { ...view, page: { ...view.page, task: { ...view.page.task, ...change } } } : view;
}

const pass = (ms: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
const commands = (client: FakePageClient) => client.sent('activity.command').map(({ command }) => command);
const type = (control: Element, value: string) => fireEvent.input(control, { target: { value } });
async function choose(drawn: Awaited<ReturnType<typeof open>>, label: RegExp, words: string, name: string) {
  type(drawn.getByLabelText(label, { selector: 'input' }), words);
  fireEvent.click(await drawn.findByText(name, { selector: '.picker-option span' }));
}
/** Sends the panel off, as Enter or its button does. */
const submit = (drawn: { container: Element }) => {
  const panel = drawn.container.querySelector('.step-panel-form');
  if (panel) fireEvent.submit(panel);
};
const local = (hour: number, minute = 0, day = 11) => new Date(2026, 2, day, hour, minute).toISOString();

describe('perform later', () => {
  it('[M13] [M14] postpones a question with every field of the form, and keeps what was typed (behaviour 6.4)', async () => {
    const drawn = await open(pageOf(question));
    const { client, getByText, getByLabelText } = drawn;
    await act(() => press(getByText('Perform later')));
    type(getByLabelText(/Start date/), '2026-03-12');
    type(getByLabelText(/Start time/), '10:15');
    fireEvent.change(getByLabelText(/Duration/), { target: { value: '60' } });
    fireEvent.change(getByLabelText(/Reminder/), { target: { value: '30' } });
    fireEvent.click(getByLabelText('Show in calendar'));
    type(getByLabelText(/Subject/), 'Ask again');
    await choose(drawn, /Owner/, 'sup', 'Support');
    submit(drawn);
    await waitFor(() =>
      expect(commands(client)).toEqual([
        {
          ...{ type: 'task.postpone', task: 't-1', start: local(10, 15, 12), minutes: 60, remindMinutes: 30 },
          ...{ showInCalendar: false, title: 'Ask again', performer: { user: null, role: 'r-support' } },
        },
      ]),
    );
    expect(client.sent('overlay.close')).toEqual([]);
  });

  it('[M13] offers the times that people mean most often', async () => {
    const drawn = await open(pageOf(question));
    const { client, getByText, getByLabelText } = drawn;
    await act(() => press(getByText('Perform later')));
    await act(() => press(getByText('Next Monday')));
    expect(getByLabelText(/Start date/)).toHaveProperty('value', '2026-03-16');
    expect(getByLabelText(/Start time/)).toHaveProperty('value', '09:00');
    submit(drawn);
    await waitFor(() =>
      expect(commands(client)).toMatchObject([{ start: local(9, 0, 16), remindMinutes: 10 }]),
    );
    expect(commands(client)[0]).not.toHaveProperty('performer');
  });

  it('names what is missing or lies behind, at its field, and sends nothing', async () => {
    const drawn = await open(pageOf(question));
    const { client, getByText, getByLabelText } = drawn;
    await act(() => press(getByText('Perform later')));
    type(getByLabelText(/Start date/), '2026-03-10');
    type(getByLabelText(/Subject/), ' ');
    type(getByLabelText(/Owner/, { selector: 'input' }), '');
    await act(() => submit(drawn));
    expect(getByText('Choose a time that lies ahead.')).toBeTruthy();
    expect(getByText('Enter: Subject')).toBeTruthy();
    expect(getByText('Choose a person or a role from the list.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(getByLabelText(/Start date/)));
    expect(commands(client)).toEqual([]);
  });

  it('is left by Cancel and by Escape, which close nothing else; the focus goes back', async () => {
    const drawn = await open(pageOf(question));
    const { client, getByText, queryByLabelText, getByLabelText } = drawn;
    const button = getByText('Perform later').closest('button');
    for (const leave of [
      () => press(getByText('Cancel')),
      () => fireEvent.keyDown(getByLabelText(/Subject/), { key: 'Escape' }),
    ]) {
      await act(() => press(getByText('Perform later')));
      await act(leave);
      expect(queryByLabelText(/Start date/)).toBeNull();
      expect(document.activeElement).toBe(button);
    }
    expect(client.sent('overlay.close')).toEqual([]);
  });

  it('stays as it was entered when the server refuses it, with the reason', async () => {
    const error = wireError('step-unfit', { expected: 'a person', got: 'nobody' });
    const moving = { command: 'c', type: 'task.postpone', state: 'sending', error: null } as const;
    const drawn = await open(pageOf(question));
    const { client, getByText, getByLabelText, push } = drawn;
    await act(() => press(getByText('Perform later')));
    type(getByLabelText(/Subject/), 'Ask again');
    await act(() => submit(drawn));
    await push(pageOf(question, {}, { moving }));
    await push(pageOf(question, {}, { moving: { ...moving, state: 'refused', error } }));
    expect(getByText(error.message)).toBeTruthy();
    expect(getByLabelText(/Subject/)).toHaveProperty('value', 'Ask again');
    press(getByText('Put away'));
    expect(client.sent('refusal.dismiss')).toMatchObject([{ command: 'c' }]);
  });

  it('[M15] is Close on a custom page (behaviour 6.4)', async () => {
    const { client, getByText, queryByText } = await open(pageOf(form));
    expect(queryByText('Perform later')).toBeNull();
    press(getByText('Close', { selector: '.step-foot span' }));
    expect(client.sent('overlay.close')).toHaveLength(1);
  });
});

describe('an activity', () => {
  const planned = { kind: 'perform-task', start: hoursFromNoon(1), due: hoursFromNoon(2) } as const;
  const kept: Activity = {
    ...{ id: 'a-1', title: 'x', description: null, category: 'Call', status: 'not-started' },
    ...{ start: hoursFromNoon(1), due: hoursFromNoon(2), result: null, details: null, owner: null },
    ...{ role: null, author: null, participants: [], priority: 'medium', showInCalendar: false },
    ...{
      remindAt: hoursFromNoon(0),
      remindAuthorAt: null,
      connected: [],
      task: null,
      results: [],
      mayChange: true,
    },
    ...{ createdAt: hoursFromNoon(0), endedAt: null },
  };

  it('[M09] is postponed by a new start and due time (behaviour 6.4, 7.3)', async () => {
    const drawn = await open(pageOf(activity, planned));
    const { client, getByText, getByLabelText } = drawn;
    await act(() => press(getByText('Reschedule')));
    expect(getByLabelText(/Due time/)).toHaveProperty('value', '14:00');
    await act(() => press(getByText('Tomorrow morning')));
    type(getByLabelText(/Due time/), '11:30');
    submit(drawn);
    await waitFor(() =>
      expect(commands(client)).toMatchObject([
        { type: 'task.postpone', start: local(9, 0, 12), minutes: 150 },
      ]),
    );
  });

  it('asks for a due time behind the start, and lets the start lie behind now', async () => {
    const drawn = await open(pageOf(activity, planned));
    const { client, getByText, getByLabelText } = drawn;
    await act(() => press(getByText('Reschedule')));
    type(getByLabelText(/Due date/), '2026-03-10');
    await act(() => submit(drawn));
    expect(getByText('Choose a due time after the start.')).toBeTruthy();
    type(getByLabelText(/Due date/), '2028-03-11');
    await act(() => submit(drawn));
    expect(getByText('Choose a due time within a year of the start.')).toBeTruthy();
    expect(commands(client)).toEqual([]);
    type(getByLabelText(/Due date/), '2026-03-11');
    type(getByLabelText(/Start time/), '08:00');
    submit(drawn);
    await waitFor(() => expect(commands(client)).toMatchObject([{ start: local(8), minutes: 360 }]));
  });

  it('has the reminder and the calendar that it had', async () => {
    const drawn = await open(pageOf(activity));
    const { client, getByText, getByLabelText, push } = drawn;
    client.tell('activity', () => ({ type: 'activity', activity: kept }));
    await push(pageOf(activity, { ...planned, activity: 'a-1' }));
    await act(() => press(getByText('Reschedule')));
    await waitFor(() => expect(getByLabelText(/Reminder/)).toHaveProperty('value', '60'));
    expect(getByLabelText('Show in calendar')).toHaveProperty('checked', false);
  });

  it('keeps what was entered before these have come', async () => {
    const drawn = await open(pageOf(activity, { ...planned, activity: 'a-1' }));
    const { client, getByText, getByLabelText } = drawn;
    let answer = () => {};
    const asked = new Promise<never>((resolve) => {
      answer = () => resolve({ type: 'activity', activity: kept } as never);
    });
    vi.spyOn(client, 'query').mockReturnValue(asked);
    await act(() => press(getByText('Reschedule')));
    fireEvent.change(getByLabelText(/Reminder/), { target: { value: '30' } });
    await act(answer);
    await waitFor(() => expect(getByLabelText('Show in calendar')).toHaveProperty('checked', false));
    expect(getByLabelText(/Reminder/)).toHaveProperty('value', '30');
  });
});

describe('a step of a role', () => {
  const role = { id: 'r-sales', name: 'Sales' };
  const free = pageOf(question, { performer: { user: null, role } });
  const mine = pageOf(question, { performer: { user: { id: anna.id, name: anna.name }, role } });
  const taken = pageOf(question, { performer: { user: { id: 'u-ben', name: 'Ben Okafor' }, role } });

  it('is taken on, and given back', async () => {
    const { client, getByText, push } = await open(free);
    await act(async () => press(getByText('Take it on')));
    await push(mine);
    await waitFor(() =>
      expect(getByText('Give it back').closest('button')?.getAttribute('aria-disabled')).toBeNull(),
    );
    press(getByText('Give it back'));
    expect(commands(client)).toEqual([
      { type: 'task.take', task: 't-1' },
      { type: 'task.release', task: 't-1' },
    ]);
  });

  it('tells under the eyes of who has it open that somebody else has taken it', async () => {
    const { getByText, queryByText, push } = await open(free);
    await push(taken);
    expect(getByText('Ben Okafor has taken this step on for Sales')).toBeTruthy();
    expect(queryByText('Take it on')).toBeNull();
    expect(getByText('Continue').closest('button')?.getAttribute('aria-disabled')).toBeNull();
  });

  it('says who was first when two take it at once (behaviour 6.3, 7.4)', async () => {
    const error = wireError('task-taken', { by: 'Ben Okafor' });
    const moving = { command: 'c', type: 'task.take', state: 'refused', error } as const;
    const { getByText } = await open({ ...taken, moving });
    expect(getByText(error.message)).toBeTruthy();
  });

  it('[M08] is assigned to another person or role on its page', async () => {
    const drawn = await open(free);
    const { client, getByLabelText, getByText } = drawn;
    await act(() => press(getByLabelText('Assign to somebody else')));
    await act(() => submit(drawn));
    expect(getByText('Choose a person or a role from the list.')).toBeTruthy();
    await choose(drawn, /Person or role/, 'ben', 'Ben Okafor');
    submit(drawn);
    await waitFor(() =>
      expect(commands(client)).toEqual([{ type: 'task.assign', task: 't-1', user: 'u-ben', role: null }]),
    );
  });
});

describe('the wait for the system', () => {
  it('[M03] holds the place of the next page, can be left, and ends by itself', async () => {
    const since = Date.now();
    const client = new FakePageClient({
      overlay: sampleOverlay({ task: null, working: { since } }),
      status: sampleStatus(),
    });
    vi.useRealTimers();
    vi.useFakeTimers({ now: since, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    const { getByText } = show(<Overlay />, client);
    await pass(500);
    expect(getByText('Its next page opens here. You need not wait for it.')).toBeTruthy();
    await act(() => press(getByText('Close')));
    expect(client.sent('work.leave')).toHaveLength(1);
    await pass(10_000);
    expect(getByText(/takes longer than usual/)).toBeTruthy();
    await pass(WORK_MS);
    expect(client.sent('work.leave')).toHaveLength(2);
  });

  it('leaves the page before in its place, out of use, while it is short', async () => {
    const { client, getByText, container } = await open(pageOf(question));
    await act(() => client.put('overlay', sampleOverlay({ task: null, working: { since: Date.now() } })));
    expect(getByText('Continue')).toBeTruthy();
    expect(container.querySelector('[inert]')).toBeTruthy();
  });
});
