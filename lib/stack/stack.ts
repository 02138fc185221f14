import * as z from 'zod/mini';
import { Box, CaseAbout, DrawerSide, type OverlayView } from '../messaging/contract.ts';
import { Id, isSameRecord, LinkedRecord, WireError } from '../protocol/index.ts';
import { Aim, Errand, isHere } from './aim.ts';

/** How long a tab waits for the system: a page that comes later interrupts nobody. */
export const WORK_MS = 60_000;

/** System work that a command from this tab has begun in the foreground: pages may follow (behaviour 2.2). */
const Work = z.object({
  command: Id,
  /** Pieces that have begun and are not over; below zero while the answer that says how many is on its way. */
  left: z.number(),
  answered: z.boolean(),
  /** When it began, in ms. */
  since: z.number(),
  /** So many pages lie under what comes of it: what was opened since then is left on top. */
  depth: z.number(),
  /** A page has closed for it, so its place is held; a start is shown in the menu. */
  shown: z.boolean(),
});
type Work = z.infer<typeof Work>;

/** What one tab shows over its page. Stored as it is, so that it survives the background. */
export const TabStack = z.object({
  /** Of the CRM page; null in a tab of our own. Another origin in the same tab is another stack. */
  origin: z.nullable(z.string()),
  /** Which document the host script ran in, where the browser says so. */
  document: z.nullable(z.string()),
  /** The CRM that the page belongs to. */
  system: z._default(z.nullable(Id), null),
  /** The host script has said which record this document shows, if any. */
  looked: z._default(z.boolean(), true),
  record: z.nullable(LinkedRecord),
  /** The menu, the drawer or a page about the case of the record lies over the pages of steps. */
  top: z.nullable(z.enum(['menu', 'drawer', 'case'])),
  /** What the page about the case was opened for. */
  about: z._default(z.nullable(CaseAbout), null),
  /** What was ticked in the list when its menu was opened; null: the page is no list. */
  selected: z.nullable(z.array(LinkedRecord)),
  /** Where the button is that opened the menu, or the stage that opened the page about its case. */
  box: z.nullable(Box),
  /** The side that the drawer stands on. */
  side: DrawerSide,
  /** Tasks whose pages are open, the last one on top. */
  pages: z.array(Id),
  starting: z.nullable(z.object({ command: Id, process: Id })),
  error: z.nullable(WireError),
  work: z._default(z.array(Work), []),
  /** Of the steps whose pages are open: those that are done on the page of a record. */
  aims: z._default(z.record(Id, Aim), {}),
  errand: z._default(z.nullable(Errand), null),
  /** The CRM's page has made a record of this type, and has not shown it yet; when that was, in ms. */
  made: z._default(z.nullable(z.object({ type: Id, at: z.number() })), null),
});
export type TabStack = z.infer<typeof TabStack>;

export type StackEvent =
  /** The host script has connected: in a new document menu and drawer are gone, pages come back. */
  | { type: 'document'; origin: string; system: string; document: string | null; fresh: boolean }
  | { type: 'record'; record: LinkedRecord | null }
  | { type: 'menu'; box: Box; selected: LinkedRecord[] | null }
  | { type: 'case'; box: Box; about: CaseAbout }
  | { type: 'drawer' }
  | { type: 'stands'; side: DrawerSide }
  | { type: 'dismiss' }
  /** The page has taken the overlay away: nothing can be shown over it. */
  | { type: 'lost' }
  | { type: 'open'; task: string }
  | { type: 'close' }
  | { type: 'starting'; command: string; process: string }
  /** A command was carried out: its page closes, those that follow open, the first one on top. */
  | {
      type: 'answered';
      command: string;
      completed: string | null;
      open: readonly string[];
      /** Pieces of system work that it has begun, and when that was. */
      work?: { begun: number; now: number };
    }
  /** One of these pieces is over; it may come before the answer of its command, which completes a task. */
  | {
      type: 'worked';
      command: string;
      completed: string | null;
      open: readonly string[];
      work: { begun: number; now: number };
    }
  /** It is known where a step is done. */
  | { type: 'aimed'; task: string; aim: Aim }
  /** The tab was opened for a step: here it is done. */
  | { type: 'errand'; errand: Errand; aim: Aim; origin: string }
  | { type: 'made'; made: TabStack['made'] }
  /** Nobody waits for the system any more. */
  | { type: 'leave' }
  | { type: 'refused'; command: string; error: WireError };

export const EMPTY_STACK: TabStack = {
  origin: null,
  document: null,
  record: null,
  top: null,
  about: null,
  selected: null,
  box: null,
  side: 'right',
  pages: [],
  starting: null,
  error: null,
  work: [],
  system: null,
  looked: true,
  aims: {},
  errand: null,
  made: null,
};

/**
 * The stack after an event (behaviour 2.2): a page opened by a page opens when that one closes, after the
 * last one the person is on the original page, and closing never completes.
 */
export function nextStack(stack: TabStack, event: StackEvent): TabStack {
  switch (event.type) {
    case 'document':
      return inDocument(stack, event);
    case 'record':
      return withRecord(stack, event.record);
    case 'menu':
      return stack.top === 'menu'
        ? { ...stack, top: null }
        : { ...stack, top: 'menu', box: event.box, selected: event.selected, error: null };
    case 'case':
      return { ...stack, top: 'case', box: event.box, about: event.about };
    case 'drawer':
      return { ...stack, top: 'drawer' };
    case 'stands':
      return { ...stack, side: event.side };
    case 'dismiss':
      return { ...stack, top: null };
    case 'lost':
      return { ...stack, top: null, pages: [], work: [] };
    case 'open':
      return { ...stack, top: null, pages: [...without(stack.pages, event.task), event.task] };
    case 'close':
      if (stack.top) return { ...stack, top: null };
      return workShown(stack) ? left(stack) : { ...stack, pages: stack.pages.slice(0, -1) };
    case 'starting':
      return { ...stack, starting: { command: event.command, process: event.process }, error: null };
    case 'answered':
      return answered(stack, event);
    case 'worked':
      return worked(stack, event);
    case 'leave':
      return left(stack);
    case 'aimed':
      return aimed(stack, event.task, event.aim);
    case 'errand':
      return onErrand(stack, event);
    case 'made':
      return { ...stack, made: event.made };
    case 'refused':
      return stack.starting?.command === event.command
        ? { ...stack, starting: null, error: event.error }
        : stack;
  }
}

