import type { Port } from '../messaging/port.ts';

/** The part of the extension interface that scripts in somebody else's page use. */
export interface PageRuntime {
  runtime: {
    readonly id?: string;
    connect(info: { name: string }): Port;
    getURL(path: string): string;
    sendMessage(message: unknown): Promise<unknown>;
  };
  /** The first question has the page wait until the browser has read all texts: only where a person waits for it anyway. */
  i18n: { getMessage(key: string, substitutions?: string | string[]): string };
}

/**
 * The interface as Chromium and Firefox both give it under this name, with promises. The
 * polyfill would be a third of the host script and most of the trigger, and have nothing to do.
 */
export function pageRuntime(): PageRuntime {
  return (globalThis as unknown as { chrome: PageRuntime }).chrome;
}
