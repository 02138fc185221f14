import { text } from './text.ts';

/** Tells the browser, and whoever has the page read out, in which language it is written and which way it runs. */
export function declareLanguage(): void {
  const { documentElement } = document;
  documentElement.lang = text('languageTag');
  documentElement.dir = directionOf(documentElement.lang);
}

/** Of the languages written from right to left, those whose name alone says so. */
const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur']);

function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
}
