import type { Registration } from '../access/registration.ts';
import type { Desk } from '../cache/desk.ts';
import type { Delivery } from '../connection/delivery.ts';
import type { Answer, PageRequest } from '../messaging/contract.ts';
import type { Peer } from '../messaging/peer.ts';
import {
  type Command,
  isSameRecord,
  LIMITS,
  type LinkedRecord,
  ProtocolError,
  phrase,
  wireError,
} from '../protocol/index.ts';
import type { Hosts } from '../stack/hosts.ts';
import { createAccessTokens } from './access-tokens.ts';
import type { AnswerParts } from './answers.ts';
import { createAttachments } from './attachments.ts';
import { createCalendarAddress } from './calendar-address.ts';
import { createCrmConnections } from './crm-connections.ts';
import { readPageStructure } from './page-structure.ts';
import type { Picks } from './picks.ts';
import type { Saves } from './saves.ts';
import { taskLeft } from './task-left.ts';

export interface RequestParts extends AnswerParts {
  readonly saves: Saves;
  readonly desk: Desk;
  readonly delivery: Delivery;
  readonly hosts: Hosts;
  readonly registration: Registration;
  readonly picks: Picks;
}

/** What a message adds to its command. */
const ENVELOPE_BYTES = 300;

type Of<Type extends PageRequest['type']> = Extract<PageRequest, { type: Type }>;
type Handlers = {
  readonly [Type in PageRequest['type']]: (
    request: Of<Type>,
    peer: Peer,
    once: string,
  ) => Promise<Type extends Answered ? Answer : void>;
};

/** Requests that are answered with something. */
type Answered =
  | 'admin.query'
  | 'order'
  | 'tokens.list'
  | 'token.create'
  | 'activity.query'
  | 'lookup.query'
  | 'case.preview'
  | 'structure.read'
  | 'calendar.create'
  | 'crms.list'
  | 'connection.save'
  | 'connection.check'
  | 'webhook.make';

/** Carries out what pages ask for. */
export function createRequests(parts: RequestParts) {
  const handlers = createHandlers(parts);
  return async (request: PageRequest, peer: Peer, once: string): Promise<Answer | undefined> => {
    const handle = handlers[request.type] as (
      request: PageRequest,
      peer: Peer,
      once: string,
    ) => Promise<Answer | undefined>;
    return handle(request, peer, once);
  };
}

