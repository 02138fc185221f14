import type { BarText, BarWords } from './stage-bar/words.ts';

/** Texts of button and overlay, as the locale files name them. */
export const HOST_TEXTS = [
  'hostButton',
  'hostButtonWaiting',
  'hostOverlayTitle',
  'hostUpdated',
  'close',
] as const;
export type HostText = (typeof HOST_TEXTS)[number];

/** All texts that scripts in the page show, with `$1` to `$4` for what is filled in. */
interface Words {
  texts: Readonly<Record<string, string>>;
  locale: string;
}

/** Scripts of one document share a world that no page and no other extension sees; the words lie there. */
const world = globalThis as { throughlineWords?: Words };

/**
 * Keeps the words that the background has sent. A script that asks the browser for its first text has to wait until
 * all texts of the extension have been read for it, and the page with it.
 */
export function keepWords(words: Words): void {
  world.throughlineWords = words;
}

/** A text that the background has sent. */
export function say(text: HostText | BarText, ...substitutions: string[]): string {
  const found = world.throughlineWords?.texts[text];
  return found?.replace(/\$(\d)/g, (_, place) => substitutions[place - 1] ?? '') ?? '';
}

/** How the stage bar speaks in this document. */
export const barWords = (): BarWords => ({ say, locale: world.throughlineWords?.locale ?? '' });
