import { browser } from 'wxt/browser';
import { locale } from '../locale.ts';
import type { Auth } from './auth.ts';
import { createAuth } from './create-auth.ts';
import { browserSignInWindow } from './sign-in-window.ts';

/**
 * The sign-in of this extension in this browser. To be made once, at the top of the background.
 *
 * ```ts
 * const auth = browserAuth(async () => 'https://flow.example');
 * const token = await auth.token();
 * ```
 */
export function browserAuth(server: () => Promise<string>): Auth {
  keepFromContentScripts();
  const { local, session } = browser.storage;
  return createAuth({
    server: async () => (await server()).replace(/\/+$/, ''),
    storage: { local, session },
    window: browserSignInWindow(),
    fetch: (input, init) => fetch(input, init),
    language: locale,
    now: Date.now,
    exclusive: (work) => navigator.locks.request('throughline.auth', work),
  });
}

/** Content scripts can read `storage.local` unless told otherwise; Firefox cannot be told yet. */
function keepFromContentScripts(): void {
  const { local } = browser.storage;
  if (typeof local.setAccessLevel !== 'function') return;
  void local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' }).catch(() => {});
}
