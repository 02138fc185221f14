import { browser } from 'wxt/browser';
import type { PortSender } from './port.ts';

/** Who speaks over a page port, as far as the background lets it. */
export interface Peer {
  /** `frame`: the overlay over a CRM page. `alone`: the overlay in a tab of its own. `page`: any other. */
  readonly kind: 'frame' | 'alone' | 'page';
  /** The tab that its overlay and menu are about. */
  readonly tab: number | null;
}

/** Where a sender stands before it has proved anything. */
export type Standing =
  | { readonly as: 'stranger' }
  /** One of our pages inside another one: bound to a tab only by a nonce. */
  | { readonly as: 'framed' }
  | { readonly as: 'peer'; readonly peer: Peer; readonly task: string | null };

/**
 * Judges a page port by what the browser says about its sender. Only pages of our own origin come into
 * question, and only a top-level one is trusted as it is: a CRM page can put `overlay.html` in a frame.
 */
export function judgeSender(sender: PortSender | undefined): Standing {
  const overlay = browser.runtime.getURL('/overlay.html');
  const home = overlay.slice(0, -'overlay.html'.length);
  if (!sender || sender.id !== browser.runtime.id || !sender.url?.startsWith(home)) {
    return { as: 'stranger' };
  }
  if (sender.origin !== undefined && `${sender.origin}/` !== home) return { as: 'stranger' };
  const tab = sender.tab?.id ?? null;
  if (tab !== null && sender.frameId !== 0) return { as: 'framed' };
  const { searchParams } = new URL(sender.url);
  if (!sender.url.startsWith(overlay)) return { as: 'peer', peer: { kind: 'page', tab: null }, task: null };
  return { as: 'peer', peer: { kind: 'alone', tab }, task: searchParams.get('task') };
}
