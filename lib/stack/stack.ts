import * as z from 'zod/mini';
import { Box, type OverlayView } from '../messaging/contract.ts';
import { Id, isSameRecord, LinkedRecord, WireError } from '../protocol/index.ts';

/** What one tab shows over its page. Stored as it is, so that it survives the background. */
export const TabStack = z.object({
  /** Of the CRM page; null in a tab of our own. Another origin in the same tab is another stack. */
  origin: z.nullable(z.string()),
  /** Which document the host script ran in, where the browser says so. */
  document: z.nullable(z.string()),
  record: z.nullable(LinkedRecord),
  /** The menu or drawer lies over the pages. */
  top: z.nullable(z.enum(['menu', 'drawer'])),
  /** What was ticked in the list when its menu was opened; null: the page is no list. */
  selected: z.nullable(z.array(LinkedRecord)),
  /** Where the button is that opened the menu. */
  box: z.nullable(Box),
  /** Tasks whose pages are open, the last one on top. */
  pages: z.array(Id),
  starting: z.nullable(z.object({ command: Id, process: Id })),
  error: z.nullable(WireError),
});
export type TabStack = z.infer<typeof TabStack>;

export type StackEvent =
  /** The host script has connected: in a new document menu and drawer are gone, pages come back. */
  | { type: 'document'; origin: string; document: string | null; fresh: boolean }
  | { type: 'record'; record: LinkedRecord | null }
  | { type: 'menu'; box: Box; selected: LinkedRecord[] | null }
  | { type: 'drawer' }
  | { type: 'dismiss' }
  /** The page has taken the overlay away: nothing can be shown over it. */
  | { type: 'lost' }
  | { type: 'open'; task: string }
  | { type: 'close' }
  | { type: 'starting'; command: string; process: string }
  /** A command was carried out: its page closes, those that follow open, the first one on top. */
  | { type: 'answered'; command: string; completed: string | null; open: readonly string[] }
  | { type: 'refused'; command: string; error: WireError };

export const EMPTY_STACK: TabStack = {
  origin: null,
  document: null,
  record: null,
  top: null,
  selected: null,
  box: null,
  pages: [],
  starting: null,
  error: null,
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
    case 'drawer':
      return { ...stack, top: 'drawer' };
    case 'dismiss':
      return { ...stack, top: null };
    case 'lost':
      return { ...stack, top: null, pages: [] };
    case 'open':
      return { ...stack, top: null, pages: [...without(stack.pages, event.task), event.task] };
    case 'close':
      return stack.top ? { ...stack, top: null } : { ...stack, pages: stack.pages.slice(0, -1) };
    case 'starting':
      return { ...stack, starting: { command: event.command, process: event.process }, error: null };
    case 'answered':
      return answered(stack, event);
    case 'refused':
      return stack.starting?.command === event.command
        ? { ...stack, starting: null, error: event.error }
        : stack;
  }
}

/** What the overlay of the tab is to show. */
export function overlayView(stack: TabStack): OverlayView {
  const { record, pages, top } = stack;
  const depth = pages.length;
  if (top) return { view: top, record, task: null, depth };
  const task = pages.at(-1) ?? null;
  if (task === null) return { view: 'hidden', record, task, depth: 0 };
  return { view: 'page', record, task, depth: depth - 1 };
}

function inDocument(stack: TabStack, event: Extract<StackEvent, { type: 'document' }>): TabStack {
  const { origin, document, fresh } = event;
  if (stack.origin !== null && stack.origin !== origin) return { ...EMPTY_STACK, origin, document };
  return fresh ? { ...stack, origin, document, top: null, record: null } : { ...stack, origin, document };
}

function withRecord(stack: TabStack, record: LinkedRecord | null): TabStack {
  const same = isSameRecord(record, stack.record);
  // A menu belongs to its record; another one under it closes it.
  const top = stack.top === 'menu' && !same ? null : stack.top;
  return { ...stack, record, top, error: same ? stack.error : null };
}

function answered(stack: TabStack, event: Extract<StackEvent, { type: 'answered' }>): TabStack {
  const { command, completed, open } = event;
  const rest = stack.pages.filter((task) => task !== completed && !open.includes(task));
  return {
    ...stack,
    pages: [...rest, ...open.toReversed()],
    top: open.length > 0 ? null : stack.top,
    starting: stack.starting?.command === command ? null : stack.starting,
  };
}

function without(pages: readonly string[], task: string): string[] {
  return pages.filter((page) => page !== task);
}
