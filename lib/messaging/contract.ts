/**
 * What travels inside the extension. Pages (overlay, popup, options, diagnose) hold one `page` port; the host
 * script in a CRM page holds one `host` port; the trigger script sends one message and is done. The
 * background is the only one that answers. It checks every message that comes in; it never trusts a sender
 * that is a content script with more than the record that the script is on.
 */
import * as z from 'zod/mini';
import {
  ActivityCommand,
  ActivityQuery,
  ActivityQueryResult,
  AdminQuery,
  AdminQueryResult,
  ATTACHMENTS,
  CaseCommand,
  CaseOffer,
  CaseView,
  Id,
  Instant,
  LinkedRecord,
  LookupQuery,
  LookupResult,
  MovePreview,
  Order,
  OrderResult,
  RecordRef,
  Reminder,
  StartableProcess,
  Submission,
  Task,
  TaskEnd,
  TaskPage,
  Text,
  User,
  Values,
  WireError,
} from '../protocol/index.ts';
import { ADAPTER_REQUESTS, AdapterView } from './adapter-contract.ts';
import { CRM_ANSWERS, CRM_REQUESTS } from './crm-contract.ts';
import { ByHand } from './drafts.ts';
import { CaseAbout, DrawerPlace, DrawerSide } from './host-contract.ts';
import { PolicyView } from './policy-contract.ts';
import { Site } from './site-contract.ts';
import { MissingPlace, StructureAnswer, StructureRequest } from './structure-contract.ts';
import { AccessToken, CreatedToken } from './token-contract.ts';

export * from './adapter-contract.ts';
export * from './crm-contract.ts';
export * from './drafts.ts';
export * from './host-contract.ts';
export * from './policy-contract.ts';
export { HOST_PORT, PAGE_PORT, PICK_PORT } from './port-names.ts';
export * from './site-contract.ts';
export * from './structure-contract.ts';
export * from './token-contract.ts';

// ---------------------------------------------------------------- what a page can watch

/** `live` only after the server's welcome, never because a socket is open. */
export const LinkState = z.enum([
  'signed-out',
  'offline',
  'waiting',
  'connecting',
  'syncing',
  'live',
  'refused',
]);
export type LinkState = z.infer<typeof LinkState>;

export const Status = z.strictObject({
  link: LinkState,
  /** How the messages travel; `http` means that the socket is blocked and work goes on without it. */
  transport: z.enum(['socket', 'http']),
  /** Why the link is not live, in the words of the error table. */
  problem: z.nullable(WireError),
  nextAttemptAt: z.nullable(Instant),
  server: z.string(),
  /** The administrator has set the address: the person cannot. */
  isServerManaged: z.boolean(),
  user: z.nullable(User),
  /** The badge: running tasks, mine or my roles', due up to today (design 6). */
  attention: z.number(),
  /** Commands that wait for the link. */
  queued: z.number(),
  /** Commands that the server refused and that the person has not looked at. */
  refused: z.array(z.strictObject({ command: Id, task: z.nullable(Id), title: Text, error: WireError })),
});
export type Status = z.infer<typeof Status>;

/** Approvals stand apart from all other tasks (behaviour 6.6). */
export const Shelf = z.enum(['task', 'approval']);

/** Which tasks a list shows, and how many of them. */
const taskQuery = {
  shelf: Shelf,
  /** Also those due after today (behaviour 6.1). */
  future: z.boolean(),
  record: z.nullable(RecordRef),
  /** The key of a process. */
  process: z.nullable(Id),
  /** Words that the title, the process, the instance or the record contains; empty: any. */
  search: Text,
  limit: z.number(),
};
export const TaskQuery = z.strictObject(taskQuery);
export type TaskQuery = z.infer<typeof TaskQuery>;

export const TaskList = z.strictObject({
  items: z.array(Task),
  /** Of the items: those that the person has not opened since they came. */
  unread: z.array(Id),
  /** Of the items: those that somebody else of the role has taken. */
  taken: z.array(Id),
  total: z.number(),
  later: z.number(),
  /** How many there would be on each shelf. */
  counts: z.strictObject({ task: z.number(), approval: z.number() }),
});
export type TaskList = z.infer<typeof TaskList>;

export const PageView = z.strictObject({
  /** `missing`: not mine or unknown; `unavailable`: not stored here and no link to fetch it by. */
  state: z.enum(['loading', 'open', 'ended', 'missing', 'unavailable']),
  page: z.nullable(TaskPage),
  /** What was typed and not sent, by field key; see `draftKeys` for the keys of dialogs and activities. */
  draft: z.nullable(Values),
  end: z.nullable(TaskEnd),
  /** Where the submission is: `queued` waits for the link, `sending` for the answer. */
  sending: z.enum(['none', 'queued', 'sending', 'refused']),
  error: z.nullable(WireError),
  /** The latest command that postpones the task or gives it to somebody, until the server has carried it out. */
  moving: z.nullable(
    z.strictObject({
      command: Id,
      type: z.enum(['task.postpone', 'task.assign', 'task.take', 'task.release']),
      state: z.enum(['queued', 'sending', 'refused']),
      error: z.nullable(WireError),
    }),
  ),
});
export type PageView = z.infer<typeof PageView>;

