import type { Activity, ActivityQueryResult } from '../../../lib/protocol/index.ts';
import { sampleActivities, sampleActivity, sampleSettings } from '../../../lib/testing/activity-samples.ts';
import { hoursFromNoon, sampleStatus } from '../../../lib/testing/page-samples.ts';
import { sampleSites } from '../../../lib/testing/site-samples.ts';
import type { Scene } from './scenes.ts';

const widths = [360, 1280] as const;
const state = { status: sampleStatus(), activities: 1, sites: sampleSites };
const base = { surface: 'activities', widths, state } as const;
const list = (items: readonly Activity[] = sampleActivities): ActivityQueryResult => ({
  type: 'activities.list',
  items: [...items],
  after: null,
});
const one = (id: string, change: Partial<Activity> = {}): ActivityQueryResult => ({
  type: 'activity',
  activity: { ...(sampleActivities.find((activity) => activity.id === id) ?? sampleActivity()), ...change },
});
const settings = (change = {}): ActivityQueryResult => ({
  type: 'activity.settings',
  settings: { ...sampleSettings, ...change },
});

/** More than the sheet of a month has room for. */
const busy: Activity[] = Array.from({ length: 40 }, (_, index) =>
  sampleActivity({
    id: `b-${index}`,
    title: `Call number ${index + 1}`,
    start: hoursFromNoon((index % 12) * 24 - 4 + Math.floor(index / 12)),
    due: hoursFromNoon((index % 12) * 24 - 3 + Math.floor(index / 12)),
  }),
);

/** The page of activities: list, calendar, one activity, settings. */
export const activityScenes: Scene[] = [
  {
    ...base,
    name: 'activities-list',
    route: '/list?status=not-started+in-progress+completed+cancelled',
    widths: [360, 768, 1280],
    told: [list(), settings()],
    also: ['forced-colors', 'rtl'],
  },
  { ...base, name: 'activities-empty', route: '/list', told: [list([]), settings()] },
  {
    ...base,
    name: 'activities-no-match',
    route: '/list?q=roof&period=month&status=cancelled',
    told: [list([]), settings()],
  },
  { ...base, name: 'activities-range', route: '/list?period=range&from=2026-03-01', told: [list()] },
  { ...base, name: 'activities-loading', route: '/list' },
  {
    ...base,
    name: 'activities-offline',
    route: '/list',
    state: { ...state, status: sampleStatus({ link: 'offline' }) },
  },
  {
    ...base,
    name: 'activities-week',
    route: '/calendar?status=not-started+in-progress+completed+cancelled',
    widths: [360, 768, 1280],
    told: [list(), settings()],
    also: ['forced-colors', 'rtl'],
  },
  { ...base, name: 'activities-day', route: '/calendar?period=day', told: [list(), settings()] },
  {
    ...base,
    name: 'activities-month',
    route: '/calendar?period=month',
    told: [list([...sampleActivities, ...busy]), settings()],
    also: ['rtl'],
  },
  {
    ...base,
    name: 'activities-look',
    route: '/calendar',
    told: [list(), settings()],
    press: ['Look'],
  },
  {
    ...base,
    name: 'activity-card',
    route: '/list',
    told: [list(), settings()],
    focus: 'Call back about the offer',
    widths: [1280],
    also: ['rtl'],
  },
  {
    ...base,
    name: 'activity-card-calendar',
    route: '/calendar',
    told: [list(), settings()],
    focus: 'Call back about the offer',
    widths: [1280],
    also: ['rtl', 'forced-colors'],
  },
  {
    ...base,
    name: 'activity-new',
    route: '/list?activity=new',
    told: [
      list(),
      settings(),
      { type: 'records.types', places: [{ system: 's-1', types: ['contact', 'lead'] }] },
    ],
  },
  {
    ...base,
    name: 'activity-wrong',
    route: '/list?activity=new',
    told: [list(), settings()],
    press: ['Save'],
  },
  {
    ...base,
    name: 'activity-step',
    route: '/list?activity=a-late',
    told: [list(), settings(), one('a-late')],
    also: ['rtl'],
  },
  {
    ...base,
    name: 'activity-role',
    route: '/list?activity=a-role',
    told: [list(), settings(), one('a-role')],
  },
  {
    ...base,
    name: 'activity-final',
    route: '/list?activity=a-fair',
    told: [list(), settings(), one('a-fair', { details: 'Forty visitors at our stand.' })],
  },
  {
    ...base,
    name: 'activity-complete',
    route: '/list?activity=a-late',
    told: [list(), settings(), one('a-late')],
    press: ['Complete', 'Complete'],
  },
  {
    ...base,
    name: 'activity-cancel',
    route: '/list?activity=a-late',
    told: [list(), settings(), one('a-late')],
    press: ['Cancel activity'],
  },
  {
    ...base,
    name: 'activities-record',
    route:
      '/record?system=s-1&type=lead&id=7&title=Solar+roof+for+Meyer+%26+Sons&url=https%3A%2F%2Fcrm.example%2Fleads%2F7',
    told: [{ type: 'activities.of-record', items: sampleActivities.slice(1, 4) }],
  },
  {
    ...base,
    name: 'activities-record-empty',
    route: '/record?system=s-1&type=lead&id=7&title=Solar+roof',
    told: [{ type: 'activities.of-record', items: [] }],
  },
  { ...base, name: 'activities-settings', route: '/settings', told: [settings()] },
  {
    ...base,
    name: 'activities-settings-set',
    route: '/settings',
    told: [
      settings({
        absence: {
          from: hoursFromNoon(-12),
          until: hoursFromNoon(108),
          deputy: { id: 'u-ben', name: 'Ben Okafor' },
        },
        calendarAddress: true,
      }),
    ],
    press: ['Make a new address'],
  },
];
