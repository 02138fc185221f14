import { act, fireEvent, waitFor } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { openOnce } from '../../components/open-once.ts';
import { press, show } from '../../components/testing/show.tsx';
import { ProtocolError, wireError } from '../../lib/protocol/index.ts';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import {
  lead,
  sampleList,
  sampleMenu,
  sampleOverlay,
  sampleStatus,
  sampleTask,
} from '../../lib/testing/page-samples.ts';
import { Overlay } from './overlay.tsx';

vi.mock('../../components/open-once.ts', () => ({ openOnce: vi.fn(async () => undefined) }));

const menuView = sampleOverlay({ view: 'menu', task: null });

function openMenu(menu = sampleMenu(), status = sampleStatus()) {
  return show(<Overlay />, new FakePageClient({ overlay: menuView, menu, status }));
}

const acted = (client: FakePageClient) => client.requests.filter(({ type }) => type !== 'overlay.size');

describe('the overlay', () => {
  it('shows nothing while it is hidden', () => {
    const client = new FakePageClient({ overlay: sampleOverlay({ view: 'hidden', task: null }) });
    expect(show(<Overlay />, client).container.textContent).toBe('');
  });

  it('goes from menu to drawer when the background says so, with the focus on the heading', async () => {
    const { client, getByRole } = openMenu();
    client.put('tasks', sampleList());
    await act(() => client.put('overlay', sampleOverlay({ view: 'drawer', task: null })));
    const heading = getByRole('heading', { level: 1 });
    expect(heading.textContent).toBe('My tasks (4)');
    expect(document.activeElement).toBe(heading);
  });
});

