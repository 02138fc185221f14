import type { PageView } from '../../../lib/messaging/contract.ts';
import { ProtocolError, phrase, type Task, wireError } from '../../../lib/protocol/index.ts';
import { lookupForm, pagedForm, recordForm, richForm } from '../../../lib/testing/form-samples.ts';
import {
  activity,
  approval,
  attachments,
  editPage,
  email,
  form,
  hoursFromNoon,
  newRecordPage,
  question,
  sampleOverlay,
  samplePage,
  sampleStatus,
  sampleTask,
} from '../../../lib/testing/page-samples.ts';
import type { Scene } from './scenes.ts';

function page(name: string, view: PageView, extra: Partial<Scene> = {}, depth = 0): Scene {
  const task = view.page?.task.id ?? 't-1';
  return {
    name: `page-${name}`,
    surface: 'overlay',
    widths: [480, 320],
    pages: { [task]: view },
    ...extra,
    state: { overlay: sampleOverlay({ task, depth }), status: sampleStatus(), ...extra.state },
  };
}

/** On the page of the record, where the person works. */
function band(name: string, view: PageView): Scene {
  const overlay = sampleOverlay({ view: 'band', task: view.page?.task.id ?? 't-1' });
  return { ...page(`band-${name}`, view, { state: { overlay } }), widths: [384, 320] };
}

const draft = {
  contact: 'Jana Meyer',
  budget: '48000',
  start: '2026-04-01',
  roof: 'flat',
  extras: ['battery'],
};
const end = {
  reason: 'completed',
  by: { id: 'u-ben', name: 'Ben Okafor' },
  at: hoursFromNoon(-0.1),
} as const;
const unfit = wireError(
  'submission-unfit',
  { field: 'Budget in euro', expected: 'at least 1000', got: '200' },
  'budget',
);
const RECORD = { company: 'Meyer & Sons', budget: 45_000 };
const fault = wireError('server-fault', { reference: 'f-3a91' });
const refused = { command: 'c', type: 'task.postpone', state: 'refused', error: fault } as const;
const unsent = wireError('mail-refused', { problem: '550 5.1.1 No such mailbox here' });
const nothing: PageView = { ...samplePage(question), page: null };

/** A list of rows that nobody has filled in. */
function emptied<Item extends { type: string }>(item: Item): Item {
  return item.type === 'dynamiclist' ? { ...item, rows: [{}] } : item;
}

