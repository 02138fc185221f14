import { act, fireEvent, waitFor } from '@testing-library/preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { go, route } from '../../../components/route.ts';
import { show } from '../../../components/testing/show.tsx';
import { type Assignee, ProtocolError } from '../../../lib/protocol/index.ts';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { administrator, sampleInstance, sampleLog } from '../../../lib/testing/log-samples.ts';
import { sampleStatus } from '../../../lib/testing/page-samples.ts';
import { LogView } from './log-view.tsx';
import { REFRESH_MS } from './use-every.ts';

let asked = 0;

/** Each test has an address of its own: the page remembers what it has shown at which address. */
beforeEach(() => {
  localStorage.clear();
  asked += 1;
  go(['log'], { q: `test ${asked}` });
});

function clientWith(page = sampleLog(), user = administrator) {
  const client = new FakePageClient({
    status: sampleStatus({ user: { ...user, permissions: [...user.permissions] } }),
  });
  client.reply('log', () => ({ type: 'log', page }));
  client.reply('library', () => ({ type: 'library', entries: [] }));
  client.reply('views', () => ({ type: 'views', views: [] }));
  return client;
}

async function open(client = clientWith()) {
  const page = show(<LogView />, client);
  await page.findByRole('region', { name: 'Instances found' });
  return page;
}

function lastQuestion(client: FakePageClient) {
  const query = client
    .sent('admin.query')
    .map((one) => one.query)
    .findLast(({ type }) => type === 'log');
  if (query?.type !== 'log') throw new Error('Expected a question for the log, got none.');
  return query;
}

describe('the log', () => {
  it('shows what ran, how it stands and how long it took', async () => {
    const { getByRole, getAllByRole } = await open();
    const rows = getAllByRole('row');
    expect(rows).toHaveLength(7);
    expect(rows[4]?.textContent).toContain('Completed');
    expect(rows[4]?.textContent).toContain('1 day 2 hr');
    const link = getByRole('link', { name: /Solar roof/ });
    expect(link.getAttribute('href')).toBe('#/log/i-1');
  });

  it('says why one stands in Error', async () => {
    const { getByText } = await open();
    expect(getByText(/got 503/)).toBeTruthy();
  });

  it('says that nothing fits, and clears the filters', async () => {
    const { getByText, getAllByText } = await open(clientWith(sampleLog({ items: [], total: 0 })));
    expect(getByText('No instance fits the filters')).toBeTruthy();
    await act(() => void fireEvent.click(getAllByText('Clear all filters')[1] as Element));
    expect(route().query).toEqual({});
    expect(getByText('Nothing has run yet')).toBeTruthy();
  });

  it('says how many there are, and that they are too many to count', async () => {
    const { getByText } = await open(clientWith(sampleLog({ total: 10_000, more: true, next: 'n' })));
    expect(getByText('More than 10,000 instances')).toBeTruthy();
  });

  it('is for those who may see it', async () => {
    const client = clientWith(sampleLog(), { ...administrator, permissions: ['run-processes'] as never });
    const { getByText } = show(<LogView />, client);
    expect(getByText(/see the log/i)).toBeTruthy();
    expect(client.sent('admin.query')).toEqual([]);
  });

  it('says what the server refused, and asks again', async () => {
    const client = clientWith();
    client.reply('log', () => {
      throw new ProtocolError('server-fault', { reference: 'abc' });
    });
    const { findByRole, findByText } = show(<LogView />, client);
    expect((await findByRole('alert')).textContent).toContain('reference abc');
    client.reply('log', () => ({ type: 'log', page: sampleLog() }));
    fireEvent.click(await findByText('Try again'));
    expect(await findByText(/Solar roof/)).toBeTruthy();
  });

  it('says that it can’t be read while there is no link', async () => {
    const client = clientWith();
    client.put('status', sampleStatus({ link: 'offline' }));
    const { container } = show(<LogView />, client);
    expect(container.querySelector('.empty')).toBeTruthy();
    expect(client.sent('admin.query')).toEqual([]);
  });
});

