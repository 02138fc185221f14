/** What the log, an instance and the statistics show in tests and pictures. */
import type {
  InstanceDetails,
  InstanceSummary,
  LogPage,
  Statistics,
  StepView,
  WaitingPlace,
  WaitReason,
} from '../protocol/index.ts';
import { anna, hoursFromNoon, lead } from './page-samples.ts';

const HOUR = 3_600_000;
const owner = { id: anna.id, name: anna.name };
const tom = { id: 'u-tom', name: 'Tom Berger' };

/** Somebody who may see and do everything in the log. */
export const administrator = {
  ...anna,
  permissions: ['run-processes', 'see-log', 'cancel-instances', 'manage-definitions'] as const,
};

export function sampleInstance(change: Partial<InstanceSummary> = {}): InstanceSummary {
  return {
    id: 'i-1',
    process: { key: 'qualify-lead', version: 2, name: 'Qualify a lead' },
    caption: 'Qualify a lead: Solar roof for Meyer & Sons',
    status: 'running',
    owner,
    origin: 'person',
    record: lead,
    parent: null,
    startedAt: hoursFromNoon(-5),
    endedAt: null,
    duration: null,
    traced: false,
    incident: null,
    ...change,
  };
}

/** An instance that has ended after so many hours. */
export function endedInstance(hours: number, change: Partial<InstanceSummary> = {}): InstanceSummary {
  return sampleInstance({
    id: 'i-ended',
    status: 'completed',
    startedAt: hoursFromNoon(-30),
    endedAt: hoursFromNoon(hours - 30),
    duration: hours * HOUR,
    ...change,
  });
}

export const failure = {
  code: 'service-failed',
  element: 'Notify',
  message: 'Expected a response with a 2xx status from https://erp.example.com/orders, got 503.',
};

export function sampleLog(change: Partial<LogPage> = {}): LogPage {
  const items = [
    sampleInstance(),
    sampleInstance({
      id: 'i-2',
      process: { key: 'follow-up-offer', version: 5, name: 'Follow up an offer' },
      caption: 'Follow up an offer: Warehouse lighting, phase two, north and south halls',
      status: 'error',
      owner: tom,
      origin: 'timer',
      startedAt: hoursFromNoon(-26),
      incident: failure,
    }),
    sampleInstance({
      id: 'i-3',
      caption: 'Qualify a lead: Charging station',
      status: 'cancelling',
      origin: 'bulk',
      startedAt: hoursFromNoon(-27),
    }),
    endedInstance(26.2, { id: 'i-4', caption: 'Qualify a lead: Heat pump', owner: tom, traced: true }),
    endedInstance(0.01, {
      id: 'i-5',
      caption: 'Remind about visits',
      owner: null,
      origin: 'timer',
      record: null,
    }),
    endedInstance(3, { id: 'i-6', caption: 'Qualify a lead: Cold call', status: 'cancelled' }),
  ];
  return { items, next: null, total: items.length, more: false, ...change };
}

export function sampleStep(change: Partial<StepView> = {}): StepView {
  return {
    id: 's-1',
    element: 'Ask',
    name: 'Is the lead interested?',
    type: 'userTask',
    kind: 'user-dialog',
    parent: null,
    index: null,
    status: 'completed',
    enteredAt: hoursFromNoon(-5),
    endedAt: hoursFromNoon(-4.5),
    performer: { user: owner, role: null },
    endedBy: owner,
    outcome: 'Yes, go on',
    incident: null,
    child: null,
    traced: false,
    ...change,
  };
}

export function samplePlace(reason: WaitReason, change: Partial<WaitingPlace> = {}): WaitingPlace {
  return {
    step: 's-2',
    element: 'Review',
    name: 'Review the qualification',
    since: hoursFromNoon(-4.5),
    reason,
    meanwhile: [],
    actions: ['open', 'skip', 'reassign'],
    outcomes: [
      { code: 'approved', label: 'Approved' },
      { code: 'rejected', label: 'Rejected' },
    ],
    several: false,
    ...change,
  };
}

