/**
 * Who waits for the system: a person has acted, and what the system does next in the foreground leads back to
 * them (behaviour 2.1, 2.2). Their command travels with the jobs and calls that it began, however many
 * transactions that takes, and each piece of work that is over tells them which pages open now.
 */
import type { ChannelEvent, TaskPage } from '../../lib/protocol/index.ts';
import type { Tx } from '../store/store.ts';
import type { Change } from './change.ts';
import { Outbox } from './channels.ts';

/** A person, and the command of theirs that everything here follows from. */
export interface Acting {
  account: string;
  command: string;
}

/** A page that opens, and whether it does so by itself. */
export interface OpenedPage {
  page: TaskPage;
  foreground: boolean;
}

/** Of the tasks that were opened, those whose pages open now: foreground steps of whoever acted. */
export function pagesOf(account: string, opened: readonly OpenedPage[]): TaskPage[] {
  const now = opened.filter(({ page, foreground }) => foreground && page.task.performer.user?.id === account);
  return now.map(({ page }) => page);
}

/** How many pieces of system work the change has begun for whoever acted. */
export function workBegun({ acting, jobs, errands }: Change): number {
  if (acting === null) return 0;
  const calls = errands.filter(
    ({ name, payload }) => (name === 'child-start' || name === 'child-ended') && payload.acting,
  );
  return [...jobs.values()].filter(({ foreground }) => foreground).length + calls.length;
}

/** Tells whoever acted that a piece of their work is over: this change is what came of it. */
export function tellWorkDone(outbox: Outbox, change: Change, opened: readonly OpenedPage[]): void {
  const { acting, actor } = change;
  // Whoever acts in this very change gets it as the answer to their command.
  if (acting === null || actor !== null) return;
  const { account, command } = acting;
  outbox.add([account], workDone(command, pagesOf(account, opened), workBegun(change)));
}

/** The same for work that the instance does not wait for any more. */
export async function tellWorkDropped(tx: Tx, { account, command }: Acting): Promise<void> {
  const outbox = new Outbox();
  outbox.add([account], workDone(command, [], 0));
  await outbox.publish(tx);
}

function workDone(command: string, open: TaskPage[], working: number): ChannelEvent {
  return { type: 'work.done', command, open, working };
}
