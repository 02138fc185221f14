import { fireEvent, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { sampleActivities, sampleActivity } from '../../../lib/testing/activity-samples.ts';
import { hoursFromNoon, NOON } from '../../../lib/testing/page-samples.ts';
import { i18n } from '../../../lib/testing/texts.ts';
import { type DrawnCalendar, drawCalendar, type Hands, type Sheet } from './draw-calendar.ts';
import { entriesOf } from './entries.ts';

let drawn: DrawnCalendar | null = null;
const all = (selector: string) => [...document.body.querySelectorAll<HTMLElement>(selector)];
const texts = (selector: string) => all(selector).map(({ textContent }) => textContent.trim());

beforeEach(() => {
  Object.assign(fakeBrowser.i18n, i18n);
  vi.setSystemTime(NOON);
});
afterEach(() => {
  drawn?.close();
  document.body.replaceChildren();
});

const WEEK: Sheet = {
  ...{ scale: 'week', day: NOON, firstDay: 1, hiddenDays: [0, 6], cell: 30, hours: { from: 8, to: 18 } },
  ...{ locale: 'en-GB', entries: [] },
};

/** Draws with the library itself; what depends on places on a screen is for the browsers of the e2e tests. */
async function draw(change: Partial<Sheet> = {}) {
  const hands: Hands = { open: vi.fn(), move: vi.fn(), resize: vi.fn(), draw: vi.fn() };
  const sheet = { ...WEEK, entries: entriesOf(sampleActivities, NOON), ...change };
  const into = document.createElement('div');
  document.body.append(into);
  const calendar = drawCalendar(into, sheet, hands);
  drawn = calendar;
  await waitFor(() => expect(texts('time').join('')).not.toBe(''));
  return { hands, update: (next: Partial<Sheet>) => calendar.update({ ...sheet, ...next }) };
}

const entry = (title: RegExp) => {
  const found = all('.ec-event').find(({ textContent }) => title.test(textContent));
  if (!found) throw new Error(`Expected an entry ${title}, got ${texts('.ec-event').join('; ')}.`);
  return found;
};

describe('the calendar as it is drawn (behaviour 7.1)', () => {
  it('has a column for each day, hides weekends until they are wanted, marks today and the time now', async () => {
    const { update } = await draw();
    expect(texts('.ec-col-head')).toEqual(['Mon 9', 'Tue 10', 'Wed 11', 'Thu 12', 'Fri 13']);
    expect(texts('.ec-col-head.ec-today')).toEqual(['Wed 11']);
    expect(all('.ec-now-indicator')).toHaveLength(1);
    update({ hiddenDays: [] });
    await waitFor(() => expect(texts('.ec-col-head')).toHaveLength(7));
  });

  it.each([
    ['day', ['Wed 11'], 1],
    ['month', ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'], 30],
  ] as const)('shows a %s as well', async (scale, heads, days) => {
    await draw({ scale, entries: [] });
    await waitFor(() => expect(texts('.ec-col-head')).toEqual(heads));
    expect(all(scale === 'day' ? '.ec-body .ec-day' : '.ec-day')).toHaveLength(days);
  });

  it('shows the one day that is asked for, also on a Sunday', async () => {
    await draw({ scale: 'day', day: new Date(2026, 2, 15) });
    expect(texts('.ec-col-head')).toEqual(['Sun 15']);
  });

  it('shows the hours of the day, and more where something lies outside of them', async () => {
    await draw({ entries: [] });
    const hours = () => texts('.ec-sidebar .ec-slot time');
    expect([hours()[0], hours().at(-1)]).toEqual(['8:00', '17:00']);
    const early = sampleActivity({ start: hoursFromNoon(-6), due: hoursFromNoon(-5) });
    drawn?.update({ ...WEEK, entries: entriesOf([early], NOON) });
    await waitFor(() => expect(hours()[0]).toBe('6:00'));
  });

  it('tells by colour and in words how each stands, and stands long ones in a strip above', async () => {
    await draw();
    expect(entry(/Call back/).className).toContain('entry-overdue');
    expect(entry(/Call back/).textContent).toContain('Overdue');
    expect(entry(/Prepare/).className).toContain('entry-pending');
    expect(entry(/Lunch/).className).toContain('entry-cancelled');
    expect(entry(/Trade fair/).className).toContain('entry-completed');
    expect(texts('.ec-all-day .entry-title')).toEqual(['Trade fair in Munich']);
    expect(texts('.ec-body .entry-title')).not.toContain('Trade fair in Munich');
  });

  it('lets nobody take what is over or somebody else’s', async () => {
    const theirs = sampleActivity({ id: 'a-theirs', title: 'Of others', mayChange: false });
    await draw({ entries: entriesOf([...sampleActivities, theirs], NOON) });
    for (const [title, movable] of [
      [/Prepare/, true],
      [/Lunch/, false],
      [/Of others/, false],
    ] as const) {
      expect(entry(title).classList.contains('ec-draggable')).toBe(movable);
      expect(entry(title).querySelector('.ec-resizer') !== null).toBe(movable);
    }
  });

  it('opens an entry by its button, which the keyboard reaches', async () => {
    const { hands } = await draw();
    const button = entry(/Prepare/).querySelector('button') as HTMLButtonElement;
    expect(button.textContent).toContain('Wednesday 11 March');
    fireEvent.click(button);
    expect(hands.open).toHaveBeenCalledExactlyOnceWith('a-1');
  });

  it('keeps the focus on an entry that is drawn anew', async () => {
    const { update } = await draw();
    entry(/Prepare/)
      .querySelector('button')
      ?.focus();
    const later = sampleActivity({
      start: hoursFromNoon(3),
      due: hoursFromNoon(4),
      title: 'Prepare it anew',
    });
    update({ entries: entriesOf([later], NOON) });
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Prepare it anew'));
  });

  it('is no table to those who hear it, and can be scrolled by keyboard', async () => {
    await draw();
    expect(all('[role="table"], [role="row"], [role="cell"], [role="columnheader"]')).toEqual([]);
    expect(all('.ec-main')[0]).toMatchObject({ tabIndex: 0 });
    expect(all('.ec-main')[0]?.getAttribute('aria-label')).toBe('Calendar');
  });
});
