import { browser } from 'wxt/browser';

/** Only a page of this extension can send it: messages of others have another origin. */
const COME = 'come-forward';

/**
 * Opens a page of ours in a tab, or brings the tab that it is open in to the front: as it was left, or at the
 * place behind the `#`.
 *
 * ```ts
 * await openOnce(PROCESSES_PAGE);
 * ```
 */
export async function openOnce(page: string): Promise<void> {
  // Firefox gives a frame in somebody else's page no more than it gives a content script: there a new tab has to do.
  if (!Reflect.has(browser, 'tabs'))
    return void globalThis.open(browser.runtime.getURL(page as never), '_blank', 'noopener');
  const tabs = browser.extension.getViews({ type: 'tab' }) as unknown as Window[];
  const [path, place] = page.split('#');
  const open = tabs.find((view) => new URL(view.location.href).pathname === path);
  if (open) {
    if (place !== undefined) open.location.hash = place;
    open.postMessage(COME, location.origin);
  } else await browser.tabs.create({ url: browser.runtime.getURL(page as never) });
}

/** Lets this page be brought to the front by `openOnce`. */
export function comeForward(): void {
  addEventListener('message', async (event) => {
    if (event.origin !== location.origin || event.data !== COME) return;
    const tab = await browser.tabs.getCurrent();
    if (tab?.id !== undefined) await browser.tabs.update(tab.id, { active: true });
    if (tab?.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
  });
}
