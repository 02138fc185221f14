import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityWindow, type SignInWindow, tabWindow, WindowError } from './sign-in-window.ts';

const RETURN = 'https://flow.example/signed-in';

async function errorOf(attempt: Promise<unknown>): Promise<WindowError> {
  const thrown = await attempt.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(WindowError);
  return thrown as WindowError;
}

beforeEach(() => fakeBrowser.reset());

describe("the browser's own sign-in window", () => {
  const flow = (answer: Promise<string | undefined>) => {
    const launch = vi.fn(() => answer);
    Object.assign(browser.identity, { launchWebAuthFlow: launch });
    return launch;
  };
  const open = (silent: boolean) =>
    identityWindow().open('https://id.example/auth', { silent, redirectUri: RETURN });

  it('gives the address that the provider returned to, seen or unseen', async () => {
    const launch = flow(Promise.resolve(`${RETURN}?code=1`));
    expect(await open(false)).toBe(`${RETURN}?code=1`);
    await open(true);
    expect(launch.mock.calls).toEqual([
      [{ url: 'https://id.example/auth', interactive: true }],
      [{ url: 'https://id.example/auth', interactive: false }],
    ]);
  });

  it.each([
    ['The user did not approve access.', 'closed'],
    ['User cancelled or denied access.', 'closed'],
    ['User interaction required.', 'closed'],
    ['Requires user interaction', 'closed'],
    ['Authorization page could not be loaded.', 'failed'],
    ['Only one web auth flow is allowed at a time.', 'failed'],
  ])('knows what the browser means by "%s"', async (message, kind) => {
    flow(Promise.reject(new Error(message)));
    expect(await errorOf(open(false))).toMatchObject({ kind, message });
  });
});

describe('a sign-in in an ordinary tab', () => {
  let window: SignInWindow;
  type OnUpdated = (tab: number, change: { url?: string }) => void;
  let updated: OnUpdated;
  let removed: (tab: number) => void;
  let closed: number[];

  beforeEach(() => {
    closed = [];
    Object.assign(browser.tabs, {
      onUpdated: {
        addListener: (listener: OnUpdated) => {
          updated = listener;
        },
      },
      onRemoved: {
        addListener: (listener: (tab: number) => void) => {
          removed = listener;
        },
      },
      create: async () => ({ id: 7 }),
      remove: async (tab: number) => void closed.push(tab),
    });
    Object.assign(browser.permissions, {
      contains: async ({ origins }: { origins: string[] }) => origins[0] === 'https://flow.example/*',
    });
    window = tabWindow();
  });

  /** Opens the tab and lets it come up; `done` is the address or the error that it ends with. */
  const begin = async () => {
    const returned = window.open('https://id.example/auth', { silent: false, redirectUri: RETURN });
    const done = returned.catch((error: unknown) => error);
    await new Promise((resolve) => setImmediate(resolve));
    return { done };
  };

  it('ends when its tab comes to the page of the server, and closes the tab', async () => {
    const { done } = await begin();
    updated(7, { url: 'https://id.example/auth?state=1' });
    updated(8, { url: `${RETURN}?code=of-another-tab` });
    updated(7, { url: `${RETURN}?code=1` });
    expect(await done).toBe(`${RETURN}?code=1`);
    expect(closed).toEqual([7]);
  });

  it('ends when its tab is closed', async () => {
    const { done } = await begin();
    removed(8);
    removed(7);
    expect(await done).toMatchObject({ kind: 'closed' });
  });

  it('says what is missing when the extension may not see the address of the server', async () => {
    const error = await errorOf(
      window.open('https://id.example/auth', {
        silent: false,
        redirectUri: 'https://other.example/signed-in',
      }),
    );
    expect(error.message).toBe('no access to other.example; allow it in the options first');
  });

  it('reports a return that comes after the background was restarted', () => {
    const late: string[] = [];
    window.onLateReturn((url) => late.push(url));
    updated(7, { url: `${RETURN}?code=1` });
    expect(late).toEqual([`${RETURN}?code=1`]);
    expect(closed).toEqual([7]);
  });
});
