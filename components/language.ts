import { directionOf } from '../lib/texts/direction.ts';
import { text } from './text.ts';

/** Tells the browser, and whoever has the page read out, in which language it is written and which way it runs. */
export function declareLanguage(): void {
  const { documentElement } = document;
  documentElement.lang = text('languageTag');
  documentElement.dir = directionOf(documentElement.lang);
}
