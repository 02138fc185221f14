import { fireEvent, waitFor } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import type { Task } from '../lib/protocol/index.ts';
import { FakePageClient } from '../lib/testing/fake-page-client.ts';
import { anna, sampleStatus, sampleTask } from '../lib/testing/page-samples.ts';
import { TaskItem } from './task-item.tsx';
import { press, show } from './testing/show.tsx';

const role = { id: 'r-sales', name: 'Sales' };
const bob = { id: 'u-bob', name: 'Bob' };

function open(performer: Task['performer'], taken = false, more: Partial<Task> = {}) {
  const onOpen = vi.fn();
  const task = sampleTask({ title: 'Visit the site', performer, ...more });
  const client = new FakePageClient({ status: sampleStatus() });
  const shown = show(<TaskItem task={task} taken={taken} onOpen={onOpen} />, client);
  const button = shown.queryByRole('button', { name: 'More for: Visit the site' });
  if (button) fireEvent.click(button);
  const commands = () => client.sent('activity.command').map(({ command }) => command);
  return { ...shown, client, onOpen, commands };
}

describe('the menu of a task', () => {
  it('of my own has nothing to offer', () => {
    expect(open({ user: anna, role: null }).queryByRole('menu')).toBeNull();
  });

  it('of a role starts it: taken and opened (behaviour 6.3, 7.4)', () => {
    const { getByText, commands, onOpen } = open({ user: null, role });
    press(getByText('Start now'));
    expect(commands()).toEqual([{ type: 'task.take', task: 't-1' }]);
    expect(onOpen).toHaveBeenCalledOnce();
  });

  it('of a role takes it for later, and closes (behaviour 6.3, 7.4)', async () => {
    const { getByText, commands, onOpen, queryByRole } = open({ user: null, role });
    press(getByText('Take for later'));
    expect(commands()).toEqual([{ type: 'task.take', task: 't-1' }]);
    expect(onOpen).not.toHaveBeenCalled();
    await waitFor(() => expect(queryByRole('menu')).toBeNull());
  });

  it('does nothing on a click that no person made', () => {
    const { getByText, commands } = open({ user: null, role });
    fireEvent.click(getByText('Take for later'));
    expect(commands()).toEqual([]);
  });

  it('gives back what I have taken', () => {
    const { getByText, commands } = open({ user: anna, role });
    press(getByText('Give back to Sales'));
    expect(commands()).toEqual([{ type: 'task.release', task: 't-1' }]);
  });

  it('takes over what somebody else has taken; it stays one of the role', () => {
    const { getByText, commands } = open({ user: bob, role }, true);
    press(getByText('Take over'));
    expect(commands()).toEqual([{ type: 'task.assign', task: 't-1', user: anna.id, role: role.id }]);
  });

  it('of an approval assigns it to nobody: it is handed on from its page', () => {
    const { getByText, queryByText } = open({ user: null, role }, false, { kind: 'approval' });
    expect(getByText('Take for later')).toBeTruthy();
    expect(queryByText('Assign to somebody else…')).toBeNull();
  });

  it('assigns it to somebody who is found by name (behaviour 6.3, 7.4)', async () => {
    const { getByText, findByRole, findByText, getByRole, client, commands } = open({
      user: null,
      role,
    });
    client.tell('people.search', () => ({
      type: 'people.search',
      found: [{ type: 'user', id: bob.id, name: bob.name }],
    }));
    fireEvent.click(getByText('Assign to somebody else…'));
    const dialog = await findByRole('dialog', { name: 'Assign: Visit the site' });
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
    expect(await findByText('Choose a person or a role.')).toBeTruthy();
    fireEvent.input(getByRole('combobox'), { target: { value: 'bo' } });
    fireEvent.click(await findByText('Bob'));
    fireEvent.submit(getByRole('dialog').querySelector('form') as HTMLFormElement);
    expect(commands()).toEqual([{ type: 'task.assign', task: 't-1', user: bob.id, role: null }]);
  });

  it('closes with Escape, and the focus is back on its button', () => {
    const { getByRole, queryByRole } = open({ user: null, role });
    fireEvent.keyDown(getByRole('menuitem', { name: 'Start now' }), { key: 'Escape' });
    expect(queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(getByRole('button', { name: /^More for/ }));
  });
});
