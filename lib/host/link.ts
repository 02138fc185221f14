import type { BackgroundToHost, HostToBackground } from '../messaging/contract.ts';
import type { Port } from '../messaging/port.ts';

const FIRST_WAIT = 250;
const LONGEST_WAIT = 30_000;
/** A connection that lived as long as this was a good one; the next wait is short again. */
const GOOD_LIFE = 60_000;

export interface Link {
  open(): void;
  /** Sends at once, through a new port if the old one is gone. */
  send(message: HostToBackground): void;
}

export interface Background {
  connect(): Port;
  /** False when the extension was reloaded, updated or removed: this script is an orphan. */
  alive(): boolean;
}

export interface LinkEvents {
  /** A new port is open: the background may have forgotten everything. */
  connected(): void;
  received(message: BackgroundToHost): void;
  orphaned(): void;
}

/**
 * Keeps a port to the background. The background ends at any moment, so a lost port is normal:
 * a visible tab connects again by itself, a hidden one when it is looked at.
 */
export function keepLink(background: Background, events: LinkEvents, signal: AbortSignal): Link {
  let port: Port | null = null;
  let wait = FIRST_WAIT;
  let openedAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    clearTimeout(timer);
    if (port || signal.aborted) return;
    try {
      port = background.connect();
    } catch {
      events.orphaned();
      return;
    }
    openedAt = performance.now();
    const opened = port;
    opened.onMessage.addListener((message) => {
      if (port === opened && isMessage(message)) events.received(message);
    });
    opened.onDisconnect.addListener(() => {
      if (port !== opened) return;
      port = null;
      if (signal.aborted) return;
      if (background.alive()) openLater();
      else events.orphaned();
    });
    events.connected();
  }

  function openLater(): void {
    if (performance.now() - openedAt > GOOD_LIFE) wait = FIRST_WAIT;
    if (!document.hidden) timer = setTimeout(open, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  const lookedAt = () => {
    if (!document.hidden) open();
  };
  document.addEventListener('visibilitychange', lookedAt, { signal });
  // A page that comes out of the back/forward cache has lost its port unheard.
  addEventListener('pageshow', (event) => event.persisted && reopen(), { signal });
  signal.addEventListener('abort', () => {
    clearTimeout(timer);
    port?.disconnect();
    port = null;
  });

  function reopen(): void {
    port?.disconnect();
    port = null;
    open();
  }

  function post(message: HostToBackground): boolean {
    try {
      port?.postMessage(message);
      return true;
    } catch {
      return false;
    }
  }

  return {
    open,
    send(message) {
      open();
      if (post(message)) return;
      // The other end went a moment ago and nobody has said so yet.
      reopen();
      post(message);
    },
  };
}

/**
 * The background is of the same version and the same author, so its messages are taken by their shape's name
 * alone. The rules of lib/messaging are for what comes the other way.
 */
function isMessage(message: unknown): message is BackgroundToHost {
  return typeof message === 'object' && message !== null && 'type' in message;
}
