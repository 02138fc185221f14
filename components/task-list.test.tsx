import { act, fireEvent, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wireError } from '../lib/protocol/index.ts';
import { FakePageClient } from '../lib/testing/fake-page-client.ts';
import {
  anna,
  laterTask,
  lead,
  NOON,
  sampleList,
  sampleStatus,
  sampleTask,
  sampleTasks,
} from '../lib/testing/page-samples.ts';
import { TaskList } from './task-list.tsx';
import { show } from './testing/show.tsx';

const live = { status: sampleStatus(), tasks: sampleList() };
const ALL = {
  ...{ kind: 'tasks', shelf: 'task', future: false, record: null, process: null, search: '' },
};
const lastQuery = (client: FakePageClient) => client.watched.filter(({ kind }) => kind === 'tasks').at(-1);

beforeEach(() => vi.useFakeTimers({ now: NOON, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

describe('the task list', () => {
  it('asks for what is due up to today and shows it in groups (behaviour 6.1, date rule)', () => {
    const client = new FakePageClient(live);
    const { getAllByRole } = show(<TaskList record={null} onOpen={vi.fn()} />, client);
    expect(lastQuery(client)).toEqual({ ...ALL, limit: 50 });
    expect(getAllByRole('heading').map((heading) => heading.textContent)).toEqual([
      'Overdue',
      'Today',
      'No due date',
    ]);
  });

  it('shows later ones on request and says how many there are (behaviour 6.1, future tasks)', async () => {
    const client = new FakePageClient(live);
    const { getByLabelText, getByText } = show(<TaskList record={null} onOpen={vi.fn()} />, client);
    fireEvent.click(getByLabelText('Show future tasks (3)'));
    await act(() => client.put('tasks', sampleList({ items: [...sampleTasks, laterTask], total: 5 })));
    expect(lastQuery(client)).toMatchObject({ future: true });
    expect(getByText('Later')).toBeTruthy();
  });

  it('narrows to the record that the page shows, and widens again from the empty state', () => {
    const client = new FakePageClient({ ...live, tasks: sampleList({ items: [], total: 0 }) });
    const { getByLabelText, getByText } = show(<TaskList record={lead} onOpen={vi.fn()} />, client);
    fireEvent.click(getByLabelText('Only this record'));
    const record = { system: lead.system, type: lead.type, id: lead.id };
    expect(lastQuery(client)).toEqual({ ...ALL, record, limit: 50 });
    fireEvent.click(getByText('Show all tasks'));
    expect((getByLabelText('Only this record') as HTMLInputElement).checked).toBe(false);
  });

  it('is gone through with the arrow keys, over all groups, and into it from the search', () => {
    const client = new FakePageClient({ ...live, tasks: sampleList({ counts: { task: 20, approval: 0 } }) });
    const { getByRole, container } = show(<TaskList record={null} onOpen={vi.fn()} />, client);
    const tasks = [...container.querySelectorAll<HTMLElement>('.task-item-open')];
    expect(tasks.length).toBeGreaterThan(2);
    const search = getByRole('searchbox');
    search.focus();
    const gone = (key: string) => {
      fireEvent.keyDown(document.activeElement ?? search, { key });
      return tasks.indexOf(document.activeElement as HTMLElement);
    };
    expect([gone('End'), gone('ArrowDown'), gone('ArrowDown'), gone('ArrowUp')]).toEqual([-1, 0, 1, 0]);
    expect([gone('ArrowUp'), gone('End'), gone('ArrowDown'), gone('Home')]).toEqual([
      ...[0, tasks.length - 1, tasks.length - 1, 0],
    ]);
  });

  it('offers no record filter where there is no record', () => {
    const { queryByLabelText } = show(<TaskList record={null} onOpen={vi.fn()} />, new FakePageClient(live));
    expect(queryByLabelText('Only this record')).toBeNull();
  });

  it('draws fifty of 10,000 and fifty more on request', () => {
    const items = Array.from({ length: 50 }, (_, at) => sampleTask({ id: `t-${at}` }));
    const client = new FakePageClient({ ...live, tasks: sampleList({ items, total: 10_000 }) });
    const { getByText, getAllByRole } = show(<TaskList record={null} onOpen={vi.fn()} />, client);
    expect(getAllByRole('listitem')).toHaveLength(50);
    fireEvent.click(getByText('Show 50 more of 10000'));
    expect(lastQuery(client)).toMatchObject({ limit: 100 });
  });

  it.each([
    [{ status: sampleStatus({ link: 'signed-out' }), later: 0 }, 'Sign in to see your tasks'],
    [{ status: sampleStatus(), later: 0 }, 'New steps appear here by themselves.'],
    [{ status: sampleStatus(), later: 2 }, 'Nothing is due today. Later tasks are shown on request.'],
  ])('says why it is empty %#', ({ status, later }, words) => {
    const client = new FakePageClient({ status, tasks: sampleList({ items: [], later }) });
    expect(show(<TaskList record={null} onOpen={vi.fn()} />, client).container.textContent).toContain(words);
  });

  it('opens the task that is clicked (behaviour 6.3; 6.5, panel)', () => {
    const open = vi.fn();
    const { getByText } = show(<TaskList record={null} onOpen={open} />, new FakePageClient(live));
    fireEvent.click(getByText('Note the needs'));
    expect(open).toHaveBeenCalledWith(expect.objectContaining({ id: 't-form' }));
  });

  it('[M23] takes a task away when it is completed, without being asked (behaviour 6.3)', async () => {
    const client = new FakePageClient(live);
    const { queryByText } = show(<TaskList record={null} onOpen={vi.fn()} />, client);
    await act(() => client.put('tasks', sampleList({ items: sampleTasks.slice(1), total: 3 })));
    expect(queryByText('Call back about the offer')).toBeNull();
  });

  it('puts refused commands on top, to be opened or put away', () => {
    const error = wireError('task-unknown', { task: 't-9' });
    const refused = [{ command: 'c-1', task: 't-9', title: 'Note the needs', error }];
    const client = new FakePageClient({ ...live, status: sampleStatus({ refused }) });
    const { getByText } = show(<TaskList record={null} onOpen={vi.fn()} />, client);
    expect(getByText('Not accepted: Note the needs')).toBeTruthy();
    fireEvent.click(getByText('Open'));
    fireEvent.click(getByText('Put away'));
    expect(client.requests).toEqual([
      { type: 'task.open', task: 't-9' },
      { type: 'refusal.dismiss', command: 'c-1' },
    ]);
  });

  it('searches and narrows to a process where there are many, and widens again', async () => {
    const client = new FakePageClient({ ...live, tasks: sampleList({ total: 60 }) });
    client.put('task-processes', [
      { key: 'offer', name: 'Follow up an offer' },
      { key: 'qualify-lead', name: 'Qualify a lead' },
    ]);
    const { getByLabelText, getByText } = show(<TaskList record={null} onOpen={vi.fn()} />, client);
    fireEvent.change(getByLabelText('Process'), { target: { value: 'offer' } });
    expect(lastQuery(client)).toMatchObject({ process: 'offer' });
    fireEvent.input(getByLabelText('Search tasks'), { target: { value: 'hotel' } });
    await waitFor(() => expect(lastQuery(client)).toMatchObject({ process: 'offer', search: 'hotel' }));
    await act(() => client.put('tasks', sampleList({ items: [] })));
    expect(getByText('No task fits')).toBeTruthy();
    fireEvent.click(getByText('Show all tasks'));
    expect(lastQuery(client)).toMatchObject({ process: null, search: '', future: true });
    await act(() => client.put('tasks', sampleList({ total: 60 })));
    expect((getByLabelText('Search tasks') as HTMLInputElement).value).toBe('');
  });

  it('empties the search with Escape before anything else closes', async () => {
    const client = new FakePageClient({ ...live, tasks: sampleList({ total: 60 }) });
    const { getByLabelText } = show(<TaskList record={null} onOpen={vi.fn()} />, client);
    const search = getByLabelText('Search tasks') as HTMLInputElement;
    fireEvent.input(search, { target: { value: 'hotel' } });
    expect(fireEvent.keyDown(search, { key: 'Escape' })).toBe(false);
    expect(search.value).toBe('');
    expect(fireEvent.keyDown(search, { key: 'Escape' })).toBe(true);
  });

  it('needs no search where there are few', () => {
    const { queryByLabelText } = show(<TaskList record={null} onOpen={vi.fn()} />, new FakePageClient(live));
    expect(queryByLabelText('Search tasks')).toBeNull();
  });

  it('keeps approvals apart, where there are any', () => {
    const client = new FakePageClient(live);
    const { queryByLabelText, getByLabelText } = show(<TaskList record={null} onOpen={vi.fn()} />, client);
    expect(queryByLabelText(/Approvals/)).toBeNull();
    act(() => client.put('tasks', sampleList({ counts: { task: 4, approval: 2 } })));
    fireEvent.click(getByLabelText('Approvals (2)'));
    expect(lastQuery(client)).toMatchObject({ shelf: 'approval' });
  });

  it('says how many are listed to who cannot see it', async () => {
    const client = new FakePageClient(live);
    const { getByText } = show(<TaskList record={null} onOpen={vi.fn()} />, client);
    expect(getByText('4 tasks are listed.').getAttribute('role')).toBe('status');
    await act(() => client.put('tasks', sampleList({ items: sampleTasks.slice(1) })));
    expect(getByText('3 tasks are listed.')).toBeTruthy();
  });

  it('marks what is new and what somebody else has taken', () => {
    const bob = { id: 'u-bob', name: 'Bob' };
    const role = { id: 'r-sales', name: 'Sales' };
    const items = [
      sampleTask({ id: 'new', title: 'New one' }),
      sampleTask({ id: 'theirs', title: 'Taken one', performer: { user: bob, role } }),
      sampleTask({ id: 'mine', title: 'My one', performer: { user: anna, role } }),
      sampleTask({ id: 'away', title: 'For another', performer: { user: bob, role: null } }),
    ];
    const tasks = sampleList({ items, unread: ['new'], taken: ['theirs'] });
    const { getByText } = show(
      <TaskList record={null} onOpen={vi.fn()} />,
      new FakePageClient({ ...live, tasks }),
    );
    const row = (title: string) => getByText(title).closest('button')?.textContent;
    expect(row('New one')).toMatch(/New$/);
    expect(row('Taken one')).toMatch(/Taken by Bob$/);
    expect(row('My one')).toMatch(/Taken by you, for Sales$/);
    expect(row('For another')).toMatch(/For Bob, who is away$/);
  });
});
