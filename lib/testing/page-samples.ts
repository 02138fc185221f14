/** What pages show in tests and pictures. Times are told from `NOON`, so that pictures do not age. */
import type { Menu, OverlayView, PageView, Status, TaskList } from '../messaging/contract.ts';
import type {
  Attachment,
  LinkedRecord,
  PageContent,
  StartableProcess,
  Task,
  User,
} from '../protocol/index.ts';

export const NOON = new Date(2026, 2, 11, 12, 0);

/** An instant so many hours from noon. */
export function hoursFromNoon(hours: number): string {
  return new Date(NOON.getTime() + hours * 3_600_000).toISOString();
}

export const anna: User = {
  id: 'u-anna',
  name: 'Anna Keller',
  email: 'anna.keller@example.com',
  roles: [
    { id: 'r-sales', name: 'Sales' },
    { id: 'r-support', name: 'Support' },
  ],
  permissions: ['run-processes'],
};

export const lead: LinkedRecord = {
  system: 's-1',
  type: 'sale.opportunity',
  id: '7',
  title: 'Solar roof for Meyer & Sons',
  url: 'https://crm.example.com/opportunity/7',
};

export function sampleStatus(change: Partial<Status> = {}): Status {
  return {
    link: 'live',
    transport: 'socket',
    problem: null,
    nextAttemptAt: null,
    server: 'https://process.example.com',
    isServerManaged: false,
    user: anna,
    attention: 4,
    queued: 0,
    refused: [],
    ...change,
  };
}

export function sampleTask(change: Partial<Task> = {}): Task {
  return {
    id: 't-1',
    kind: 'user-dialog',
    title: 'Is the lead interested?',
    process: { key: 'qualify-lead', name: 'Qualify a lead', version: 1 },
    instance: { id: 'i-1', caption: 'Qualify a lead: Solar roof for Meyer & Sons' },
    performer: { user: { id: anna.id, name: anna.name }, role: null },
    record: lead,
    start: hoursFromNoon(-1),
    due: hoursFromNoon(3),
    activity: null,
    createdAt: hoursFromNoon(-1),
    ...change,
  };
}

export const sampleTasks: Task[] = [
  sampleTask({
    id: 't-late',
    kind: 'perform-task',
    title: 'Call back about the offer',
    due: hoursFromNoon(-26),
    instance: { id: 'i-2', caption: 'Follow up an offer: Hotel Alpenblick' },
  }),
  sampleTask(),
  sampleTask({
    id: 't-form',
    kind: 'auto-generated-page',
    title: 'Note the needs',
    due: hoursFromNoon(0.4),
    instance: { id: 'i-3', caption: 'Qualify a lead: Heat pump, Family Brandt' },
  }),
  sampleTask({
    id: 't-role',
    kind: 'perform-task',
    title: 'Prepare the site visit',
    due: null,
    performer: { user: null, role: { id: 'r-sales', name: 'Sales' } },
    instance: { id: 'i-4', caption: 'Qualify a lead: Depot roof, Nordfracht' },
  }),
];

export const laterTask: Task = sampleTask({
  id: 't-later',
  kind: 'approval',
  title: 'Approve the discount',
  due: hoursFromNoon(70),
  instance: { id: 'i-5', caption: 'Grant a discount: Hotel Alpenblick' },
});

export function sampleList(change: Partial<TaskList> = {}): TaskList {
  const items = change.items ?? sampleTasks;
  const total = change.total ?? items.length;
  const counts = { task: total, approval: 0 };
  return { items, unread: [], taken: [], total, later: 3, counts, ...change };
}

export const question: Extract<PageContent, { kind: 'user-dialog' }> = {
  kind: 'user-dialog',
  question: 'Is the lead interested?',
  multiple: false,
  required: true,
  answers: [
    { code: 'yes', label: 'Yes, they want an offer' },
    { code: 'later', label: 'Perhaps later' },
    { code: 'no', label: 'No' },
  ],
  preselected: null,
};

