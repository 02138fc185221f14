import { describe, expect, it } from 'vitest';
import { sampleActivities, sampleActivity, sampleSettings } from '../../../lib/testing/activity-samples.ts';
import { hoursFromNoon, lead, NOON } from '../../../lib/testing/page-samples.ts';
import { AT, changed, copyOf, emptyForm, fieldsOf, followUpOf, formOf, problemsOf } from './form.ts';

const me = { id: 'u-anna', name: 'Anna Keller' };
const ben = { id: 'u-ben', name: 'Ben Okafor' };
const sales = { id: 'r-sales', name: 'Sales' };

describe('a new activity (behaviour 7.2)', () => {
  it('begins at the next half hour and takes thirty minutes', () => {
    const form = emptyForm(me, 'To do', new Date(NOON.getTime() + 60_000));
    expect([form.start, form.due]).toEqual(['2026-03-11T12:30', '2026-03-11T13:00']);
    expect(form).toMatchObject({ owner: me, role: null });
  });

  it('takes the time that was drawn', () => {
    const drawn = { start: hoursFromNoon(1), due: hoursFromNoon(3) };
    const form = emptyForm(me, 'To do', NOON, drawn);
    expect([form.start, form.due]).toEqual(['2026-03-11T13:00', '2026-03-11T15:00']);
  });

  it('is never due before it starts', () => {
    const form = emptyForm(me, 'To do', NOON, { start: hoursFromNoon(30) });
    expect(form.due > form.start).toBe(true);
  });

  it('leaves the category to the server as long as nobody knows which there are', () => {
    expect(fieldsOf(emptyForm(me, '', NOON), null)).not.toHaveProperty('category');
  });

  it('is sent whole', () => {
    const form = { ...emptyForm(me, 'Call', NOON), title: ' Call back ', remind: { when: '15', at: '' } };
    expect(fieldsOf(form, null)).toEqual({
      title: 'Call back',
      description: null,
      category: 'Call',
      status: 'not-started',
      start: hoursFromNoon(0),
      due: hoursFromNoon(0.5),
      owner: 'u-anna',
      role: null,
      priority: 'medium',
      showInCalendar: true,
      remindAt: hoursFromNoon(-0.25),
      remindAuthorAt: null,
      participants: [],
      connected: [],
    });
  });
});

describe('an activity that is changed (behaviour 7.2)', () => {
  it.each(sampleActivities.map((activity) => [activity.title, activity] as const))(
    'sends nothing when nothing was changed: %s',
    (_, activity) => {
      expect(fieldsOf(formOf(activity), formOf(activity))).toEqual({});
    },
  );

  it('sends what was changed', () => {
    const before = formOf(sampleActivity());
    const form = changed(before, { priority: 'high' });
    expect(fieldsOf(form, before)).toEqual({ priority: 'high' });
  });

  it('waits for any member of its role, or for the one who is chosen of them', () => {
    const before = formOf(sampleActivity());
    const ofRole = changed(before, { role: sales });
    expect(fieldsOf(ofRole, before)).toEqual({ owner: null, role: 'r-sales' });
    const ofMember = changed(ofRole, { owner: ben });
    expect(fieldsOf(ofMember, before)).toEqual({ owner: 'u-ben', role: 'r-sales' });
    expect(changed(ofMember, { role: null })).toMatchObject({ owner: ben, role: null });
  });

  it('moves when it is due with its start, and keeps the reminder before it', () => {
    const before = formOf(sampleActivity({ remindAt: hoursFromNoon(1.5) }));
    expect(before.remind.when).toBe('30');
    const form = changed(before, { start: '2026-03-12T09:00' });
    expect(form.due).toBe('2026-03-12T09:30');
    expect(fieldsOf(form, before)).toEqual({
      start: hoursFromNoon(21),
      due: hoursFromNoon(21.5),
      remindAt: hoursFromNoon(20.5),
    });
  });

  it('keeps a reminder at a time of its own', () => {
    const form = formOf(sampleActivity({ remindAt: hoursFromNoon(-3.1) }));
    expect(form.remind).toEqual({ when: AT, at: '2026-03-11T08:54' });
  });

  it('reminds its author apart, while somebody else does it', () => {
    const activity = sampleActivity({ owner: ben, author: me, remindAuthorAt: hoursFromNoon(1) });
    const before = formOf(activity);
    expect(before.remindAuthor.when).toBe('60');
    const later = changed(before, { remindAuthor: { when: '120', at: '' } });
    expect(fieldsOf(later, before)).toEqual({ remindAuthorAt: hoursFromNoon(0) });
    const mine = changed(before, { owner: me });
    expect(fieldsOf(mine, before)).toEqual({ owner: 'u-anna', remindAuthorAt: null });
  });
});

describe('an activity that another begins as (behaviour 7.3)', () => {
  const call = sampleActivity({
    ...{ owner: ben, author: ben, participants: [me], connected: [lead], category: 'Call' },
    ...{ status: 'completed', result: { code: 'later', label: 'Later' }, details: 'Call again\n on Friday ' },
  });

  it('is copied with its participants, by whoever copies it', () => {
    expect(copyOf(call, me)).toMatchObject({
      ...{ title: 'Prepare the offer', status: 'not-started', participants: [me], author: me, owner: ben },
    });
  });

  it('is followed up by one of the same owner, author and records, named by what came of it', () => {
    const form = followUpOf(call, sampleSettings.categories, NOON);
    expect(form).toMatchObject({
      ...{ title: 'Call again on Friday', owner: ben, author: ben, connected: [lead], participants: [] },
      ...{ category: 'To do', status: 'not-started', start: '2026-03-11T12:00' },
    });
    expect(followUpOf({ ...call, details: null }, [], NOON).title).toBe('Prepare the offer');
  });
});

describe('what is wrong', () => {
  it.each([
    [{ title: '  ' }, { title: 'activityTitleMissing' }],
    [{ start: '' }, { start: 'activityTimeMissing' }],
    [{ due: '' }, { due: 'activityTimeMissing' }],
    [{ due: '2026-03-11T13:59' }, { due: 'activityDueBeforeStart' }],
    [{ owner: null }, { owner: 'activityOwnerMissing' }],
    [{ owner: null, role: { id: 'r-sales', name: 'Sales' } }, {}],
    [{ remind: { when: AT, at: '' } }, { remind: 'activityTimeMissing' }],
    [{ remind: { when: '10', at: '' } }, {}],
    [{ owner: ben, remindAuthor: { when: AT, at: '' } }, { remindAuthor: 'activityTimeMissing' }],
    [{ remindAuthor: { when: AT, at: '' } }, {}],
  ] as const)('%j', (part, problems) => {
    expect(problemsOf({ ...formOf(sampleActivity()), ...part })).toEqual(problems);
  });
});
