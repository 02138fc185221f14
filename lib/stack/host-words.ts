import { browser } from 'wxt/browser';
import { BAR_TEXTS } from '../host/stage-bar/words.ts';
import { HOST_TEXTS } from '../host/words.ts';
import { locale } from '../locale.ts';
import type { BackgroundToHost } from '../messaging/contract.ts';

const PLACES = ['$1', '$2', '$3', '$4'];

/** The words of scripts in pages. What is filled in is left open: the page does it. */
export function hostWords(): BackgroundToHost {
  const { i18n } = browser as unknown as {
    i18n: { getMessage(key: string, substitutions: string[]): string };
  };
  const all = [...HOST_TEXTS, ...BAR_TEXTS].map((key) => [key, i18n.getMessage(key, PLACES)] as const);
  return { type: 'words', texts: Object.fromEntries(all), locale: locale() };
}
