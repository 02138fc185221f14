import type { Cache } from '../cache/cache.ts';
import type { Desk } from '../cache/desk.ts';
import type { Outbox, Outgoing } from '../cache/outbox.ts';
import { isUnasked } from '../cases/known-cases.ts';
import type { ChannelEvent, CommandResult } from '../protocol/index.ts';
import type { Landing } from '../stack/landing.ts';
import type { Tabs } from '../stack/tabs.ts';
import { completedBy, taskLeft } from './task-left.ts';

type WorkDone = Extract<ChannelEvent, { type: 'work.done' }>;

/** The server has carried out a command: what follows opens where the person acted. */
export async function carryOn(
  { cache, desk, landing }: { cache: Cache; desk: Desk; landing: Landing },
  { id, command, tab }: Outgoing,
  { open, working = 0, page }: CommandResult,
): Promise<void> {
  await desk.keep(...open, ...(page ? [page] : []));
  const waits = command.type === 'task.check' && page !== undefined;
  const completed = waits ? null : taskLeft(command, cache.user?.id ?? null);
  const after = command.type === 'task.check' || command.type === 'task.complete' ? 'done' : 'put-off';
  const event = {
    ...({ type: 'answered', command: id, completed } as const),
    ...{ open: open.map(({ task }) => task.id), work: { begun: working, now: Date.now() } },
  };
  await lead(landing, tab, event, after);
}

/** The system has done a piece of what a command began: what follows opens where the person acted. */
export async function goOn(
  { desk, tabs, outbox, landing }: { desk: Desk; tabs: Tabs; outbox: Outbox; landing: Landing },
  { command, open, working }: WorkDone,
): Promise<void> {
  // It may come before the answer of its command.
  const row = await outbox.find(command);
  const tab = tabs.waiting(command) ?? row?.tab ?? null;
  if (tab === null) return;
  await desk.keep(...open);
  await lead(landing, tab, {
    ...{ type: 'worked', command, completed: row && completedBy(row.command) },
    ...{ open: open.map(({ task }) => task.id), work: { begun: working, now: Date.now() } },
  });
}

/**
 * A tab that closes at this moment must end neither the link nor what is known of the answer: nothing is lost,
 * as the pages are in the list of tasks.
 */
async function lead(landing: Landing, ...where: Parameters<Landing['follow']>): Promise<void> {
  try {
    await landing.follow(...where);
  } catch (error) {
    console.error('What follows an answer could not be opened', error);
  }
}

/** A start that was refused is told in the menu that asked for it; then nobody else needs to tell it. */
export async function tellRefusal(
  { tabs, outbox }: { tabs: Tabs; outbox: Outbox },
  { id, command, tab, error }: Outgoing,
): Promise<void> {
  if (tab === null || error === null) return;
  const { starting, top, pages } = tabs.get(tab);
  await tabs.dispatch(tab, { type: 'refused', command: id, error });
  const isTold = starting?.command === id && top === 'menu';
  // Nobody has asked for it: the person saved a record, and looks at no step on it.
  const isUnwatched = command.type === 'task.check' && !pages.includes(command.task);
  if (isTold || isUnwatched || isUnasked(id)) await outbox.dismiss(id);
}