describe('the filters', () => {
  it('are in the address and narrow what is asked for', async () => {
    const { getByLabelText, client } = await open();
    await act(() => void fireEvent.click(getByLabelText('Error')));
    await act(() => void fireEvent.click(getByLabelText('Today')));
    expect(route().query).toMatchObject({ status: 'error', period: 'day' });
    await waitFor(() => expect(lastQuestion(client).filter.statuses).toEqual(['error']));
    expect(lastQuestion(client).filter.from).not.toBeNull();
  });

  it('find what a word is in when the person pauses', async () => {
    const { getByLabelText, client } = await open();
    fireEvent.input(getByLabelText('Search'), { target: { value: `roof ${asked}` } });
    await waitFor(() => expect(lastQuestion(client).filter.search).toBe(`roof ${asked}`));
  });

  it('find an owner by a part of the name, with the keyboard', async () => {
    const client = clientWith();
    client.reply('assignees', () => ({
      type: 'assignees',
      assignees: [
        { type: 'user', id: 'u-anna', name: 'Anna Keller' },
        { type: 'user', id: 'u-annabel', name: 'Annabel Lee' },
      ],
    }));
    const { getByRole, findByRole } = await open(client);
    const field = getByRole('combobox', { name: 'Owner' });
    fireEvent.input(field, { target: { value: 'ann' } });
    await findByRole('option', { name: 'Annabel Lee' });
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    await waitFor(() => expect(field.getAttribute('aria-activedescendant')).toMatch(/-1$/));
    await act(() => void fireEvent.keyDown(field, { key: 'Enter' }));
    expect(route().query).toMatchObject({ owner: 'u-annabel', ownerName: 'Annabel Lee' });
  });

  it('are kept under a name', async () => {
    const { getByRole, findByLabelText, client } = await open();
    fireEvent.click(getByRole('button', { name: 'Saved views' }));
    fireEvent.click(getByRole('button', { name: 'Save these filters' }));
    fireEvent.input(await findByLabelText(/^Name/), { target: { value: 'Mine' } });
    fireEvent.click(getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(client.sent('order')).toHaveLength(1));
    const [request] = client.sent('order');
    expect(request?.order).toMatchObject({
      type: 'view.save',
      view: { name: 'Mine', filter: { search: `test ${asked}` } },
    });
  });

  it('that are kept are shown again', async () => {
    const client = clientWith();
    const filter = { ...lastFilter(), statuses: ['error' as const], period: 'week' as const };
    client.reply('views', () => ({ type: 'views', views: [{ id: 'v-1', name: 'Broken', filter }] }));
    const { getByRole } = await open(client);
    fireEvent.click(getByRole('button', { name: 'Saved views' }));
    await act(() => void fireEvent.click(getByRole('button', { name: 'Broken' })));
    expect(route().query).toEqual({ status: 'error', period: 'week' });
  });

  it('sort by what the server can sort by', async () => {
    const { getByRole, client } = await open();
    await act(() => void fireEvent.click(getByRole('button', { name: 'Duration' })));
    await waitFor(() => expect(lastQuestion(client)).toMatchObject({ sort: 'duration', descending: true }));
    expect(getByRole('columnheader', { name: 'Duration' }).getAttribute('aria-sort')).toBe('descending');
  });
});

function lastFilter() {
  return {
    process: null,
    version: null,
    statuses: [],
    owner: null,
    origin: null,
    record: null,
    from: null,
    to: null,
    search: null,
    element: null,
  };
}