/** What the overlay of the tab is to show. */
export function overlayView(stack: TabStack): OverlayView {
  const { record, pages, top, side } = stack;
  const depth = pages.length;
  const nothing = { working: null, mayGo: false, side, about: top === 'case' ? stack.about : null };
  if (top) return { ...nothing, view: top, record, task: null, depth };
  const work = workShown(stack);
  if (work) return { ...nothing, view: 'page', record, task: null, depth, working: { since: work.since } };
  const task = pages.at(-1) ?? null;
  const hidden: OverlayView = { ...nothing, view: 'hidden', record, task: null, depth: 0 };
  if (task === null) return hidden;
  const aim = stack.aims[task];
  const shown = { ...nothing, record, task, depth: depth - 1 };
  if (!aim) return { ...shown, view: 'page' };
  if (isHere(task, aim, stack)) return { ...shown, view: 'band' };
  // Whether it is a band or a page that leads elsewhere is known in a moment.
  return stack.looked ? { ...shown, view: 'page', mayGo: aim.address !== null } : hidden;
}

function inDocument(stack: TabStack, event: Extract<StackEvent, { type: 'document' }>): TabStack {
  const { origin, system, document, fresh } = event;
  const there = { origin, system, document };
  if (stack.origin !== null && stack.origin !== origin) return { ...EMPTY_STACK, ...there, looked: false };
  return fresh ? { ...stack, ...there, top: null, record: null, looked: false } : { ...stack, ...there };
}

function onErrand(stack: TabStack, event: Extract<StackEvent, { type: 'errand' }>): TabStack {
  const { errand, aim, origin } = event;
  const { task } = errand;
  const pages = [...without(stack.pages, task), task];
  return aimed({ ...stack, origin: stack.origin ?? origin, errand, pages }, task, aim);
}

/** Nothing is kept of steps whose pages have closed. */
function aimed(stack: TabStack, task: string, aim: Aim): TabStack {
  const open = Object.entries(stack.aims).filter(([known]) => stack.pages.includes(known));
  return { ...stack, aims: { ...Object.fromEntries(open), [task]: aim } };
}

function withRecord(stack: TabStack, record: LinkedRecord | null): TabStack {
  const same = isSameRecord(record, stack.record);
  // A menu and a case belong to their record; another one under them closes them.
  const top = stack.top !== 'drawer' && !same ? null : stack.top;
  return { ...stack, record, top, looked: true, error: same ? stack.error : null };
}

function answered(stack: TabStack, event: Extract<StackEvent, { type: 'answered' }>): TabStack {
  const { command, completed, open, work } = event;
  const rest = stack.pages.filter((task) => task !== completed && !open.includes(task));
  const known = stack.work.find((one) => one.command === command);
  // The same answer may come again after a crash.
  const counted = known?.answered ? 0 : (work?.begun ?? 0);
  const entry: Work = {
    ...{ command, left: (known?.left ?? 0) + counted, answered: true },
    ...{ since: known?.since ?? work?.now ?? 0, shown: completed !== null },
    depth: Math.min(known?.depth ?? rest.length, rest.length),
  };
  return noted({ ...stack, pages: [...rest, ...open.toReversed()] }, entry, open.length > 0);
}

/** What comes of a piece of work opens in the place that was held for it: under what was opened since. */
function worked(stack: TabStack, event: Extract<StackEvent, { type: 'worked' }>): TabStack {
  const { command, completed, open, work } = event;
  const known = stack.work.find((one) => one.command === command);
  const entry: Work = known ?? {
    ...{ command, left: 0, answered: false, since: work.now, shown: completed !== null },
    depth: completed === null ? stack.pages.length : without(stack.pages, completed).length,
  };
  if (work.now - entry.since > WORK_MS) return noted(stack, { ...entry, left: 0, answered: true }, false);
  const place = Math.min(entry.depth, stack.pages.length);
  const fresh = open.filter((task) => !stack.pages.includes(task)).toReversed();
  const pages = [...stack.pages.slice(0, place), ...fresh, ...stack.pages.slice(place)];
  const onTop = fresh.length > 0 && place === stack.pages.length;
  return noted({ ...stack, pages }, { ...entry, left: entry.left + work.begun - 1 }, onTop);
}

/** The stack with this standing of the work of a command, which has `opened` a page or not. */
function noted(stack: TabStack, entry: Work, opened: boolean): TabStack {
  const { command } = entry;
  const over = entry.answered && entry.left <= 0;
  const others = stack.work.filter((one) => one.command !== command);
  const begun = stack.starting?.command === command && (over || opened);
  return {
    ...stack,
    top: opened ? null : stack.top,
    starting: begun ? null : stack.starting,
    work: over ? others : [...others, entry],
  };
}

/** The work whose place is on top. */
function workShown({ work, pages }: TabStack): Work | undefined {
  return work.findLast(({ shown, depth }) => shown && pages.length <= depth);
}

function left(stack: TabStack): TabStack {
  return { ...stack, starting: null, work: [] };
}

function without(pages: readonly string[], task: string): string[] {
  return pages.filter((page) => page !== task);
}
