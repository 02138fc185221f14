import type { Port } from '../messaging/port.ts';

/** The part of the extension interface that scripts in somebody else's page use. */
export interface PageRuntime {
  runtime: {
    readonly id?: string;
    connect(info: { name: string }): Port;
    getURL(path: string): string;
    sendMessage(message: unknown): Promise<unknown>;
  };
  i18n: { getMessage(key: string, substitutions?: string | string[]): string };
}

/**
 * The interface as Chromium and Firefox both give it under this name, with promises. The
 * polyfill would be a third of the host script and most of the trigger, and have nothing to do.
 */
export function pageRuntime(): PageRuntime {
  const { chrome } = globalThis as { chrome?: PageRuntime };
  if (!chrome) throw new Error('Expected the interface of an extension, got a plain page.');
  return chrome;
}
