/** Activities for tests and pictures. Times are told from `NOON`, a Wednesday. */
import type { Activity, ActivitySettings } from '../protocol/index.ts';
import { anna, hoursFromNoon, lead } from './page-samples.ts';

const me = { id: anna.id, name: anna.name };
const ben = { id: 'u-ben', name: 'Ben Okafor' };

/** An activity made by hand, today at two, for half an hour. */
export function sampleActivity(change: Partial<Activity> = {}): Activity {
  return {
    id: 'a-1',
    title: 'Prepare the offer',
    description: null,
    category: 'To do',
    status: 'not-started',
    start: hoursFromNoon(2),
    due: hoursFromNoon(2.5),
    result: null,
    details: null,
    owner: me,
    role: null,
    author: me,
    participants: [],
    priority: 'medium',
    showInCalendar: true,
    remindAt: null,
    remindAuthorAt: null,
    connected: [],
    task: null,
    results: [],
    mayChange: true,
    createdAt: hoursFromNoon(-30),
    endedAt: null,
    ...change,
  };
}

/** The step of a process that an activity belongs to. */
export function sampleStepOf(
  kind: NonNullable<Activity['task']>['kind'],
  open = true,
): NonNullable<Activity['task']> {
  return {
    id: 't-1',
    kind,
    open,
    process: { key: 'qualify-lead', name: 'Qualify a lead' },
    instance: { id: 'i-1', caption: 'Qualify a lead: Solar roof for Meyer & Sons' },
  };
}

/** A week with one of each. */
export const sampleActivities: readonly Activity[] = [
  sampleActivity({
    id: 'a-fair',
    title: 'Trade fair in Munich',
    category: 'Meeting',
    start: hoursFromNoon(-52),
    due: hoursFromNoon(-2),
    status: 'completed',
    result: { code: 'held', label: 'Held' },
    endedAt: hoursFromNoon(-2),
    participants: [ben],
  }),
  sampleActivity({
    id: 'a-late',
    title: 'Call back about the offer',
    category: 'Call',
    start: hoursFromNoon(-26),
    due: hoursFromNoon(-25),
    priority: 'high',
    status: 'in-progress',
    connected: [{ ...lead, title: 'Hotel Alpenblick' }],
    task: sampleStepOf('perform-task'),
    results: [
      { code: 'reached', label: 'Reached' },
      { code: 'later', label: 'Call again later' },
    ],
  }),
  sampleActivity({
    id: 'a-cancelled',
    title: 'Lunch with the supplier',
    category: 'Meeting',
    start: hoursFromNoon(-24),
    due: hoursFromNoon(-23),
    status: 'cancelled',
    endedAt: hoursFromNoon(-28),
  }),
  sampleActivity({
    id: 'a-question',
    title: 'Is the lead interested?',
    start: hoursFromNoon(1),
    due: hoursFromNoon(2),
    connected: [lead],
    task: sampleStepOf('user-dialog'),
  }),
  sampleActivity({ participants: [ben] }),
  sampleActivity({
    id: 'a-role',
    title: 'Check the roof plan against the building regulations of the county and the offer',
    category: 'Paperwork',
    start: hoursFromNoon(22),
    due: hoursFromNoon(25),
    owner: null,
    role: { id: 'r-support', name: 'Support' },
    remindAt: hoursFromNoon(21),
    remindAuthorAt: hoursFromNoon(0),
    connected: [lead, { ...lead, id: '8', title: 'Annex' }],
  }),
  sampleActivity({
    id: 'a-short',
    title: 'Send the minutes',
    start: hoursFromNoon(46),
    due: hoursFromNoon(46),
    remindAt: hoursFromNoon(45.75),
  }),
];

export const sampleSettings: ActivitySettings = {
  categories: [
    {
      name: 'To do',
      results: [
        { code: 'done', label: 'Done' },
        { code: 'not-needed', label: 'Not needed' },
      ],
    },
    { name: 'Call', results: [{ code: 'reached', label: 'Reached' }] },
    { name: 'Meeting', results: [{ code: 'held', label: 'Held' }] },
  ],
  absence: null,
  calendarAddress: false,
};
