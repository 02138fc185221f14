import { act, fireEvent } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { wireError } from '../lib/protocol/index.ts';
import { hoursFromNoon, NOON, sampleTask } from '../lib/testing/page-samples.ts';
import { Banner } from './banner.tsx';
import { Button, IconButton } from './button.tsx';
import { ErrorBanner } from './error-banner.tsx';
import { Loading, QUIET_MS } from './loading.tsx';
import { safeAddress, taskPage } from './pages.ts';
import { TaskItem } from './task-item.tsx';
import { show } from './testing/show.tsx';

afterEach(() => vi.useRealTimers());

describe('a button', () => {
  it('that is disabled stays in the tab order and does nothing', () => {
    const clicked = vi.fn();
    const { getByRole } = show(
      <Button disabled onClick={clicked}>
        Send
      </Button>,
    );
    const button = getByRole('button', { name: 'Send' });
    fireEvent.click(button);
    expect(clicked).not.toHaveBeenCalled();
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.hasAttribute('disabled')).toBe(false);
  });

  it('with only an icon has a name and a tooltip, and its icon is silent', () => {
    const { getByRole } = show(<IconButton icon="close" name="Close" onClick={vi.fn()} />);
    const button = getByRole('button', { name: 'Close' });
    expect(button.title).toBe('Close');
    expect(button.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
  });
});

describe('a banner', () => {
  it('interrupts for errors only', () => {
    const { getByRole } = show(
      <>
        <Banner kind="error">Bad</Banner>
        <Banner kind="info">Good to know</Banner>
      </>,
    );
    expect(getByRole('alert').textContent).toBe('Bad');
    expect(getByRole('status').textContent).toBe('Good to know');
  });

  it('about an error says what, why, what is kept, and has the code for support', () => {
    const error = wireError('server-fault', { reference: 'f-1' });
    const { getByRole } = show(
      <ErrorBanner title="Not completed" error={error} kept="What you entered is kept." />,
    );
    const words = getByRole('alert').textContent;
    for (const part of ['Not completed', 'f-1', 'What you entered is kept.', 'server-fault']) {
      expect(words).toContain(part);
    }
  });
});

describe('loading', () => {
  it('shows nothing at first, then words', async () => {
    vi.useFakeTimers();
    const { getByRole } = show(<Loading label="Loading your tasks…" />);
    await act(() => void vi.advanceTimersByTime(QUIET_MS - 1));
    expect(getByRole('status').textContent).toBe('');
    await act(() => void vi.advanceTimersByTime(1));
    expect(getByRole('status').textContent).toBe('Loading your tasks…');
  });
});

describe('a task in a list', () => {
  it('shows title, caption, due time and role, and opens on a click on it', () => {
    vi.useFakeTimers({ now: NOON, toFake: ['Date'] });
    const open = vi.fn();
    const role = { id: 'r', name: 'Sales' };
    const task = sampleTask({ due: hoursFromNoon(-26), performer: { user: null, role } });
    const { getByRole } = show(<TaskItem task={task} onOpen={open} />);
    const item = getByRole('button');
    for (const part of [task.title, task.instance.caption, 'Overdue:', 'For role: Sales']) {
      expect(item.textContent).toContain(part);
    }
    fireEvent.click(item);
    expect(open).toHaveBeenCalledWith(task);
  });

  it('of mine says no role, and without a due date says so', () => {
    const { getByRole } = show(<TaskItem task={sampleTask({ due: null })} onOpen={vi.fn()} />);
    expect(getByRole('button').textContent).toContain('No due date');
    expect(getByRole('button').textContent).not.toContain('For role');
  });
});

describe('addresses from elsewhere', () => {
  it.each([
    ['https://crm.example.com/1', 'https://crm.example.com/1'],
    ['http://localhost:8000/', 'http://localhost:8000/'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['chrome://settings', null],
    ['/relative', null],
    [null, null],
  ])('%s is linked as %s', (address, linked) => {
    expect(safeAddress(address)).toBe(linked);
  });

  it('of tasks are escaped', () => {
    expect(taskPage('a b&c')).toBe('/overlay.html?task=a%20b%26c');
  });
});