/** What the overlay of one tab shows. `depth` counts the pages stacked under the one shown. */
export const OverlayView = z.strictObject({
  /** `band`: the step is done on the CRM's own page, so ours keeps to the edge. */
  view: z.enum(['hidden', 'menu', 'case', 'drawer', 'page', 'band']),
  /** Of a `case`: what the person wants of it. */
  about: z.nullable(CaseAbout),
  record: z.nullable(LinkedRecord),
  task: z.nullable(Id),
  depth: z.number(),
  /** Of a `page` without a task: the system works and a page may follow; since when, in ms (behaviour 2.2). */
  working: z.nullable(z.strictObject({ since: z.number() })),
  /** The side of the window that the drawer stands on now: not always the one that the person wants. */
  side: DrawerSide,
  /** The step is done on another page of the CRM, whose address is known. */
  mayGo: z.boolean(),
});
export type OverlayView = z.infer<typeof OverlayView>;

export const Menu = z.strictObject({
  record: z.nullable(LinkedRecord),
  /** The ticked records of a list; null: the page is no list. */
  selected: z.nullable(z.array(LinkedRecord)),
  /** Of the record, or of the ticked records in their order. */
  tasks: z.array(Task),
  /** There are more of them than a menu should list. */
  moreTasks: z.boolean(),
  processes: z.array(StartableProcess),
  /** The process that is being started, until its first page opens. */
  starting: z.nullable(Id),
  error: z.nullable(WireError),
});
export type Menu = z.infer<typeof Menu>;

/** The case of a record as far as it is known here, and what the person has just done with it. */
export const CaseState = z.strictObject({
  /** `unknown`: it was never read and cannot be now. */
  known: z.enum(['yes', 'loading', 'unknown']),
  case: z.nullable(CaseView),
  /** A case that could begin. */
  offer: z.nullable(CaseOffer),
  /** The latest command about it that the server has not carried out. */
  pending: z.nullable(
    z.strictObject({
      command: Id,
      type: z.enum(['case.start', 'case.move', 'case.settle', 'case.change', 'case.add', 'case.remove']),
      /** Of a move: where to. */
      stage: z.nullable(Id),
      /** Of an e-mail that is added by hand: what it is about. */
      subject: z.nullable(Text),
      state: z.enum(['queued', 'sending', 'refused']),
      error: z.nullable(WireError),
    }),
  ),
});
export type CaseState = z.infer<typeof CaseState>;

/** Which notifications the person wants from the browser: see `lib/notices`. */
export const NoticeChoice = z.strictObject({ tasks: z.boolean(), reminders: z.boolean() });
export type NoticeChoice = z.infer<typeof NoticeChoice>;

export const Diagnosis = z.strictObject({
  running: z.boolean(),
  links: z.array(
    z.strictObject({
      link: z.enum(['server', 'version', 'sign-in', 'socket', 'fallback', 'host-access']),
      state: z.enum(['unknown', 'ok', 'failing', 'skipped']),
      /** Facts for the person and for a support ticket: no token, no personal data. */
      detail: z.string(),
    }),
  ),
});
export type Diagnosis = z.infer<typeof Diagnosis>;

/** A live query: answered at once, and again whenever its result changes. */
export const LiveQuery = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('status') }),
  z.strictObject({ kind: z.literal('tasks'), ...taskQuery }),
  /** The processes that my tasks belong to. */
  z.strictObject({ kind: z.literal('task-processes') }),
  z.strictObject({ kind: z.literal('page'), task: Id }),
  z.strictObject({ kind: z.literal('overlay') }),
  z.strictObject({ kind: z.literal('menu') }),
  z.strictObject({ kind: z.literal('case'), record: RecordRef }),
  /** What the person has begun to add to the record by hand and not added yet. */
  z.strictObject({ kind: z.literal('by-hand'), record: RecordRef }),
  /** Where the person wants the drawer. */
  z.strictObject({ kind: z.literal('drawer-place') }),
  /** Processes that may be started without a record, quick-launch ones first (behaviour 3.1). */
  z.strictObject({ kind: z.literal('runnable') }),
  z.strictObject({ kind: z.literal('sites') }),
  /** How the CRMs are read, and by whom that was said. */
  z.strictObject({ kind: z.literal('adapters') }),
  /** What an administrator has set for this browser, as far as pages show it. */
  z.strictObject({ kind: z.literal('policy') }),
  z.strictObject({ kind: z.literal('missing-places') }),
  /** Mine, earliest first; those with `at` ahead are to be shown when it has come. */
  z.strictObject({ kind: z.literal('reminders') }),
  /** A number that is another one whenever activities that concern me have changed: ask again what is shown. */
  z.strictObject({ kind: z.literal('activities') }),
  /** Of what the browser notifies the person. */
  z.strictObject({ kind: z.literal('notices') }),
  z.strictObject({ kind: z.literal('diagnosis') }),
]);
export type LiveQuery = z.infer<typeof LiveQuery>;

