import { type Bulk, wireError } from '../../../lib/protocol/index.ts';
import { sampleMenu, sampleOverlay, sampleStatus, sampleTask } from '../../../lib/testing/page-samples.ts';
import type { Scene } from './scenes.ts';

const base = {
  surface: 'overlay',
  state: { overlay: sampleOverlay({ view: 'menu', task: null }), status: sampleStatus(), menu: sampleMenu() },
  widths: [280, 320],
} as const;

const ticked = Array.from({ length: 50 }, (_, index) => ({
  ...{
    system: 'tryton',
    type: 'sale.opportunity',
    id: String(index),
    title: `Opportunity ${index}`,
    url: null,
  },
}));
const DESCRIPTION = sampleMenu().processes[0]?.description ?? '';
const ofList = sampleMenu({ record: null, tasks: [], selected: ticked });
const stepOf = (id: string, record: number, title: string, process: string) =>
  sampleTask({
    id,
    title,
    record: ticked[record] ?? null,
    process: { key: process, name: process, version: 1 },
  });
const withSteps = sampleMenu({
  record: null,
  selected: ticked,
  tasks: [
    stepOf('t-1', 0, 'Is the lead interested?', 'Qualify a lead'),
    stepOf('t-2', 3, 'Agree with the purchasing department on the conditions', 'Follow up an offer'),
    stepOf('t-3', 3, 'Is the lead interested?', 'Qualify a lead'),
    stepOf('t-4', 8, 'Note the needs', 'Qualify a lead'),
  ],
});
const bulk: Bulk = {
  ...{ id: 'b-1', kind: 'start', title: 'Qualify a lead', total: 50, done: 31, failed: 1 },
  ...{ createdAt: '2026-03-11T11:00:00Z', endedAt: null },
  failures: [
    {
      subject: 'Warehouse lighting, phase two',
      problem: 'Expected a value for the parameter amount, got none. Correct it and start again.',
    },
  ],
};

/** The menu of the Process button. */
export const menuScenes: Scene[] = [
  { ...base, name: 'menu-full', also: ['forced-colors', 'rtl'] },
  { ...base, name: 'menu-list', state: { ...base.state, menu: ofList } },
  { ...base, name: 'menu-list-steps', state: { ...base.state, menu: withSteps } },
  {
    ...base,
    name: 'menu-list-choose',
    state: { ...base.state, menu: withSteps },
    press: ['Move down the process4 steps of 3 records'],
    also: ['forced-colors', 'rtl'],
  },
  {
    ...base,
    name: 'menu-list-nothing',
    state: { ...base.state, menu: sampleMenu({ record: null, tasks: [], selected: [] }) },
  },
  {
    ...base,
    name: 'menu-list-started',
    state: { ...base.state, menu: ofList },
    press: [`Qualify a lead${DESCRIPTION}`],
    started: bulk,
    answers: [{ type: 'bulk', bulk }],
  },
  {
    ...base,
    name: 'menu-list-done',
    state: { ...base.state, menu: ofList },
    press: [`Qualify a lead${DESCRIPTION}`],
    started: { ...bulk, done: 50, failed: 0, failures: [], endedAt: '2026-03-11T11:00:04Z' },
  },
  { ...base, name: 'menu-loading', state: { overlay: base.state.overlay, status: base.state.status } },
  { ...base, name: 'menu-nothing', state: { ...base.state, menu: sampleMenu({ tasks: [], processes: [] }) } },
  {
    ...base,
    name: 'menu-starting',
    state: { ...base.state, menu: sampleMenu({ starting: 'qualify-lead' }) },
  },
  {
    ...base,
    name: 'menu-error',
    state: {
      ...base.state,
      menu: sampleMenu({ error: wireError('process-unknown', { key: 'qualify-lead' }) }),
    },
  },
  {
    ...base,
    name: 'menu-signed-out',
    state: { ...base.state, status: sampleStatus({ link: 'signed-out', user: null, attention: 0 }) },
  },
  {
    ...base,
    name: 'menu-offline',
    state: { ...base.state, status: sampleStatus({ link: 'offline', queued: 1 }) },
  },
];