function createHandlers(parts: RequestParts): Handlers {
  const tokens = createAccessTokens(parts);
  const calendar = createCalendarAddress(parts);
  const attachments = createAttachments(parts);
  const { auth, cache, desk, outbox, link, tabs, landing, hosts, sites, registration, diagnoser, views } =
    parts;
  const { missing } = parts;
  return {
    'sign-in': () => auth.signIn(),
    'sign-out': async () => {
      await auth.signOut();
      await cache.leave();
      await parts.served.forget();
    },
    'server.set': async ({ url }) => {
      await parts.address.set(url);
      await cache.useServer(parts.server());
      await link.restart();
    },
    'link.retry': async () => link.retry(),
    'process.start': (request, peer, once) => startProcess(parts, request, peer, once),
    'task.open': async ({ task }, peer) => {
      await landing.open(task, peer);
      void views.opened(task);
    },
    'task.complete': (request, peer, once) => completeTask(parts, request, peer, once),
    'activity.command': (request, peer, once) => sendActivityCommand(parts, request, peer, once),
    'activity.query': async ({ query }) => ({ type: 'activity', result: await link.ask(query) }),
    'lookup.query': async ({ query }) => ({ type: 'lookup', result: await link.ask(query) }),
    'case.command': (request, peer, once) => sendCaseCommand(parts, request, peer, once),
    'case.preview': async ({ instance, stage }) => {
      const { preview } = await link.ask({ type: 'case.preview', instance, stage });
      return { type: 'case-preview', preview };
    },
    'calendar.create': () => calendar.create(),
    'calendar.revoke': () => calendar.revoke(),
    'task.check': (request, peer, once) => checkTask(parts, request, peer, once),
    'record.go': async ({ task }, peer) => {
      if (await landing.go(task, peer)) return;
      throw new ProtocolError('task-unknown', { task });
    },
    'record.take': async ({ task }, peer) => {
      const tab = await landing.tabOf(peer);
      if (tab !== null) await parts.saves.take(tab, task);
    },
    'attachment.add': (file) => attachments.add(file),
    'attachment.remove': (file) => attachments.remove(file),
    'draft.save': ({ task, draft }) => desk.saveDraft(task, draft),
    'by-hand.save': ({ record, draft }) => desk.saveByHand(record, draft),
    'refusal.dismiss': async ({ command }) => {
      const row = await outbox.dismiss(command);
      if (row?.command.type !== 'task.complete') return;
      const { task } = row.command;
      // Of a task that is over and nowhere on show, what was typed cannot be reached any more.
      if (!(await cache.task(task)) && !tabs.shown().has(task)) await desk.clear(task);
    },
    'drawer.open': async (_, peer) => {
      if (!(await landing.openDrawer(peer))) throw new ProtocolError('page-unreachable');
    },
    'drawer.place': async ({ place }, { tab }) => {
      await parts.place.set(place);
      hosts.get(tab)?.send({ type: 'place', place, shift: 0 });
    },
    'drawer.drag': async ({ place, shift }, { tab }) => {
      hosts.get(tab)?.send({ type: 'place', place, shift });
    },
    'overlay.close': (_, peer) => closeTop(parts, peer),
    'work.leave': async (_, peer) => {
      const tab = await landing.tabOf(peer);
      if (tab === null) return;
      await tabs.dispatch(tab, { type: 'leave' });
      await landing.leaveIfEmpty(tab);
    },
    'overlay.size': async ({ width, height }, { tab }) => {
      hosts.get(tab)?.send({ type: 'size', width, height });
    },
    'overlay.move': async (_, { tab }) => {
      hosts.get(tab)?.send({ type: 'move' });
    },
    'overlay.probe': async (_, { kind, tab }) => {
      if (kind === 'frame' && tab !== null) await hosts.probe(tab);
    },
    'admin.query': ({ query }) => link.ask({ type: 'admin', query }),
    order: async ({ order }, peer, once) => {
      if (peer.kind === 'frame' && order.type === 'process.start-many')
        requireSelected(order.records, tabs.get(peer.tab).selected);
      const result = await link.order(once, order);
      // The step of somebody else is in no list of mine: its page opens from what the answer brought.
      if (result.type === 'page') await desk.keep(result.page);
      return { type: 'ordered', result };
    },
    'tokens.list': () => tokens.list(),
    'token.create': ({ name, days }) => tokens.create(name, days),
    'token.revoke': ({ token }) => tokens.revoke(token),
    ...createCrmConnections(parts),
    'sites.refresh': async () => {
      await registration.sync();
      sites.changed();
    },
    'structure.read': async ({ origin, of }) => {
      const report = await readPageStructure({ missing, hosts, tabs }, { origin, type: of });
      return { type: 'structure', report };
    },
    'notices.set': ({ choice }) => parts.notices.set(choice),
    'pick.start': ({ url }) => parts.picks.start(url),
    'adapter.put': async ({ adapter }) => {
      parts.policy.demandLeaveToDescribe(adapter.kind);
      await parts.adapters.put(adapter);
    },
    'adapter.remove': ({ kind }) => parts.adapters.remove(kind),
    'adapter.set': ({ kind, source, used }) => parts.adapters.set(kind, source, used),
    'diagnosis.run': async () => {
      await diagnoser.run();
      // What was wrong may have been repaired, long before the link tries again by itself.
      if (diagnoser.welcomed) link.retry();
    },
  };
}

async function startProcess(
  { cache, outbox, tabs, landing, delivery }: RequestParts,
  { process, record, variables }: Of<'process.start'>,
  peer: Peer,
  once: string,
): Promise<void> {
  const known = cache.processes.find(({ key }) => key === process);
  if (!known) throw new ProtocolError('process-unknown', { key: process });
  const tab = await landing.tabOf(peer);
  if (peer.kind === 'frame' && record) requireShown(record, tabs.get(tab));
  const added = await outbox.add({
    id: once,
    command: { type: 'process.start', process, record, ...(variables && { variables }) },
    title: known.name,
    tab,
  });
  if (added && tab !== null) await tabs.dispatch(tab, { type: 'starting', command: once, process });
  void delivery.pump();
}

/** An overlay acts on the record that its tab shows or has ticked, not on one that the tab has left meanwhile. */
function requireShown(
  record: LinkedRecord,
  { record: shown, selected }: { record: LinkedRecord | null; selected: LinkedRecord[] | null },
): void {
  if (isSameRecord(record, shown)) return;
  if (shown === null && selected?.some((ticked) => isSameRecord(record, ticked))) return;
  throw new ProtocolError(
    wireError('process-unfit', {
      process: phrase('the-process'),
      types: phrase('the-shown-record'),
      got: shown
        ? phrase('left-record', { record: `${record.type} ${record.id}` })
        : phrase('page-without-record'),
    }),
  );
}

/** An overlay acts on what was ticked when its menu opened, never on what a page says otherwise. */
function requireSelected(records: readonly LinkedRecord[], selected: readonly LinkedRecord[] | null): void {
  const known = new Set(selected?.map(placeOf));
  const stranger = records.find((record) => !known.has(placeOf(record)));
  if (!stranger) return;
  throw new ProtocolError('process-unfit', {
    process: phrase('the-process'),
    types: phrase('ticked-records'),
    got: phrase('not-ticked', { record: `${stranger.type} ${stranger.id}` }),
  });
}