const field = { description: null, required: false, readonly: false, value: null };

export const form: Extract<PageContent, { kind: 'auto-generated-page' }> = {
  kind: 'auto-generated-page',
  recommendation: 'Ask for the needs while you have them on the phone.',
  items: [
    { type: 'text', text: 'What you note here goes into the offer.' },
    {
      ...field,
      type: 'textfield',
      key: 'contact',
      label: 'Contact person',
      required: true,
      minLength: null,
      maxLength: 80,
      pattern: null,
      inputType: 'text',
    },
    {
      ...field,
      type: 'number',
      key: 'budget',
      label: 'Budget in euro',
      description: 'A rough figure is enough.',
      required: true,
      min: 1000,
      max: null,
      decimals: 0,
    },
    { ...field, type: 'date', key: 'start', label: 'Wanted start', required: true },
    {
      ...field,
      type: 'select',
      key: 'roof',
      label: 'Kind of roof',
      choices: [
        { code: 'pitched', label: 'Pitched' },
        { code: 'flat', label: 'Flat' },
      ],
    },
    {
      ...field,
      type: 'radio',
      key: 'priority',
      label: 'Priority',
      choices: [
        { code: 'low', label: 'Low' },
        { code: 'high', label: 'High' },
      ],
      value: 'low',
    },
    {
      ...field,
      type: 'checklist',
      key: 'extras',
      label: 'Wanted with it',
      choices: [
        { code: 'battery', label: 'Battery' },
        { code: 'wallbox', label: 'Wallbox' },
      ],
    },
    { type: 'separator' },
    { ...field, type: 'textarea', key: 'notes', label: 'Notes', minLength: null, maxLength: null },
    { ...field, type: 'checkbox', key: 'visit', label: 'A site visit is agreed' },
  ],
  buttons: [
    { code: 'cancel', label: 'Not a fit', style: 'secondary', validates: false },
    { code: 'next', label: 'Make an offer', style: 'primary', validates: true },
  ],
};

export const activity: Extract<PageContent, { kind: 'perform-task' }> = {
  kind: 'perform-task',
  category: 'Call',
  description:
    'Call the contact person and agree on a date for the site visit.\nBring the roof plan if there is one.',
  plannedMinutes: 90,
  results: [
    { code: 'done', label: 'Reached, date agreed' },
    { code: 'again', label: 'Not reached, call again' },
    { code: 'lost', label: 'No longer interested' },
  ],
};

export const approval: Extract<PageContent, { kind: 'approval' }> = {
  kind: 'approval',
  purpose: 'May Hotel Alpenblick get this discount?',
  facts: [
    { label: 'Discount in %', value: 17.5 },
    { label: 'Offer in euro', value: 48_000 },
    { label: 'Valid until', value: '2026-04-30' },
    {
      label: 'Reason',
      value:
        'Nordfracht has offered the same roof for 41,000 euro.\nThey decide this week, and the hotel belongs to a chain of eleven.',
    },
  ],
  comment: { key: 'comment', required: false },
  delegation: { allowed: true, by: null },
  notices: { approver: true, result: 'Jana Meyer <jana@meyer.example>' },
};

/** A record that is looked at by the server: one condition is met, one is open, one could not be put in words. */
export const editPage: Extract<PageContent, { kind: 'open-edit-page' }> = {
  kind: 'open-edit-page',
  recommendation: 'Complete the data of the lead, so that an offer can be made.',
  target: { system: lead.system, type: lead.type, id: lead.id },
  offered: [],
  conditions: [
    {
      text: 'email != null',
      compared: { label: 'E-mail', operator: 'is-set', value: null },
      state: 'met',
    },
    {
      text: 'budget > 1000',
      compared: { label: 'Budget', operator: 'greater', value: 1000 },
      state: 'open',
    },
    { text: 'string length(notes) > 20', compared: null, state: 'open' },
  ],
  results: [],
  confirmedBy: 'server',
  gone: false,
};

