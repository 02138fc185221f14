import type { LinkState } from '../messaging/contract.ts';
import type { WireError } from '../protocol/index.ts';

/** Where the link to the server stands. Pure data: the driver compares two of them and acts. */
export interface LinkMachine {
  readonly phase: LinkState;
  readonly transport: 'socket' | 'http';
  readonly problem: WireError | null;
  /** Attempts since the link was last live. */
  readonly attempt: number;
  /** In ms since the epoch; set while `waiting`, `offline` or `refused`. */
  readonly nextAttemptAt: number | null;
  /** How often in a row the server was not heard over the socket. */
  readonly socketFailures: number;
}

export type LinkEvent =
  | { type: 'signed-in' }
  | { type: 'signed-out'; problem: WireError | null }
  /** A reason to try now: the network is back, a page was opened, the machine woke up. */
  | { type: 'kick' }
  /** The person asked for it. */
  | { type: 'retry' }
  | { type: 'due' }
  | { type: 'welcomed' }
  | { type: 'synced' }
  | {
      type: 'lost';
      problem: WireError;
      /** Whether nothing came from the server, not even where the transport was open. */
      mute: boolean;
      /** Whether the browser says that there is a network. */
      online: boolean;
      now: number;
      /** In [0, 1): the jitter. */
      random: number;
    }
  /** HTTP works though the socket does not, or the socket works again: an open link moves over at once. */
  | { type: 'use'; transport: 'socket' | 'http' };

/** Full jitter: many clients that lost one server do not come back as one. */
const BASE_MS = 500;
const CAP_MS = 30_000;
/** A server of another version is asked again rarely: somebody has to update something first. */
const REFUSED_MS = 10 * 60_000;
/** So many mute sockets in a row raise the question whether something blocks them. */
export const SOCKET_FAILURES = 2;

export const SIGNED_OUT: LinkMachine = {
  phase: 'signed-out',
  transport: 'socket',
  problem: null,
  attempt: 0,
  nextAttemptAt: null,
  socketFailures: 0,
};

/** The link's next state. An event that means nothing in this state changes nothing. */
export function nextLink(link: LinkMachine, event: LinkEvent): LinkMachine {
  switch (event.type) {
    case 'signed-in':
      return link.phase === 'signed-out' ? connecting({ ...SIGNED_OUT }) : link;
    case 'signed-out':
      return { ...SIGNED_OUT, problem: event.problem };
    case 'kick':
      return link.phase === 'waiting' || link.phase === 'offline' ? connecting(link) : link;
    case 'retry':
    case 'due':
      return isWaiting(link) ? connecting(link) : link;
    case 'welcomed':
      return link.phase === 'connecting' ? { ...link, phase: 'syncing', socketFailures: 0 } : link;
    case 'synced':
      return link.phase === 'syncing' ? { ...link, phase: 'live', problem: null, attempt: 0 } : link;
    case 'lost':
      return isOpen(link) ? lost(link, event) : link;
    case 'use':
      return moved(link, event.transport);
  }
}

/** The link as a background that was killed has left it: it waits as long, and as patiently, as before. */
export function recalled(
  left: Pick<LinkMachine, 'attempt' | 'nextAttemptAt' | 'problem' | 'transport'>,
): LinkMachine {
  const { problem, nextAttemptAt } = left;
  const phase = problem?.code === 'version-mismatch' && nextAttemptAt !== null ? 'refused' : 'waiting';
  return { ...SIGNED_OUT, ...left, phase };
}

/** Whether a transport belongs to this state. */
export function isOpen({ phase }: LinkMachine): boolean {
  return phase === 'connecting' || phase === 'syncing' || phase === 'live';
}

function isWaiting({ phase }: LinkMachine): boolean {
  return phase === 'waiting' || phase === 'offline' || phase === 'refused';
}

function connecting(link: LinkMachine): LinkMachine {
  return { ...link, phase: 'connecting', nextAttemptAt: null };
}

function moved(link: LinkMachine, transport: 'socket' | 'http'): LinkMachine {
  if (transport === link.transport) return link;
  const next = { ...link, transport, socketFailures: 0 };
  return isOpen(link) ? connecting(next) : next;
}

function lost(link: LinkMachine, event: Extract<LinkEvent, { type: 'lost' }>): LinkMachine {
  const { problem, now, random } = event;
  if (problem.code === 'version-mismatch') {
    return { ...link, phase: 'refused', problem, nextAttemptAt: now + REFUSED_MS };
  }
  const delay = random * Math.min(CAP_MS, BASE_MS * 2 ** link.attempt);
  // Any other problem is told by a close code of the server's own, which has come through.
  const blocked = link.transport === 'socket' && event.mute && problem.code === 'server-unreachable';
  // HTTP that does not lead to a welcome either: the server is away, and the socket is tried first again.
  const transport = link.phase === 'connecting' ? 'socket' : link.transport;
  return {
    ...link,
    transport,
    phase: event.online ? 'waiting' : 'offline',
    problem,
    attempt: link.attempt + 1,
    nextAttemptAt: now + Math.round(delay),
    socketFailures: blocked ? link.socketFailures + 1 : 0,
  };
}