/** Process pages: every kind of content, and whatever can become of a submission. */
export const pageScenes: Scene[] = [
  page('question', samplePage(question), { also: ['forced-colors', 'rtl'] }),
  page('question-unanswered', samplePage(question), { press: ['Continue'] }),
  page('question-hint', samplePage(question, { draft: { $answers: ['yes'] } }), {
    press: ['Hint for this step'],
  }),
  page('question-several', samplePage({ ...question, multiple: true, preselected: 'yes' }), {}, 2),
  page('question-optional', samplePage({ ...question, required: false, preselected: 'later' })),
  page('form', samplePage(form), { widths: [480, 320, 560], also: ['forced-colors', 'rtl'] }),
  page('form-errors', samplePage(form), { press: ['Make an offer'], also: ['forced-colors'] }),
  page('form-draft', samplePage(form, { draft })),
  page('form-rich', samplePage(richForm), { widths: [480, 320, 640], also: ['forced-colors', 'rtl'] }),
  page('form-rich-errors', samplePage({ ...richForm, items: richForm.items.map(emptied) }), {
    press: ['Send the offer'],
  }),
  page('form-lookup', samplePage(lookupForm), { also: ['forced-colors', 'rtl'] }),
  page('form-lookup-missing', samplePage(lookupForm, { draft: { partner: '', partnerTitle: '' } }), {
    press: ['Agree the date'],
  }),
  page('form-lookup-window', samplePage(lookupForm), {
    ...{ widths: [480, 320, 640], press: ['Choose from a list: Installer'], also: ['forced-colors', 'rtl'] },
    rows: {
      columns: ['Company', 'City', 'Since'],
      rows: [
        { id: '7', title: 'Alpenroof GmbH', cells: ['Alpenroof Holding', 'Graz', '2019-04-01'] },
        { id: '8', title: 'Baltic Solar', cells: [null, 'Riga', '2021-11-15'] },
        { id: '9', title: 'Dachdeckerei '.repeat(5).trim(), cells: ['Familie Huber', 'Linz', null] },
        { id: '10', title: 'مكتب الطاقة', cells: ['Energy Office', 'Malmö', '2024-02-29'] },
      ],
      more: true,
    },
  }),
  page('form-lookup-window-none', samplePage(lookupForm), {
    ...{ press: ['Choose from a list: Installer'], rows: { columns: ['City'], rows: [], more: false } },
  }),
  page('form-record', samplePage(recordForm), { held: RECORD }),
  page('form-record-failed', samplePage(recordForm), {
    held: new ProtocolError('connection-failed', { system: 'crm', problem: phrase('no-connection') }),
  }),
  page(
    'form-record-changed',
    samplePage(recordForm, {
      ...{ draft: { company: RECORD.company, budget: '52000' }, sending: 'refused' },
      error: wireError('record-changed', { field: '"Budget"', got: '48000' }, 'values.budget'),
    }),
    { held: { ...RECORD, budget: 48_000 } },
  ),
  page('form-pages', samplePage(pagedForm, { draft: { $page: 'what' } }), { also: ['forced-colors', 'rtl'] }),
  page(
    'form-refused-field',
    samplePage(form, { draft: { ...draft, budget: '200' }, sending: 'refused', error: unfit }),
  ),
  page('form-sending', samplePage(form, { draft, sending: 'sending' })),
  page('form-queued', samplePage(form, { draft, sending: 'queued' }), {
    state: { status: sampleStatus({ link: 'offline', queued: 1 }) },
  }),
  page('form-ended', samplePage(form, { draft, state: 'ended', end }), { also: ['forced-colors'] }),
  page('edit-elsewhere', samplePage(editPage), {
    state: { overlay: sampleOverlay({ mayGo: true, task: 't-edit' }) },
  }),
  page('edit-gone', samplePage({ ...editPage, gone: true })),
  band('record', samplePage(editPage)),
  band('save', samplePage({ ...editPage, conditions: [] })),
  band('new', samplePage(newRecordPage)),
  band('confirmed', samplePage({ ...editPage, conditions: [], confirmedBy: 'person' })),
  page('approval', samplePage(approval), { widths: [480, 320, 560], also: ['forced-colors', 'rtl'] }),
  page('approval-rejected-silently', samplePage(approval), { press: ['Reject'] }),
  page('approval-plain', samplePage({ ...approval, purpose: null, facts: [] })),
  page('email', samplePage(email), { widths: [480, 320, 560], also: ['forced-colors', 'rtl'] }),
  page(
    'email-wrong',
    samplePage(email, { draft: { $to: 'jana@meyer.example, Bob', $cc: 'ben@', $subject: '' } }),
    { press: ['Send'] },
  ),
  page(
    'email-refused',
    samplePage(email, { draft: { $to: 'gone@meyer.example' }, sending: 'refused', error: unsent }),
  ),
  page('email-attachments', samplePage({ ...email, attachments }), { also: ['forced-colors', 'rtl'] }),
  page('email-important', samplePage({ ...email, importance: 'high', cc: 'ben@example.com' })),
  page('activity', samplePage(activity), { also: ['rtl'] }),
  page('activity-no-result', samplePage(activity), { press: ['Complete'] }),
  page(
    'activity-many-results',
    samplePage({
      ...activity,
      results: Array.from({ length: 9 }, (_, at) => ({ code: `${at}`, label: `Result ${at}` })),
    }),
  ),
  page(
    'activity-refused',
    samplePage(activity, { draft: { $result: 'done' }, sending: 'refused', error: fault }),
  ),
  page('activity-cancelled', samplePage(activity, { state: 'ended', end: { ...end, reason: 'cancelled' } })),
  page('covered', samplePage(question, { draft: { $answers: ['yes'] } }), {
    press: ['Continue'],
    refuses: { type: 'overlay.probe', error: new ProtocolError('server-fault', { reference: 'covered' }) },
  }),
  page('loading', { ...nothing, state: 'loading' }),
  page('missing', { ...nothing, state: 'missing' }),
  page(
    'unavailable',
    { ...nothing, state: 'unavailable' },
    { state: { status: sampleStatus({ link: 'offline' }) } },
  ),
  page(
    'signed-out',
    { ...nothing, state: 'unavailable' },
    {
      state: { status: sampleStatus({ link: 'signed-out', user: null }) },
    },
  ),
  page('long-text', longPage()),
  page('tab', samplePage(form, { draft }), {
    surface: 'tab',
    widths: [320, 560, 1280],
    pages: { 't-1': samplePage(form, { draft }) },
    state: { overlay: sampleOverlay({ view: 'hidden', task: null }) },
  }),
  page('tab-question', samplePage(question), {
    surface: 'tab',
    widths: [1280],
    state: { overlay: sampleOverlay({ view: 'hidden', task: null }) },
  }),
];

/** A step whose task is changed in some of its parts. */
function stepOf(
  content: Parameters<typeof samplePage>[0],
  change: Partial<Task>,
  more: Partial<PageView> = {},
) {
  return samplePage(content, { page: { task: sampleTask(change), hint: null, content }, ...more });
}

const sales = { id: 'r-sales', name: 'Sales' };

/** A step that is put off or given away, one of a role, and the wait for the system (behaviour 2.2, 6.3, 6.4). */
export const laterScenes: Scene[] = [
  page('later', stepOf(question, {}), { press: ['Perform later'], also: ['forced-colors', 'rtl'] }),
  page('later-refused', stepOf(question, {}, { moving: refused }), { press: ['Perform later'] }),
  page('reschedule', stepOf(activity, { kind: 'perform-task', title: 'Call back about the offer' }), {
    press: ['Reschedule'],
  }),
  page('assign', stepOf(question, {}), { press: ['Assign to somebody else', 'Assign'] }),
  page('role-free', stepOf(question, { performer: { user: null, role: sales } }), { also: ['rtl'] }),
  page(
    'role-taken',
    stepOf(question, { performer: { user: { id: 'u-ben', name: 'Ben Okafor' }, role: sales } }),
  ),
  {
    ...page('working', samplePage(question)),
    name: 'page-working',
    state: { overlay: sampleOverlay({ task: null, working: { since: Date.now() } }), status: sampleStatus() },
  },
];

function longPage(): PageView {
  const long =
    'Agree with the purchasing department of the whole group on the conditions for the years to come';
  const content = {
    ...question,
    question: `${long}. ${long}?`,
    answers: question.answers.map((answer) => ({ ...answer, label: `${answer.label}: ${long}` })),
  };
  const view = samplePage(content);
  const task = sampleTask({ title: long, instance: { id: 'i', caption: `${long}: ${'x'.repeat(90)}` } });
  return { ...view, page: { task, hint: long, content } };
}
