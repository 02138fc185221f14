import leadToSale from '../../../demo/cases/lead-to-sale/lead-to-sale.case.json' with { type: 'json' };
import { CaseDefinition } from '../../../lib/cases/definition.ts';
import type { AdminQueryResult } from '../../../lib/protocol/index.ts';
import { sampleBpmn, sampleDefinition, sampleEntries } from '../../../lib/testing/library-samples.ts';
import {
  administrator,
  endedInstance,
  failure,
  reasons,
  sampleDetails,
  sampleInstance,
  sampleLog,
  samplePlace,
  sampleStatistics,
  sampleStep,
} from '../../../lib/testing/log-samples.ts';
import { sampleStatus } from '../../../lib/testing/page-samples.ts';
import { drawCase } from '../../../server/cases/drawing.ts';
import type { Scene } from './scenes.ts';

const user = { ...administrator, permissions: [...administrator.permissions] };
const state = { status: sampleStatus({ user }) };
const widths = [360, 1280] as const;
const HOUR = 3_600_000;
const base = { surface: 'processes', widths, state } as const;

const library: AdminQueryResult = { type: 'library', entries: sampleEntries };
const views: AdminQueryResult = {
  type: 'views',
  views: [
    {
      id: 'v-1',
      name: 'Failed this week',
      filter: {
        process: null,
        version: null,
        statuses: ['error'],
        owner: null,
        origin: null,
        record: null,
        from: null,
        to: null,
        search: null,
        element: null,
        period: 'week',
      },
    },
  ],
};
const log = (page = sampleLog()): AdminQueryResult => ({ type: 'log', page });
const definition: AdminQueryResult = {
  type: 'definition',
  definition: sampleDefinition({ bpmn: sampleBpmn() }),
};
const instance = (change = {}): AdminQueryResult => ({ type: 'instance', instance: sampleDetails(change) });

/** A step of the log that stands for a stage. */
const stage = {
  type: 'stage',
  kind: null,
  status: 'running',
  endedAt: null,
  endedBy: null,
  outcome: null,
} as const;

/** All that may come before a step is done. */
const meanwhile = (['timer', 'message', 'signal', 'record', 'unfed'] as const).map((name, index) => ({
  element: `Aside_${name}`,
  name:
    index === 1 ? 'The customer withdraws the whole order, with everything that belongs to it' : 'Escalate',
  interrupts: index % 2 === 0,
  reason: reasons[name],
}));

/** Every reason for waiting, one below the other. */
const waiting = Object.values(reasons).map((reason, index) =>
  samplePlace(reason, {
    step: `s-${index}`,
    element: `Place_${index}`,
    actions: reason.type === 'person' ? ['open', 'skip', 'reassign'] : ['retry', 'skip'],
    meanwhile: index === 0 ? meanwhile : [],
  }),
);