describe('the pages', () => {
  it('are put behind each other', async () => {
    const client = clientWith(sampleLog({ next: 'page-2' }));
    const { getByRole, findByText } = await open(client);
    client.reply('log', ({ cursor }) => ({
      type: 'log',
      page: sampleLog({ items: [sampleInstance({ id: 'i-7', caption: `After ${cursor}` })] }),
    }));
    fireEvent.click(getByRole('button', { name: 'Load more' }));
    expect(await findByText('After page-2')).toBeTruthy();
    expect(await findByText(/Solar roof/)).toBeTruthy();
  });

  it('are where they were when the person comes back', async () => {
    const client = clientWith();
    const first = await open(client);
    first.unmount();
    client.put(
      'status',
      sampleStatus({ link: 'syncing', user: client.watch({ kind: 'status' }).value?.user ?? null }),
    );
    const { getByRole } = show(<LogView />, client);
    expect(getByRole('link', { name: /Solar roof/ })).toBeTruthy();
  });

  it('are refreshed without moving; what has come waits for a press', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const client = clientWith();
      const { getAllByRole, findByText, queryByText } = await open(client);
      const added = sampleInstance({ id: 'i-0', caption: 'Brand new' });
      client.reply('log', () => ({ type: 'log', page: sampleLog({ items: [added, ...sampleLog().items] }) }));
      await act(() => void vi.advanceTimersByTime(REFRESH_MS));
      const news = await findByText('Show 1 more instance');
      expect(queryByText('Brand new')).toBeNull();
      expect(getAllByRole('row')).toHaveLength(7);
      fireEvent.click(news);
      expect(await findByText('Brand new')).toBeTruthy();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('cancelling from the log', () => {
  it('asks for a reason, and shows how far a bulk is', async () => {
    const client = clientWith();
    client.obey('instances.cancel', () => ({
      type: 'bulk',
      bulk: {
        id: 'b-1',
        kind: 'cancel',
        title: 'Cancel 2 instances',
        total: 2,
        done: 1,
        failed: 0,
        createdAt: new Date().toISOString(),
        endedAt: null,
        failures: [],
      },
    }));
    const { getByLabelText, getByRole, findByText, findByRole } = await open(client);
    fireEvent.click(getByLabelText('Select all that have not ended'));
    fireEvent.click(getByRole('button', { name: 'Cancel 2 instances' }));
    const [dialog] = document.querySelectorAll('dialog');
    fireEvent.submit(dialog?.querySelector('form') as HTMLFormElement);
    expect(await findByText('Enter a reason.')).toBeTruthy();
    fireEvent.input(getByLabelText(/^Reason/), { target: { value: 'Entered twice' } });
    fireEvent.submit(dialog?.querySelector('form') as HTMLFormElement);
    expect(await findByRole('progressbar')).toBeTruthy();
    const [request] = client.sent('order');
    expect(request?.order).toEqual({
      type: 'instances.cancel',
      instances: ['i-1', 'i-2'],
      reason: 'Entered twice',
    });
  });

  it('is offered to those who may', async () => {
    const client = clientWith(sampleLog(), { ...administrator, permissions: ['see-log'] as never });
    const { queryByLabelText } = await open(client);
    expect(queryByLabelText('Select all that have not ended')).toBeNull();
  });
});

describe('assigning open steps from the log', () => {
  const maria: Assignee = { type: 'user', id: 'maria', name: 'Maria Moreno' };
  const left: Assignee = { type: 'user', id: 'leo', name: 'Leo Left' };

  function obedient() {
    const client = clientWith();
    client.reply('assignees', ({ inactive }) => ({
      type: 'assignees',
      assignees: inactive ? [left] : [maria],
    }));
    client.obey('steps.reassign', () => ({
      type: 'bulk',
      bulk: {
        ...{ id: 'b-1', kind: 'reassign', title: 'Maria Moreno', total: 2, done: 1, failed: 0, failures: [] },
        ...{ createdAt: new Date().toISOString(), endedAt: null },
      },
    }));
    return client;
  }

  async function choose(page: Awaited<ReturnType<typeof open>>, label: RegExp, name: string) {
    fireEvent.input(page.getByRole('combobox', { name: label }), { target: { value: name.slice(0, 2) } });
    fireEvent.click(await page.findByRole('option', { name }));
  }

  const submit = () =>
    fireEvent.submit(document.querySelector('dialog form') ?? document.createElement('form'));

  it('asks whose, when none are selected: also of somebody who has left', async () => {
    const client = obedient();
    const page = await open(client);
    fireEvent.click(page.getByRole('button', { name: 'Assign steps' }));
    submit();
    expect(await page.findByText('Choose the person whose steps are to be assigned.')).toBeTruthy();
    expect(page.getByText('Choose a person or a role from the list.')).toBeTruthy();
    await choose(page, /^Steps of/, 'Leo Left');
    await choose(page, /^Person or role/, 'Maria Moreno');
    submit();
    expect(await page.findByText('1 of 2 assigned')).toBeTruthy();
    const [request] = client.sent('order');
    expect(request?.order).toEqual({
      ...{ type: 'steps.reassign', instances: null, from: 'leo', user: 'maria', role: null },
    });
  });

  it('takes those of the selected instances', async () => {
    const client = obedient();
    const page = await open(client);
    fireEvent.click(page.getByLabelText('Select all that have not ended'));
    fireEvent.click(page.getByRole('button', { name: 'Assign steps' }));
    expect(page.getByText('Steps of the 2 selected instances.')).toBeTruthy();
    await choose(page, /^Person or role/, 'Maria Moreno');
    submit();
    await page.findByRole('progressbar');
    const [request] = client.sent('order');
    expect(request?.order).toEqual({
      ...{ type: 'steps.reassign', instances: ['i-1', 'i-2'], from: null, user: 'maria', role: null },
    });
  });

  it('is offered to those who may', async () => {
    const permissions = ['see-log', 'cancel-instances'] as never;
    const { queryByRole } = await open(clientWith(sampleLog(), { ...administrator, permissions }));
    expect(queryByRole('button', { name: 'Assign steps' })).toBeNull();
  });
});

describe('the columns', () => {
  it('have the stage where a case is among the instances', async () => {
    const without = await open();
    expect(without.queryByRole('columnheader', { name: 'Stage' })).toBeNull();
    const items = [sampleInstance({ stage: 'Proposal' }), sampleInstance({ id: 'i-2' })];
    const { getByRole, getAllByRole } = await open(clientWith(sampleLog({ items })));
    getByRole('columnheader', { name: 'Stage' });
    expect(getAllByRole('row')[1]?.textContent).toContain('Proposal');
  });

  it('are those that the person has chosen, also next time', async () => {
    const { getByRole, queryByRole } = await open();
    fireEvent.click(getByRole('button', { name: 'Columns' }));
    fireEvent.click(getByRole('checkbox', { name: 'Process' }));
    expect(queryByRole('columnheader', { name: 'Process' })).toBeNull();
    const again = await open();
    expect(again.queryByRole('columnheader', { name: 'Process' })).toBeNull();
  });
});

describe('the export', () => {
  it('reads page by page and saves a file', async () => {
    const saved = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:test');
    const client = clientWith();
    client.reply('log', ({ cursor }) => ({
      type: 'log',
      page: cursor === 'two' ? sampleLog() : sampleLog({ next: 'two' }),
    }));
    const { getByRole, findByText } = await open(client);
    fireEvent.click(getByRole('button', { name: 'Export' }));
    fireEvent.submit(document.querySelector('dialog form') as HTMLFormElement);
    expect(await findByText(/A file with 12 rows was saved/)).toBeTruthy();
    expect(saved).toHaveBeenCalledOnce();
  });
});
