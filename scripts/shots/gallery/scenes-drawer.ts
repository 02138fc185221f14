import { wireError } from '../../../lib/protocol/index.ts';
import {
  anna,
  hoursFromNoon,
  laterTask,
  sampleList,
  sampleOverlay,
  sampleRunnable,
  sampleStatus,
  sampleTask,
  sampleTasks,
} from '../../../lib/testing/page-samples.ts';
import type { Scene } from './scenes.ts';

const base = {
  surface: 'overlay',
  state: {
    overlay: sampleOverlay({ view: 'drawer', task: null }),
    status: sampleStatus(),
    tasks: sampleList(),
  },
  widths: [380, 320],
} as const;

const empty = sampleList({ items: [], total: 0 });
const long =
  'Agree with the purchasing department of the whole group on the conditions for the years to come';

const counts = { task: 40, approval: 2 };
const role = { id: 'r-sales', name: 'Sales' };
const ofRole = [
  sampleTask({ id: 't-new', title: 'Is the lead interested?', due: hoursFromNoon(-1) }),
  sampleTask({
    id: 't-role',
    kind: 'perform-task',
    title: 'Prepare the site visit',
    performer: { user: null, role },
  }),
  sampleTask({
    id: 't-theirs',
    kind: 'perform-task',
    title: 'Agree on the price',
    performer: { user: { id: 'u-ben', name: 'Ben Carter' }, role },
  }),
  sampleTask({
    id: 't-mine',
    title: 'Note the needs',
    performer: { user: { id: anna.id, name: anna.name }, role },
  }),
  sampleTask({
    id: 't-away',
    title: 'Call the customer back',
    performer: { user: { id: 'u-ben', name: 'Ben Carter' }, role: null },
  }),
];
const reminders = [
  {
    ...{ activity: 'a-1', task: 't-1', title: 'Agree on a site visit', at: hoursFromNoon(-0.2) },
    ...{ start: hoursFromNoon(0.3), caption: 'Qualify a lead: Solar roof for Meyer & Sons' },
  },
  {
    ...{ activity: 'a-2', task: null, title: long, at: hoursFromNoon(-0.1) },
    ...{ start: hoursFromNoon(2), caption: null },
  },
];

/** The notification drawer. */
export const drawerScenes: Scene[] = [
  { ...base, name: 'drawer-full', also: ['forced-colors', 'rtl'] },
  {
    ...base,
    name: 'drawer-run',
    state: { ...base.state, runnable: sampleRunnable },
    press: ['Another process'],
  },
  { ...base, name: 'drawer-loading', state: { overlay: base.state.overlay, status: base.state.status } },
  {
    ...base,
    name: 'drawer-future',
    state: { ...base.state, tasks: sampleList({ items: [...sampleTasks, laterTask], total: 5 }) },
    press: ['Show future tasks (3)'],
  },
  {
    ...base,
    name: 'drawer-done',
    state: { ...base.state, status: sampleStatus({ attention: 0 }), tasks: { ...empty, later: 0 } },
  },
  {
    ...base,
    name: 'drawer-done-today',
    state: { ...base.state, status: sampleStatus({ attention: 0 }), tasks: empty },
  },
  {
    ...base,
    name: 'drawer-none-of-record',
    state: { ...base.state, tasks: empty },
    press: ['Only this record'],
  },
  {
    ...base,
    name: 'drawer-signed-out',
    state: { ...base.state, status: sampleStatus({ link: 'signed-out', attention: 0 }), tasks: empty },
  },
  {
    ...base,
    name: 'drawer-refused',
    state: {
      ...base.state,
      status: sampleStatus({
        refused: [
          {
            command: 'c-1',
            task: 't-form',
            title: 'Note the needs',
            error: wireError('submission-unfit', {
              field: 'Budget in euro',
              expected: 'at least 1000',
              got: '200',
            }),
          },
        ],
      }),
    },
  },
  {
    ...base,
    name: 'drawer-waiting',
    state: { ...base.state, status: sampleStatus({ link: 'waiting', queued: 3 }) },
  },
  { ...base, name: 'drawer-http', state: { ...base.state, status: sampleStatus({ transport: 'http' }) } },
  {
    ...base,
    name: 'drawer-update-needed',
    state: {
      ...base.state,
      status: sampleStatus({
        link: 'refused',
        problem: wireError('version-mismatch', { expected: 2, got: 1 }),
      }),
    },
  },
  {
    ...base,
    name: 'drawer-many',
    state: {
      ...base.state,
      tasks: sampleList({
        items: Array.from({ length: 50 }, (_, at) => sampleTask({ id: `t-${at}` })),
        total: 10_000,
      }),
    },
  },
  {
    ...base,
    name: 'drawer-shelves',
    state: {
      ...base.state,
      'task-processes': [
        { key: 'offer', name: 'Follow up an offer' },
        { key: 'qualify-lead', name: 'Qualify a lead' },
      ],
      tasks: sampleList({ items: ofRole, total: 40, unread: ['t-new'], taken: ['t-theirs'], counts }),
    },
    also: ['forced-colors', 'rtl'],
  },
  {
    ...base,
    name: 'drawer-task-menu',
    state: { ...base.state, tasks: sampleList({ items: ofRole, unread: ['t-new'], taken: ['t-theirs'] }) },
    press: ['More for: Prepare the site visit'],
    also: ['forced-colors', 'rtl'],
  },
  {
    ...base,
    name: 'drawer-assign',
    state: { ...base.state, tasks: sampleList({ items: ofRole }) },
    press: ['More for: Prepare the site visit', 'Assign to somebody else…'],
  },
  {
    ...base,
    name: 'drawer-none-found',
    state: { ...base.state, tasks: { ...empty, later: 9, counts } },
    press: ['Approvals (2)'],
  },
  { ...base, name: 'drawer-reminders', state: { ...base.state, reminders }, also: ['forced-colors', 'rtl'] },
  {
    ...base,
    name: 'drawer-reminder-later',
    state: { ...base.state, reminders },
    press: ['Remind me of all later'],
  },
  {
    ...base,
    name: 'drawer-long-text',
    state: {
      ...base.state,
      tasks: sampleList({
        items: [
          sampleTask({
            title: long,
            instance: {
              id: 'i',
              caption: `${long}: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunternehmen`,
            },
          }),
        ],
        total: 1,
      }),
    },
  },
];
