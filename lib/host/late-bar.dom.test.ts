import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { barMeeting } from './bar-script.ts';
import { LateBar } from './late-bar.ts';
import type { Place } from './record.ts';
import { sampleBar } from './stage-bar/testing.ts';

let life: AbortController;
let late: LateBar;
const LEAD = { type: 'lead', id: '1' };

beforeEach(() => {
  document.body.innerHTML = '<main id="at"></main>';
  life = new AbortController();
  late = new LateBar(() => undefined, life.signal);
});
afterEach(() => life.abort());

/** A bar that notes what becomes of it. */
function fake() {
  const element = document.createElement('div');
  return {
    element,
    draw: vi.fn(),
    put: vi.fn(({ element: at }: Place) => at.append(element)),
    dock: vi.fn(),
    remove: vi.fn(() => element.remove()),
    isAt: ({ element: at }: Place) => element.parentElement === at,
    isAlone: () => true,
    box: () => null,
    focus: () => undefined,
  };
}
const bring = (bar: ReturnType<typeof fake>) => barMeeting.bring(() => bar as never);
const place = (): Place => ({ element: document.querySelector('#at') as Element, position: 'append' });

describe('the stage bar of a document', () => {
  it('stands beside its record as soon as its script has come, whichever was there first', () => {
    const bar = fake();
    late.at(LEAD, place());
    late.told(LEAD, sampleBar());
    expect(late.isSettled()).toBe(true);
    bring(bar);
    expect(bar.draw).toHaveBeenCalledWith(sampleBar());
    expect(bar.element.isConnected).toBe(true);
  });

  it('is never shown beside another record', () => {
    const bar = fake();
    bring(bar);
    late.told(LEAD, sampleBar());
    late.at({ type: 'lead', id: '2' }, place());
    expect(bar.element.isConnected).toBe(false);
    late.at(LEAD, place());
    expect(bar.element.isConnected).toBe(true);
    late.at({ type: 'lead', id: '2' }, place());
    expect(bar.element.isConnected).toBe(false);
  });

  it('goes when the record has no case any more', () => {
    const bar = fake();
    bring(bar);
    late.at(LEAD, place());
    late.told(LEAD, sampleBar());
    late.told(LEAD, null);
    expect(bar.element.isConnected).toBe(false);
  });

  it('docks where there is no place for it', () => {
    const bar = fake();
    bring(bar);
    late.told(LEAD, sampleBar());
    late.at(LEAD, 'bottom-right');
    expect(bar.dock).toHaveBeenCalledWith('bottom-right');
  });

  it('says when the page has taken it out, and lets a page be that does so again and again', () => {
    const bar = fake();
    bring(bar);
    late.told(LEAD, sampleBar());
    late.at(LEAD, place());
    for (let round = 0; round < 30; round += 1) {
      bar.element.remove();
      expect(late.isSettled()).toBe(false);
      late.at(LEAD, place());
    }
    expect(bar.put.mock.calls.length).toBeLessThanOrEqual(10);
  });
});