export const LiveResult = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('status'), status: Status }),
  z.strictObject({ kind: z.literal('tasks'), list: TaskList }),
  z.strictObject({
    kind: z.literal('task-processes'),
    processes: z.array(z.strictObject({ key: Id, name: Text })),
  }),
  z.strictObject({ kind: z.literal('page'), view: PageView }),
  z.strictObject({ kind: z.literal('overlay'), overlay: OverlayView }),
  z.strictObject({ kind: z.literal('menu'), menu: Menu }),
  z.strictObject({ kind: z.literal('case'), state: CaseState }),
  z.strictObject({ kind: z.literal('by-hand'), kept: z.strictObject({ draft: z.nullable(ByHand) }) }),
  z.strictObject({ kind: z.literal('drawer-place'), place: DrawerPlace }),
  z.strictObject({ kind: z.literal('runnable'), processes: z.array(StartableProcess) }),
  z.strictObject({ kind: z.literal('sites'), sites: z.array(Site) }),
  z.strictObject({ kind: z.literal('adapters'), adapters: AdapterView }),
  z.strictObject({ kind: z.literal('policy'), policy: PolicyView }),
  z.strictObject({ kind: z.literal('missing-places'), places: z.array(MissingPlace) }),
  z.strictObject({ kind: z.literal('reminders'), reminders: z.array(Reminder) }),
  z.strictObject({ kind: z.literal('activities'), revision: z.number() }),
  z.strictObject({ kind: z.literal('notices'), choice: NoticeChoice }),
  z.strictObject({ kind: z.literal('diagnosis'), diagnosis: Diagnosis }),
]);
export type LiveResult = z.infer<typeof LiveResult>;

// ---------------------------------------------------------------- what a page can ask for

