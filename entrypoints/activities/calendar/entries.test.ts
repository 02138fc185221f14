import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { sampleActivity } from '../../../lib/testing/activity-samples.ts';
import { hoursFromNoon, lead, NOON } from '../../../lib/testing/page-samples.ts';
import { i18n } from '../../../lib/testing/texts.ts';
import { entriesOf, movedBy, resizedBy } from './entries.ts';

beforeEach(() => void Object.assign(fakeBrowser.i18n, i18n));

const entry = (change: Parameters<typeof sampleActivity>[0]) => entriesOf([sampleActivity(change)], NOON)[0];

describe('an entry of the calendar (behaviour 7.1)', () => {
  it.each([
    ['not-started', 1, 'pending'],
    ['in-progress', 1, 'pending'],
    ['not-started', -1, 'overdue'],
    ['completed', -1, 'completed'],
    ['cancelled', 1, 'cancelled'],
  ] as const)('that is %s and due %i hours from now is %s', (status, due, standing) => {
    const drawn = entry({ status, start: hoursFromNoon(-2), due: hoursFromNoon(due) });
    expect(drawn?.standing).toBe(standing);
  });

  it('of more than a day stands over the hours, on each of its days', () => {
    const long = entry({ start: hoursFromNoon(0), due: hoursFromNoon(25) });
    expect(long).toMatchObject({ allDay: true, start: new Date(2026, 2, 11), end: new Date(2026, 2, 13) });
    expect(entry({ start: hoursFromNoon(0), due: hoursFromNoon(24) })?.allDay).toBe(false);
  });

  it('that ends at midnight does not stand on the day after', () => {
    const drawn = entry({ start: hoursFromNoon(-36), due: hoursFromNoon(12) });
    expect(drawn?.end).toEqual(new Date(2026, 2, 12));
  });

  it('that takes no time can be seen all the same', () => {
    const drawn = entry({ start: hoursFromNoon(1), due: hoursFromNoon(1) });
    expect(drawn && drawn.end.getTime() - drawn.start.getTime()).toBe(15 * 60_000);
    expect(drawn?.moment).toMatch(/^(13:00|1:00\sPM)$/);
    expect(entry({})?.moment).toBeNull();
  });

  it('says the record before the title', () => {
    expect(entry({ connected: [lead] })?.title).toBe('Solar roof for Meyer & Sons: Prepare the offer');
  });

  it('can’t be moved when it is final or somebody else’s', () => {
    expect(entry({})?.editable).toBe(true);
    expect(entry({ status: 'completed' })?.editable).toBe(false);
    expect(entry({ mayChange: false })?.editable).toBe(false);
  });

  it('is not drawn when it is not to be shown in the calendar', () => {
    expect(entry({ showInCalendar: false })).toBeUndefined();
  });
});

describe('dragging (behaviour 7.1)', () => {
  const activity = sampleActivity();

  it('moves both ends, over a change of the clocks by days of the calendar', () => {
    const before = {
      start: new Date(2026, 2, 28, 9).toISOString(),
      due: new Date(2026, 2, 28, 10).toISOString(),
    };
    expect(movedBy(before, { days: 2, seconds: 1800 })).toEqual({
      start: new Date(2026, 2, 30, 9, 30).toISOString(),
      due: new Date(2026, 2, 30, 10, 30).toISOString(),
    });
  });

  it('of the lower edge changes when it is due, never to before its start', () => {
    expect(resizedBy(activity, { days: 0, seconds: 3600 })).toEqual({ due: hoursFromNoon(3.5) });
    expect(resizedBy(activity, { days: 0, seconds: -7200 })).toEqual({ due: activity.start });
  });
});
