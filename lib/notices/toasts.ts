import { type Browser, browser } from 'wxt/browser';

/** A notification of the browser. The same id takes the place of the one before. */
export interface Toast {
  id: string;
  title: string;
  message: string;
  /** Shown where the browser has them: Firefox has none. */
  buttons?: readonly string[];
}

/** The interface is there only while the person allows notifications. */
function api(): typeof Browser.notifications | undefined {
  return browser.notifications;
}

/** Whether the browser lets the extension show notifications. */
export function mayToast(): boolean {
  return api() !== undefined;
}

export async function showToast({ id, title, message, buttons = [] }: Toast): Promise<void> {
  const notifications = api();
  if (!notifications) return;
  const iconUrl = browser.runtime.getURL('/icon/128.png');
  const plain = { type: 'basic', iconUrl, title, message } as const;
  if (buttons.length === 0) return void (await notifications.create(id, plain));
  try {
    await notifications.create(id, { ...plain, buttons: buttons.map((words) => ({ title: words })) });
  } catch {
    // Firefox has the event of the buttons, and refuses a notification that names any.
    await notifications.create(id, plain);
  }
}

export async function clearToast(id: string): Promise<void> {
  await api()?.clear(id);
}

/** The ids of those that are shown, also by a background before this one. */
export async function shownToasts(): Promise<string[]> {
  return Object.keys((await api()?.getAll()) ?? {});
}

/**
 * Listens to what the person does with notifications; false: not allowed yet, try again when access changes. To be
 * called in the background's first turn, so that a click wakes it.
 */
export function hearToasts(on: {
  click(id: string): void;
  button(id: string, index: number): void;
}): boolean {
  const notifications = api();
  if (!notifications) return false;
  notifications.onClicked.addListener(on.click);
  notifications.onButtonClicked?.addListener(on.button);
  return true;
}