describe('the menu of a record', () => {
  it('[M20] continues a pending step of the record (behaviour 6.5, record page)', () => {
    const { getByText, client } = openMenu();
    fireEvent.click(getByText('Is the lead interested?'));
    expect(acted(client)).toEqual([{ type: 'task.open', task: 't-1' }]);
  });

  it('runs a process that fits, on the record of the page', () => {
    const { getByText, client } = openMenu();
    press(getByText('Qualify a lead'));
    expect(acted(client)).toEqual([{ type: 'process.start', process: 'qualify-lead', record: lead }]);
  });

  it('starts nothing on a click that no person made', () => {
    const { getByText, client } = openMenu();
    fireEvent.click(getByText('Qualify a lead'));
    expect(acted(client)).toEqual([]);
  });

  it('says that a process is being started, and starts no second one', () => {
    const { getByText, client } = openMenu(sampleMenu({ starting: 'qualify-lead' }));
    expect(getByText('Starting…')).toBeTruthy();
    press(getByText('Follow up an offer'));
    expect(acted(client)).toEqual([]);
  });

  it('says why a process was not started', () => {
    const error = wireError('process-unknown', { key: 'x' });
    expect(openMenu(sampleMenu({ error })).getByRole('alert').textContent).toContain(error.message);
  });

  it('says when nothing fits, and leads to my tasks all the same', () => {
    const { getByText, client } = openMenu(sampleMenu({ tasks: [], processes: [] }));
    expect(getByText(/No process fits this record/)).toBeTruthy();
    fireEvent.click(getByText('My tasks'));
    expect(acted(client)).toEqual([{ type: 'drawer.open' }]);
  });

  it('leads to the activities of the record, in a tab of ours (behaviour 6.5)', async () => {
    const { getByText, client } = openMenu();
    fireEvent.click(getByText('Activities of this record'));
    await waitFor(() => expect(acted(client)).toEqual([{ type: 'overlay.close' }]));
    expect(openOnce).toHaveBeenCalledWith(
      expect.stringContaining(
        `/activities.html#/record?system=${lead.system}&type=${lead.type}&id=${lead.id}`,
      ),
    );
  });

  it('leads to the sign-in on a page of our own, never in the CRM page', () => {
    const { getByRole, queryByRole } = openMenu(
      sampleMenu(),
      sampleStatus({ link: 'signed-out', user: null }),
    );
    expect(getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/options.html');
    expect(queryByRole('menu')).toBeNull();
  });

  it('closes with Escape, once', () => {
    const { client } = openMenu();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    expect(acted(client)).toEqual([{ type: 'overlay.close' }]);
  });
});

describe('the menu of a list', () => {
  const ticked = [
    { ...lead, id: '1', title: 'Lamp shop' },
    { ...lead, id: '2', title: 'Tea house' },
  ];
  const ofList = (selected: (typeof lead)[]) => openMenu(sampleMenu({ record: null, tasks: [], selected }));
  const bulk = {
    ...{ id: 'b-1', kind: 'start' as const, title: 'Qualify a lead', total: 2, done: 0, failed: 0 },
    ...{ createdAt: '2026-03-02T09:00:00Z', endedAt: null, failures: [] },
  };

  it('starts one instance for each ticked record and shows how far it is, failures by name', async () => {
    const { getByText, findByText, client } = ofList(ticked);
    client.obey('process.start-many', () => ({ type: 'bulk', bulk }));
    const failures = [{ subject: 'Tea house', problem: 'Expected a lead, got none.' }];
    client.reply('bulk', () => ({
      type: 'bulk',
      bulk: { ...bulk, done: 1, failed: 1, endedAt: '2026-03-02T09:00:01Z', failures },
    }));
    expect(getByText('2 selected')).toBeTruthy();
    press(getByText('Qualify a lead'));
    expect(client.sent('order')).toEqual([
      {
        type: 'order',
        order: { type: 'process.start-many', process: 'qualify-lead', records: ticked, variables: {} },
      },
    ]);
    expect(await findByText('1 of 2 started')).toBeTruthy();
    expect((await findByText('Tea house')).parentElement?.textContent).toContain('Expected a lead');
  });

  it('starts a single one as on its own page, so that its first page opens', () => {
    const { getByText, client } = ofList(ticked.slice(0, 1));
    press(getByText('Qualify a lead'));
    expect(acted(client)).toEqual([{ type: 'process.start', process: 'qualify-lead', record: ticked[0] }]);
  });

  const [shop, house] = ticked;
  const steps = [
    sampleTask({ id: 't-shop', title: 'Call the shop', record: shop ?? null }),
    sampleTask({ id: 't-house', title: 'Write to the house', record: house ?? null }),
    sampleTask({ id: 't-visit', title: 'Visit the house', record: house ?? null }),
  ];
  const moving = (tasks: typeof steps, moreTasks = false) =>
    openMenu(sampleMenu({ record: null, selected: ticked, tasks, moreTasks }));

  it('[M21] moves the ticked record down its process: a single pending step opens its page (behaviour 6.5, list row)', () => {
    const { getByText, client } = moving(steps.slice(0, 1));
    expect(getByText('Call the shop')).toBeTruthy();
    fireEvent.click(getByText('Move down the process'));
    expect(acted(client)).toEqual([{ type: 'task.open', task: 't-shop' }]);
  });

  it('[M21] several pending steps open a window to choose from, under the names of their records', () => {
    const { getByText, getAllByRole, queryByText, client } = moving(steps);
    expect(getByText('3 steps of 2 records')).toBeTruthy();
    expect(queryByText('Visit the house')).toBeNull();
    fireEvent.click(getByText('Move down the process'));
    expect(acted(client)).toEqual([]);
    const groups = getAllByRole('group').map((group) => group.textContent);
    expect(groups[0]).toMatch(/^Lamp shopCall the shop/);
    expect(groups[1]).toMatch(/^Tea houseWrite to the house.*Visit the house/);
    expect(document.activeElement?.textContent).toContain('Call the shop');
    fireEvent.click(getByText('Back'));
    expect(queryByText('Visit the house')).toBeNull();
    fireEvent.click(getByText('Move down the process'));
    fireEvent.click(getByText('Visit the house'));
    expect(acted(client)).toEqual([{ type: 'task.open', task: 't-visit' }]);
  });

  it('says when there are more steps than the window lists', () => {
    const { getByText } = moving(steps, true);
    fireEvent.click(getByText('Move down the process'));
    expect(getByText('The first 3 steps')).toBeTruthy();
  });

  it('offers nothing to move down where no step of the ticked records waits', () => {
    expect(moving([]).queryByText('Move down the process')).toBeNull();
  });

  it('says what to do when nothing is ticked', () => {
    expect(ofList([]).getByText(/Tick records in the list/)).toBeTruthy();
  });

  it('says why the starts were refused', async () => {
    const { getByText, findByRole, client } = ofList(ticked);
    const error = new ProtocolError('not-allowed', { permission: 'run-processes', who: 'Alice' });
    client.obey('process.start-many', () => {
      throw error;
    });
    press(getByText('Qualify a lead'));
    expect((await findByRole('alert')).textContent).toContain(error.wire.message);
  });
});

describe('running a process from the drawer', () => {
  it('offers quick-launch processes at one press, others behind a search', async () => {
    const drawer = sampleOverlay({ view: 'drawer', task: null });
    const others = Array.from({ length: 9 }, (_, index) => ({
      ...{ key: `p-${index}`, name: `Process ${index}`, description: null, version: 1, recordTypes: [] },
      quickLaunch: index === 0,
    }));
    const client = new FakePageClient({ overlay: drawer, tasks: sampleList(), status: sampleStatus() });
    client.put('runnable', others);
    const { getByText, getByLabelText, queryByText } = show(<Overlay />, client);
    press(getByText('Process 0'));
    expect(client.sent('process.start')).toEqual([{ type: 'process.start', process: 'p-0', record: null }]);
    await act(() => {
      fireEvent.input(getByLabelText('Search processes'), { target: { value: '7' } });
    });
    expect(queryByText('Process 6')).toBeNull();
    press(getByText('Process 7'));
    expect(client.sent('process.start')).toHaveLength(2);
  });
});
