import { act, fireEvent } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reminder } from '../lib/protocol/index.ts';
import { FakePageClient } from '../lib/testing/fake-page-client.ts';
import { hoursFromNoon, NOON } from '../lib/testing/page-samples.ts';
import * as opening from './open-once.ts';
import { Reminders } from './reminders.tsx';
import { show } from './testing/show.tsx';

function reminder(activity: string, change: Partial<Reminder> = {}): Reminder {
  return {
    ...{ activity, task: null, title: `Visit ${activity}`, caption: null },
    ...{ at: hoursFromNoon(-0.1), start: hoursFromNoon(0.5) },
    ...change,
  };
}
const open = (...reminders: Reminder[]) => show(<Reminders />, new FakePageClient({ reminders }));
const commands = (client: FakePageClient) => client.sent('activity.command').map(({ command }) => command);

beforeEach(() => vi.useFakeTimers({ now: NOON, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

describe('reminders', () => {
  it('are shown when their time has come, not before', () => {
    const { queryByText } = open(reminder('now'), reminder('later', { at: hoursFromNoon(1) }));
    expect(queryByText('Visit now')).toBeTruthy();
    expect(queryByText('Visit later')).toBeNull();
    expect(queryByText('Reminders (1)')).toBeTruthy();
  });

  it('take no place when there are none', () => {
    expect(open(reminder('later', { at: hoursFromNoon(1) })).container.textContent).toBe('');
  });

  it('open the page of their step, or the activity where there is no step', () => {
    const openOnce = vi.spyOn(opening, 'openOnce').mockResolvedValue(undefined);
    const { getByText, client } = open(reminder('step', { task: 't-1' }), reminder('a-1'));
    fireEvent.click(getByText('Visit step'));
    expect(client.requests).toEqual([{ type: 'task.open', task: 't-1' }]);
    fireEvent.click(getByText('Visit a-1'));
    expect(openOnce).toHaveBeenCalledWith(expect.stringContaining('a-1'));
  });

  it('are put off for a period', () => {
    const { getByRole, client } = open(reminder('a-1'));
    fireEvent.click(getByRole('button', { name: 'Remind me later: Visit a-1' }));
    fireEvent.click(getByRole('menuitem', { name: 'in 15 minutes' }));
    expect(commands(client)).toEqual([
      { type: 'reminder.snooze', activity: 'a-1', until: hoursFromNoon(0.25) },
    ]);
  });

  it('are cancelled', () => {
    const { getByRole, client } = open(reminder('a-1'));
    fireEvent.click(getByRole('button', { name: 'Cancel the reminder: Visit a-1' }));
    expect(commands(client)).toEqual([{ type: 'reminder.dismiss', activity: 'a-1' }]);
  });

  it('are put off or cancelled all together, those that are due', async () => {
    const { getByRole, queryByRole, client } = open(
      reminder('a-1'),
      reminder('a-2'),
      reminder('later', { at: hoursFromNoon(1) }),
    );
    fireEvent.click(getByRole('button', { name: 'Remind me of all later' }));
    fireEvent.click(getByRole('menuitem', { name: 'in an hour' }));
    const until = hoursFromNoon(1);
    expect(commands(client)).toEqual([
      { type: 'reminder.snooze', activity: 'a-1', until },
      { type: 'reminder.snooze', activity: 'a-2', until },
    ]);
    fireEvent.click(getByRole('button', { name: 'Cancel all' }));
    expect(commands(client).slice(2)).toEqual([
      { type: 'reminder.dismiss', activity: 'a-1' },
      { type: 'reminder.dismiss', activity: 'a-2' },
    ]);
    await act(() => client.put('reminders', [reminder('a-1')]));
    expect(queryByRole('button', { name: 'Cancel all' })).toBeNull();
  });
});