/** A request of a page. It is answered when it is done or, for what goes to the server, safely stored. */
export const PageRequest = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('sign-in') }),
  z.strictObject({ type: z.literal('sign-out') }),
  z.strictObject({ type: z.literal('server.set'), url: z.url() }),
  z.strictObject({ type: z.literal('link.retry') }),
  /** Starts a process on the record of the page's tab, or without a record. */
  z.strictObject({
    type: z.literal('process.start'),
    process: Id,
    record: z.nullable(LinkedRecord),
    variables: z.optional(Values),
  }),
  /** Opens a task's page: over the CRM page of this or the active tab, else in a tab of its own. */
  z.strictObject({ type: z.literal('task.open'), task: Id }),
  z.strictObject({ type: z.literal('task.complete'), task: Id, submission: Submission }),
  /** Stored and sent when there is a link, like a completion; `title` names it if the server refuses it. */
  z.strictObject({ type: z.literal('activity.command'), command: ActivityCommand, title: Text }),
  /** Asks the server; answered with an `ActivityQueryResult`. Refused at once while the link is not live. */
  z.strictObject({ type: z.literal('activity.query'), query: ActivityQuery }),
  /** Asks for the records that a lookup of a page finds, or for those that its window shows. */
  z.strictObject({ type: z.literal('lookup.query'), query: LookupQuery }),
  /** Stored and sent when there is a link; `title` names it if the server refuses it. */
  z.strictObject({ type: z.literal('case.command'), command: CaseCommand, title: Text }),
  /** What a move would do; refused at once while the link is not live. */
  z.strictObject({ type: z.literal('case.preview'), instance: Id, stage: Id }),
  /** Makes my secret calendar address, in place of the one before; only the answer carries it. */
  z.strictObject({ type: z.literal('calendar.create') }),
  z.strictObject({ type: z.literal('calendar.revoke') }),
  /** *Check again*: the server looks at the record of an edit page. */
  z.strictObject({ type: z.literal('task.check'), task: Id }),
  /** Opens the page of the record that a step is done on, in a tab that leads back here. */
  z.strictObject({ type: z.literal('record.go'), task: Id }),
  /** The record that the CRM's page shows is the new one that the step has asked for. */
  z.strictObject({ type: z.literal('record.take'), task: Id }),
  /** Uploads a file for an e-mail; answered when the server has it, and again listed by the page. The id is made by the page. */
  z.strictObject({
    type: z.literal('attachment.add'),
    task: Id,
    id: Id,
    name: z.string().check(z.minLength(1), z.maxLength(1000)),
    /** What is in it, in Base64: messages between pages are JSON. */
    data: z.string().check(z.maxLength(Math.ceil(ATTACHMENTS.bytes / 3) * 4)),
  }),
  z.strictObject({ type: z.literal('attachment.remove'), task: Id, id: Id }),
  z.strictObject({ type: z.literal('draft.save'), task: Id, draft: Values }),
  /** Null: it was added or given up. */
  z.strictObject({ type: z.literal('by-hand.save'), record: RecordRef, draft: z.nullable(ByHand) }),
  z.strictObject({ type: z.literal('refusal.dismiss'), command: Id }),
  z.strictObject({ type: z.literal('drawer.open') }),
  /** The person has put the drawer there: it is remembered. */
  z.strictObject({ type: z.literal('drawer.place'), place: DrawerPlace }),
  /** The person is dragging it, or its edge: so it stands while they do, so many pixels to the right of its place. */
  z.strictObject({ type: z.literal('drawer.drag'), place: DrawerPlace, shift: z.number() }),
  /** Closes what is on top in this tab; a stacked page under it shows again, else the CRM page. */
  z.strictObject({ type: z.literal('overlay.close') }),
  /** Waits no longer for the system in this tab: what follows is in the list of tasks only. */
  z.strictObject({ type: z.literal('work.leave') }),
  /** Another corner of the window: a band lies where the person has to work. */
  z.strictObject({ type: z.literal('overlay.move') }),
  /** The size that the overlay's content wants, in CSS pixels. */
  z.strictObject({ type: z.literal('overlay.size'), width: z.number(), height: z.number() }),
  /** Is the overlay really what the person sees? Asked on the click that completes something (design 7). */
  z.strictObject({ type: z.literal('overlay.probe') }),
  z.strictObject({ type: z.literal('tokens.list') }),
  z.strictObject({ type: z.literal('token.create'), name: Text, days: z.number() }),
  z.strictObject({ type: z.literal('token.revoke'), token: Id }),
  z.strictObject({ type: z.literal('sites.refresh') }),
  StructureRequest,
  z.strictObject({ type: z.literal('notices.set'), choice: NoticeChoice }),
  ...ADAPTER_REQUESTS,
  ...CRM_REQUESTS,
  /** Asks the server; answered with an `AdminQueryResult`. Refused at once while the link is not live. */
  z.strictObject({ type: z.literal('admin.query'), query: AdminQuery }),
  /** Orders something of the server; answered with an `OrderResult`. Refused while the link is not live. */
  z.strictObject({ type: z.literal('order'), order: Order }),
  z.strictObject({ type: z.literal('diagnosis.run') }),
]);
export type PageRequest = z.infer<typeof PageRequest>;

export const PageToBackground = z.discriminatedUnion('type', [
  /** First message of a framed overlay: proves that the frame was made by the tab's own host script. */
  z.strictObject({ type: z.literal('redeem'), nonce: Id }),
  z.strictObject({ type: z.literal('subscribe'), id: z.number(), query: LiveQuery }),
  z.strictObject({ type: z.literal('unsubscribe'), id: z.number() }),
  z.strictObject({
    type: z.literal('request'),
    id: z.number(),
    /** Stays the same when the request is sent again over a new port: what it starts happens once. */
    once: Id,
    request: PageRequest,
  }),
]);
export type PageToBackground = z.infer<typeof PageToBackground>;

/** What a request can be answered with. */
export const Answer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('admin'), result: AdminQueryResult }),
  z.strictObject({ type: z.literal('ordered'), result: OrderResult }),
  z.strictObject({ type: z.literal('activity'), result: ActivityQueryResult }),
  z.strictObject({ type: z.literal('lookup'), result: LookupResult }),
  z.strictObject({ type: z.literal('case-preview'), preview: MovePreview }),
  z.strictObject({ type: z.literal('calendar'), url: z.string() }),
  StructureAnswer,
  z.strictObject({ type: z.literal('tokens'), tokens: z.array(AccessToken) }),
  z.strictObject({ type: z.literal('token'), token: CreatedToken }),
  ...CRM_ANSWERS,
]);
export type Answer = z.infer<typeof Answer>;

export const BackgroundToPage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('result'), id: z.number(), result: LiveResult }),
  z.strictObject({ type: z.literal('done'), id: z.number() }),
  /** Instead of `done`, to requests that are answered with something. */
  z.strictObject({ type: z.literal('answered'), id: z.number(), answer: Answer }),
  /** `id` 0: about the port itself, which closes after it. */
  z.strictObject({ type: z.literal('failed'), id: z.number(), error: WireError }),
]);
export type BackgroundToPage = z.infer<typeof BackgroundToPage>;
