import { afterEach, describe, expect, it, vi } from 'vitest';
import { LateOverlay } from './late-overlay.ts';
import type { Overlay, OverlayOptions } from './overlay.ts';
import { overlayMeeting } from './overlay-script.ts';

const PLACE = { side: 'right' as const, width: null };

let life: AbortController;
afterEach(() => life.abort());

function setUp() {
  life = new AbortController();
  const ask = vi.fn();
  const options = {} as OverlayOptions;
  const late = new LateOverlay(options, ask, life.signal);
  const calls: unknown[][] = [];
  const note =
    (name: string) =>
    (...args: unknown[]) => {
      calls.push([name, ...args]);
      return true;
    };
  const overlay = {
    show: note('show'),
    hide: note('hide'),
    size: note('size'),
    leave: note('leave'),
    dismissMenu: note('dismissMenu'),
  };
  const make = vi.fn(() => overlay as unknown as Overlay);
  return { late, ask, calls, make, options };
}

describe('an overlay whose script comes when it is wanted', () => {
  it('asks for the script, and shows what was wanted last when it has come', () => {
    const { late, ask, calls, make, options } = setUp();
    late.show('menu', null, 'n1', PLACE);
    late.show('drawer', null, 'n2', PLACE);
    expect(ask).toHaveBeenCalledTimes(2);
    overlayMeeting.bring(make);
    expect(make).toHaveBeenCalledExactlyOnceWith(options, life.signal);
    expect(calls).toEqual([['show', 'drawer', null, 'n2', PLACE]]);
  });

  it('shows nothing that was taken back meanwhile', () => {
    const { late, calls, make } = setUp();
    late.show('page', null, 'n1', PLACE);
    late.hide();
    overlayMeeting.bring(make);
    expect(calls).toEqual([]);
    expect(late.now?.dismissMenu()).toBe(true);
  });

  it('leaves the page with its script and what was wanted of it', () => {
    const { late, calls, make } = setUp();
    late.show('page', null, 'n1', PLACE);
    late.leave();
    overlayMeeting.bring(make);
    expect(calls).toEqual([]);
    late.leave();
    expect(calls).toEqual([['leave']]);
  });

  it('asks once more with nothing there, and never again with the script in', () => {
    const { late, ask, make, calls } = setUp();
    late.prepare();
    overlayMeeting.bring(make);
    overlayMeeting.bring(make);
    late.prepare();
    late.show('menu', null, 'n1', PLACE);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(make).toHaveBeenCalledTimes(1);
    expect(calls).toEqual([['show', 'menu', null, 'n1', PLACE]]);
  });

  it('is hidden, and dismisses nothing, as long as it has not come', () => {
    const { late } = setUp();
    expect(late.probe()).toBe('hidden');
    expect(late.now).toBeNull();
  });

  it('meets a script that was there before it, and leaves nothing for the next after its end', () => {
    const first = setUp();
    overlayMeeting.bring(first.make);
    overlayMeeting.bring(first.make);
    life.abort();
    const second = setUp();
    second.late.show('menu', null, 'n1', PLACE);
    expect(second.ask).toHaveBeenCalledTimes(1);
    expect(second.calls).toEqual([]);
  });
});