const placeOf = ({ system, type, id }: LinkedRecord) => JSON.stringify([system, type, id]);

/** Refused here already: sent, it would end the link. */
function requireSendable(command: Command): void {
  const limit = LIMITS.commandBytes;
  const size = new TextEncoder().encode(JSON.stringify(command)).length + ENVELOPE_BYTES;
  if (size > limit) throw new ProtocolError('message-too-large', { limit });
}

async function completeTask(
  { cache, desk, outbox, landing, delivery }: RequestParts,
  { task, submission }: Of<'task.complete'>,
  peer: Peer,
  once: string,
): Promise<void> {
  const known = (await cache.task(task)) ?? (await desk.page(task))?.page.task;
  if (!known) throw new ProtocolError('task-unknown', { task });
  const command: Command = { type: 'task.complete', task, submission };
  requireSendable(command);
  await outbox.add({
    id: once,
    command,
    title: known.title,
    tab: await landing.tabOf(peer),
  });
  void delivery.pump();
}

async function checkTask(
  { cache, desk, outbox, landing, delivery }: RequestParts,
  { task }: Of<'task.check'>,
  peer: Peer,
  once: string,
): Promise<void> {
  const known = (await cache.task(task)) ?? (await desk.page(task))?.page.task;
  if (!known) throw new ProtocolError('task-unknown', { task });
  const command: Command = { type: 'task.check', task, saved: false, asked: true, record: null };
  await outbox.add({ id: once, command, title: known.title, tab: await landing.tabOf(peer) });
  void delivery.pump();
}

/** Stores a command; false: there was nothing to add. Where nobody is signed in, nothing can be kept for anybody. */
async function addSignedIn(
  { cache, outbox }: RequestParts,
  entry: Parameters<RequestParts['outbox']['add']>[0],
): Promise<boolean> {
  const added = await outbox.add(entry);
  if (!added && cache.account === null) throw new ProtocolError('not-signed-in', { problem: phrase('none') });
  return added;
}

/**
 * Stores the command and lets it leave. Where there is no link the page of a task that goes closes at once; else
 * with the answer, so that a refusal finds what was entered.
 */
async function sendActivityCommand(
  parts: RequestParts,
  { command, title }: Of<'activity.command'>,
  peer: Peer,
  once: string,
): Promise<void> {
  const { cache, link, landing, delivery } = parts;
  requireSendable(command);
  const tab = await landing.tabOf(peer);
  const added = await addSignedIn(parts, { id: once, command, title, tab });
  const gone = taskLeft(command, cache.user?.id ?? null);
  if (added && gone !== null && !link.live)
    await landing.follow(tab, { type: 'answered', command: once, completed: gone, open: [] });
  void delivery.pump();
}

/** An overlay acts on the case of the record that its tab shows. */
async function sendCaseCommand(
  parts: RequestParts,
  { command, title }: Of<'case.command'>,
  peer: Peer,
  once: string,
): Promise<void> {
  const { cases, outbox, tabs, landing, delivery } = parts;
  const tab = await landing.tabOf(peer);
  const { record: shown } = tabs.get(tab);
  const isStart = command.type === 'case.start';
  // Reads what is kept, which a background that has just been restarted has not in memory.
  const here = shown && !isStart ? (await cases.state(shown)).case : null;
  const known = isStart || here?.instance === command.instance ? here : cases.caseOf(command.instance);
  const record = isStart ? command.record : (known?.record ?? null);
  if (peer.kind === 'frame' && !isSameRecord(record, shown))
    throw new ProtocolError('case-unfit', {
      case: known?.process.name ?? (isStart ? title : command.instance),
      expected: phrase('the-shown-record'),
      got: record
        ? phrase('left-record', { record: `${record.type} ${record.id}` })
        : phrase('page-without-record'),
    });
  const added = await addSignedIn(parts, { id: once, command, title, tab });
  // Another one has yet to be answered: whoever asked for this one must not think that it was done.
  if (!added && !(await outbox.find(once))) throw new ProtocolError('case-underway');
  void delivery.pump();
}

/** Closing never completes: the task stays, and what was typed with it, unless the task itself is over. */
async function closeTop({ tabs, desk, outbox, landing }: RequestParts, peer: Peer): Promise<void> {
  const tab = await landing.tabOf(peer);
  if (tab === null) return;
  const { top, pages } = tabs.get(tab);
  await tabs.dispatch(tab, { type: 'close' });
  const closed = top ? undefined : pages.at(-1);
  const isOver = closed !== undefined && Boolean((await desk.page(closed))?.end);
  if (closed !== undefined && isOver && !tabs.shown().has(closed)) {
    const refused = await outbox.completing(closed);
    if (refused) await outbox.dismiss(refused.id);
    await desk.clear(closed);
  }
  if (isOver) await landing.leaveErrand(tab);
  if (peer.kind === 'alone') await landing.leaveIfEmpty(tab);
}
