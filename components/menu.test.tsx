import { fireEvent } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { Menu, type MenuGroup } from './menu.tsx';
import { show } from './testing/show.tsx';

const acts = { call: vi.fn(), run: vi.fn() };

function groups(extra: string[] = []): MenuGroup[] {
  const item = (key: string) => ({ key, label: key, icon: 'process' as const, act: vi.fn() });
  return [
    { heading: 'Continue', items: [...extra.map(item), { ...item('Call back'), act: acts.call }] },
    { heading: 'Run', items: [{ ...item('Run it'), act: acts.run, disabled: true }, item('Other')] },
  ];
}

const focused = () => document.activeElement?.textContent;
const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name });

describe('a menu', () => {
  it('has a name, one tab stop, and the focus on its first item when it opens', () => {
    const { getByRole, getAllByRole } = show(<Menu name="Process" groups={groups()} onClose={vi.fn()} />);
    expect(getByRole('menu', { name: 'Process' })).toBeTruthy();
    expect(getAllByRole('menuitem').map((item) => (item as HTMLElement).tabIndex)).toEqual([0, -1, -1]);
    expect(focused()).toBe('Call back');
  });

  it('moves with the arrows, wraps, jumps and finds by letter', () => {
    show(<Menu name="Process" groups={groups()} onClose={vi.fn()} />);
    const path = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'o'].map((name) => {
      key(name);
      return focused();
    });
    expect(path).toEqual(['Run it', 'Other', 'Call back', 'Other', 'Call back', 'Other']);
  });

  it.each(['Escape', 'Tab'])('closes with %s', (name) => {
    const close = vi.fn();
    show(<Menu name="Process" groups={groups()} onClose={close} />);
    key(name);
    expect(close).toHaveBeenCalledOnce();
  });

  it('lets a disabled item be found but not be used', () => {
    show(<Menu name="Process" groups={groups()} onClose={vi.fn()} />);
    key('ArrowDown');
    fireEvent.click(document.activeElement ?? document.body);
    expect(document.activeElement?.getAttribute('aria-disabled')).toBe('true');
    expect(acts.run).not.toHaveBeenCalled();
  });

  it('acts on a click', () => {
    show(<Menu name="Process" groups={groups()} onClose={vi.fn()} />);
    fireEvent.click(document.activeElement ?? document.body);
    expect(acts.call).toHaveBeenCalledOnce();
  });

  it('keeps the focus on the same item when a push adds one before it', () => {
    const { rerender, getAllByRole } = show(<Menu name="Process" groups={groups()} onClose={vi.fn()} />);
    key('End');
    rerender(<Menu name="Process" groups={groups(['New'])} onClose={vi.fn()} />);
    expect(focused()).toBe('Other');
    expect(getAllByRole('menuitem').map((item) => (item as HTMLElement).tabIndex)).toEqual([-1, -1, -1, 0]);
  });
});
