import { browser } from 'wxt/browser';

/** Where the person meets the provider: a window of the browser's own, or an ordinary tab. */
export interface SignInWindow {
  /** Whether it can sign in without being seen, while the provider still knows the person. */
  readonly silent: boolean;
  /** The address to which the provider returns. */
  redirectUri(server: string): string;
  /** Opens `url` and gives the address that the provider returned to. Throws a `WindowError`. */
  open(url: string, options: { silent: boolean; redirectUri: string }): Promise<string>;
  /** Hears of a return for which nobody waits any more, because the background was restarted meanwhile. */
  onLateReturn(listener: (returned: string) => void): void;
}

/** `closed`: the person did not sign in, or could not be asked; `failed`: it could not be shown. */
export class WindowError extends Error {
  readonly kind: 'closed' | 'failed';
  constructor(kind: 'closed' | 'failed', message: string) {
    super(message);
    this.name = 'WindowError';
    this.kind = kind;
  }
}

/** The best window that this browser has. Call it at the top of the background, as tabs are listened to. */
export function browserSignInWindow(): SignInWindow {
  return typeof browser.identity?.launchWebAuthFlow === 'function' ? identityWindow() : tabWindow();
}

/** What Chrome and Firefox say when the person closes the window, or would have to be asked and must not. */
const CLOSED = /did not approve|cancell?ed|denied|interaction/i;

/** `identity.launchWebAuthFlow`: the browser catches the return, which therefore leads to no real server. */
export function identityWindow(): SignInWindow {
  return {
    silent: true,
    redirectUri: () => browser.identity.getRedirectURL('cb'),
    async open(url, { silent }) {
      try {
        const returned = await browser.identity.launchWebAuthFlow({ url, interactive: !silent });
        if (returned) return returned;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new WindowError(CLOSED.test(message) ? 'closed' : 'failed', message);
      }
      throw new WindowError('failed', 'the browser gave no address back');
    },
    // The browser keeps the background alive while the window is open.
    onLateReturn: () => {},
  };
}

/** An ordinary tab that returns to a page of the server; seeing its address takes access to the server. */
export function tabWindow(): SignInWindow {
  let waiting: { tab: number; redirectUri: string; settle: (returned: string | WindowError) => void } | null =
    null;
  let late: (returned: string) => void = () => {};

  browser.tabs.onUpdated.addListener((tab, change) => {
    const { url } = change;
    if (url === undefined || !/\/signed-in\?/.test(url)) return;
    if (waiting === null) late(url);
    else if (waiting.tab === tab && url.startsWith(`${waiting.redirectUri}?`)) waiting.settle(url);
    else return;
    void browser.tabs.remove(tab).catch(() => {});
  });
  browser.tabs.onRemoved.addListener((tab) => {
    if (waiting?.tab === tab) waiting.settle(new WindowError('closed', 'the tab was closed'));
  });

  return {
    silent: false,
    redirectUri: (server) => `${server}/signed-in`,
    async open(url, { redirectUri }) {
      const { protocol, hostname } = new URL(redirectUri);
      // Without the port: Firefox knows no ports in patterns.
      if (!(await browser.permissions.contains({ origins: [`${protocol}//${hostname}/*`] }))) {
        throw new WindowError('failed', `no access to ${hostname}; allow it in the options first`);
      }
      const { id } = await browser.tabs.create({ url });
      if (id === undefined) throw new WindowError('failed', 'the browser opened no tab');
      const returned = await new Promise<string | WindowError>((settle) => {
        waiting = { tab: id, redirectUri, settle };
      });
      waiting = null;
      if (returned instanceof WindowError) throw returned;
      return returned;
    },
    onLateReturn: (listener) => {
      late = listener;
    },
  };
}