/** One reason of each type, and each obstacle. */
export const reasons = {
  person: {
    type: 'person',
    task: 't-1',
    user: tom,
    role: null,
    due: hoursFromNoon(20),
    obstacle: null,
    record: lead,
  },
  role: {
    type: 'person',
    task: 't-1',
    user: null,
    role: { id: 'r-sales', name: 'Sales' },
    due: null,
    obstacle: 'role-empty',
    record: null,
  },
  inactive: {
    type: 'person',
    task: 't-1',
    user: tom,
    role: null,
    due: null,
    obstacle: 'user-inactive',
    record: null,
  },
  closed: {
    type: 'person',
    task: 't-1',
    user: tom,
    role: null,
    due: null,
    obstacle: 'record-closed',
    record: lead,
  },
  gone: {
    type: 'person',
    task: 't-1',
    user: tom,
    role: null,
    due: null,
    obstacle: 'record-gone',
    record: lead,
  },
  timer: { type: 'timer', at: hoursFromNoon(0.5) },
  message: { type: 'message', name: 'payment-received' },
  signal: { type: 'signal', name: 'season-opened' },
  record: { type: 'record', event: 'modified', recordType: 'tryton:party.party', id: '12', fed: true },
  unfed: { type: 'record', event: 'added', recordType: 'tryton:sale.sale', id: null, fed: false },
  retrying: {
    type: 'job',
    topic: 'throughline:call-web-service',
    status: 'retrying',
    attempts: 3,
    maxAttempts: 5,
    nextAt: hoursFromNoon(0.25),
    problem: failure.message,
  },
  dead: {
    type: 'job',
    topic: 'throughline:call-web-service',
    status: 'dead',
    attempts: 5,
    maxAttempts: 5,
    nextAt: null,
    problem: failure.message,
  },
  process: { type: 'process', process: 'check-credit', instance: 'i-9', status: 'running' },
  incident: { type: 'incident', incident: failure },
} as const satisfies Record<string, WaitReason>;

export function sampleDetails(change: Partial<InstanceDetails> = {}): InstanceDetails {
  return {
    summary: sampleInstance(),
    businessKey: 'LEAD-2026-0117',
    parent: null,
    children: [],
    records: [
      { ...lead, how: 'started' },
      { system: 's-1', type: 'party.party', id: '12', title: 'Meyer & Sons', url: null, how: 'connected' },
    ],
    waiting: [samplePlace(reasons.person)],
    steps: [
      sampleStep({
        id: 's-0',
        element: 'Start',
        name: 'Lead arrived',
        type: 'startEvent',
        kind: null,
        endedAt: hoursFromNoon(-5),
        outcome: null,
      }),
      sampleStep(),
      sampleStep({
        id: 's-2',
        element: 'Review',
        name: 'Review the qualification',
        kind: 'perform-task',
        status: 'running',
        enteredAt: hoursFromNoon(-4.5),
        endedAt: null,
        performer: { user: tom, role: null },
        endedBy: null,
        outcome: null,
      }),
    ],
    moreSteps: false,
    taken: { Start: 1, Flow_1: 1, Ask: 1, Flow_2: 1, Review: 1 },
    variables: {
      amount: 12_500,
      interested: true,
      visit: '2026-03-20',
      notes: `The roof faces south. ${'Talk to the neighbours about scaffolding. '.repeat(8)}`,
      products: ['panel', 'inverter'],
      customer: { name: 'Meyer & Sons', city: 'Ulm' },
      offers: [
        { product: 'Panels', price: 9_800 },
        { product: 'Inverter', price: 2_700 },
      ],
      comment: null,
    },
    history: [
      {
        at: hoursFromNoon(-4.5),
        actor: owner,
        event: 'step.completed',
        element: 'Ask',
        data: { outcome: 'yes' },
      },
      { at: hoursFromNoon(-5), actor: owner, event: 'step.entered', element: 'Ask', data: {} },
    ],
    may: { cancel: true, administer: true },
    ...change,
  };
}

function durations(count: number, hours: number) {
  return { count, average: hours * 1.4 * HOUR, median: hours * HOUR, p90: hours * 3.1 * HOUR };
}

export function sampleStatistics(change: Partial<Statistics> = {}): Statistics {
  return {
    total: durations(214, 20),
    processes: [
      { key: 'qualify-lead', name: 'Qualify a lead', durations: durations(130, 26) },
      { key: 'follow-up-offer', name: 'Follow up an offer', durations: durations(84, 9) },
    ],
    elements: [],
    periods: Array.from({ length: 14 }, (_, day) => ({
      from: hoursFromNoon(24 * (day - 14) - 12),
      durations: durations((day * 7) % 23, 12 + ((day * 5) % 11)),
    })),
    owners: [
      { owner, durations: durations(120, 18) },
      { owner: tom, durations: durations(80, 24) },
      { owner: null, durations: durations(14, 1) },
    ],
    ...change,
  };
}