/** The log, one instance and the statistics in the processes page. */
export const logScenes: Scene[] = [
  {
    ...base,
    name: 'log-full',
    route: '/log',
    widths: [360, 768, 1280],
    answers: [log(sampleLog({ total: 10_000, more: true, next: 'n' })), library, views],
    also: ['forced-colors', 'rtl'],
  },
  {
    ...base,
    name: 'log-filtered',
    route: '/log?process=qualify-a-lead&status=error&period=range&from=2026-03-01&to=2026-03-11',
    answers: [log(sampleLog({ items: [], total: 0 })), library, views, definition],
  },
  {
    ...base,
    name: 'log-empty',
    route: '/log',
    answers: [log(sampleLog({ items: [], total: 0 })), library, views],
  },
  {
    ...base,
    name: 'log-offline',
    route: '/log',
    widths: [1280],
    state: { status: sampleStatus({ link: 'offline', user }) },
  },
  {
    ...base,
    name: 'log-views',
    route: '/log?status=error',
    answers: [log(), library, views],
    press: ['Saved views'],
  },
  { ...base, name: 'log-columns', route: '/log', answers: [log(), library, views], press: ['Columns'] },
  {
    ...base,
    name: 'log-cancel',
    route: '/log',
    answers: [log(), library, views],
    press: ['Select all that have not ended', 'Cancel 2 instances', 'Cancel 2 instances'],
  },
  {
    ...base,
    name: 'log-reassign',
    route: '/log',
    answers: [log(), library, views],
    press: ['Select all that have not ended', 'Assign steps', 'Assign'],
  },
  { ...base, name: 'log-export', route: '/log', answers: [log(), library, views], press: ['Export'] },
  {
    ...base,
    name: 'instance-running',
    route: '/log/i-1',
    widths: [360, 768, 1280],
    answers: [instance(), definition],
    also: ['forced-colors', 'rtl'],
  },
  {
    ...base,
    name: 'instance-case',
    route: '/log/i-1',
    answers: [
      instance({
        summary: sampleInstance({ caption: 'Lead to sale: Two hundred chairs' }),
        waiting: [samplePlace(reasons.person, { element: 'needs' })],
        taken: { lead: 1, call: 1, offer: 1, needs: 1 },
        steps: [
          sampleStep({
            ...stage,
            id: 's-1',
            name: 'Stage in the CRM',
            element: 'case.record',
            type: 'caseRecord',
          }),
          sampleStep({
            ...stage,
            id: 's-2',
            name: 'Lead',
            element: 'lead',
            endedAt: '2026-03-10T11:00:00Z',
            status: 'completed',
          }),
          sampleStep({ id: 's-3', name: 'Call the customer', element: 'call', parent: 's-2' }),
          sampleStep({ ...stage, id: 's-4', name: 'Offer', element: 'offer' }),
          sampleStep({
            ...stage,
            id: 's-5',
            name: 'What does the customer need?',
            element: 'needs',
            type: 'userTask',
            kind: 'user-dialog',
            parent: 's-4',
          }),
        ],
      }),
      {
        type: 'definition',
        definition: sampleDefinition({ bpmn: drawCase(CaseDefinition.parse(leadToSale)), case: '{}' }),
      },
    ],
  },
  {
    ...base,
    name: 'instance-waiting',
    route: '/log/i-1',
    answers: [
      instance({ waiting, summary: sampleInstance({ status: 'error', incident: failure }) }),
      definition,
    ],
  },
  {
    ...base,
    name: 'instance-ended',
    route: '/log/i-1',
    answers: [
      instance({
        summary: endedInstance(26, { traced: true }),
        waiting: [],
        may: { cancel: false, administer: false },
        parent: sampleInstance({ id: 'i-0', caption: 'Season campaign' }),
        children: [endedInstance(1, { id: 'i-9', caption: 'Check the credit of Meyer & Sons' })],
        steps: [
          sampleStep({ id: 'a', name: 'For each product', element: 'Sub', kind: null, type: 'subProcess' }),
          sampleStep({ id: 'b', parent: 'a', index: 0, traced: true }),
          sampleStep({ id: 'c', parent: 'a', index: 1, status: 'skipped', outcome: null }),
          sampleStep({ id: 'd', name: 'Check the credit', child: 'i-9', kind: null, outcome: null }),
        ],
      }),
      definition,
      {
        type: 'trace',
        trace: {
          step: 'b',
          before: { amount: 1_200, kept: true, old: 'x' },
          after: { amount: 12_500, kept: true, result: 'yes' },
        },
      },
    ],
    press: ['What changed Is the lead interested?'],
  },
  {
    ...base,
    name: 'instance-skip',
    route: '/log/i-1',
    answers: [instance(), definition],
    press: ['Skip Review the qualification'],
  },
  {
    ...base,
    name: 'instance-variable',
    route: '/log/i-1',
    answers: [instance(), definition],
    press: ['Change amount'],
  },
  {
    ...base,
    name: 'statistics-all',
    route: '/statistics',
    widths: [360, 768, 1280],
    answers: [{ type: 'statistics', statistics: sampleStatistics() }, library],
    also: ['forced-colors', 'rtl'],
  },
  {
    ...base,
    name: 'statistics-process',
    route: '/statistics?process=qualify-a-lead',
    answers: [
      { type: 'statistics', statistics: sampleStatistics({ processes: [], elements: elementFigures() }) },
      library,
      definition,
    ],
    press: ['How long'],
  },
  {
    ...base,
    name: 'statistics-denied',
    route: '/statistics',
    widths: [1280],
    state: { status: sampleStatus() },
  },
];

function elementFigures() {
  const hours = { Start: 0, Ask: 26, Review: 9, End: 0 };
  return Object.entries(hours).map(([element, of]) => {
    const durations = { count: 40, average: of * 1.4 * HOUR, median: of * HOUR, p90: of * 3 * HOUR };
    return { element, name: element, type: 'userTask', durations };
  });
}
