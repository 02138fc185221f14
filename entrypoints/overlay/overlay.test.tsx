import { act, fireEvent } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { press, show } from '../../components/testing/show.tsx';
import { wireError } from '../../lib/protocol/index.ts';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import { lead, sampleList, sampleMenu, sampleOverlay, sampleStatus } from '../../lib/testing/page-samples.ts';
import { Overlay } from './overlay.tsx';

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
  it('[M20] continues a pending step of the record', () => {
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