/** A record that is not there yet. */
export const newRecordPage: typeof editPage = {
  ...editPage,
  recommendation: 'Add the contact person of the roofer.',
  target: { system: lead.system, type: 'party.party', id: null },
  conditions: [],
  offered: [
    { field: 'name', label: 'Name', value: 'Meyer & Sons, roofers' },
    { field: 'lang', label: 'Language', value: 'German' },
  ],
};

export const email: Extract<PageContent, { kind: 'send-email' }> = {
  kind: 'send-email',
  from: 'Sales <sales@example.com>',
  to: 'Jana Meyer <jana@meyer.example>',
  cc: '',
  bcc: '',
  subject: 'Your offer for a solar roof',
  body: 'Dear Ms Meyer,\n\nthank you for your call. Please find our offer in your customer portal.\n\nKind regards',
  importance: 'normal',
  outputs: {},
};

export const attachments: Attachment[] = [
  { id: 'a-1', name: 'Your offer for a solar roof.pdf', size: 1_250_000 },
  { id: 'a-2', name: `${'All-the-rooms-and-what-is-in-them-'.repeat(4)}.xlsx`, size: 84_000 },
];

const taskOf: Record<PageContent['kind'], Partial<Task>> = {
  'user-dialog': {},
  'auto-generated-page': { id: 't-form', kind: 'auto-generated-page', title: 'Note the needs' },
  'pre-configured-page': { id: 'p-t-form', kind: 'pre-configured-page', title: 'Note the needs' },
  'perform-task': { id: 't-call', kind: 'perform-task', title: 'Agree on a site visit' },
  'send-email': { id: 't-mail', kind: 'send-email', title: 'Your offer for a solar roof' },
  approval: { id: 't-approval', kind: 'approval', title: 'Decide on the discount for Hotel Alpenblick' },
  'open-edit-page': { id: 't-edit', kind: 'open-edit-page', title: 'Complete the lead’s data' },
};

/** The page of a step with this content, open and untouched unless `change` says otherwise. */
export function samplePage(content: PageContent, change: Partial<PageView> = {}): PageView {
  return {
    state: 'open',
    page: {
      task: sampleTask(taskOf[content.kind]),
      hint: 'Leads below 1,000 euro are left to the partner network.',
      content,
    },
    draft: null,
    end: null,
    sending: 'none',
    moving: null,
    error: null,
    ...change,
  };
}

export function sampleOverlay(change: Partial<OverlayView> = {}): OverlayView {
  const still = { view: 'page', task: 't-1', depth: 0, working: null, side: 'right', mayGo: false } as const;
  return { ...still, about: null, record: lead, ...change };
}

export function sampleMenu(change: Partial<Menu> = {}): Menu {
  return {
    record: lead,
    selected: null,
    tasks: [sampleTask()],
    moreTasks: false,
    processes: [
      {
        key: 'qualify-lead',
        name: 'Qualify a lead',
        description: 'Find out whether an offer is worth making.',
        version: 1,
        recordTypes: ['tryton:sale.opportunity'],
        quickLaunch: false,
      },
      {
        key: 'offer',
        name: 'Follow up an offer',
        description: null,
        version: 3,
        recordTypes: [],
        quickLaunch: true,
      },
    ],
    starting: null,
    error: null,
    ...change,
  };
}

/** Processes that need no record: two for quick launch, enough others for a search. */
export const sampleRunnable: StartableProcess[] = [
  'Plan a call',
  'Report a fault',
  'Ask for a holiday',
  'Order material',
  'Hand over customers for the time of a long absence',
  'Prepare the trade fair',
  'Clean up lost leads',
  'Close the month',
  'Answer an audit',
  'Renew a contract',
].map((name, index) => ({
  ...{ key: `p-${index}`, name, description: null, version: 1, recordTypes: [], quickLaunch: index < 2 },
}));
