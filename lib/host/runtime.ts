import type { Port } from '../messaging/port.ts';

/** The part of the extension interface that scripts in somebody else's page use. */
export interface PageRuntime {
  runtime: {
    readonly id?: string;
    connect(info: { name: string }): Port;
    getURL(path: string): string;
    sendMessage(message: unknown): Promise<unknown>;
  };
  i18n: { getMessage(key: string, substitutions?: string): string };
}

/**
 * The browser's own interface. Every call above is the same in both browsers, so the polyfill, which would be
 * a third of the host script and most of the trigger, has nothing to do here.
 */
export function pageRuntime(): PageRuntime {
  const { browser, chrome } = globalThis as { browser?: PageRuntime; chrome?: PageRuntime };
  const found = browser ?? chrome;
  if (!found) throw new Error('Expected the interface of a browser extension, got a plain page.');
  return found;
}
