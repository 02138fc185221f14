import { browser } from 'wxt/browser';

/**
 * The locale that numbers and dates follow: the browser's where it is in the language of the texts, so that a
 * sentence is never half in another language.
 */
export function locale(): string {
  const { i18n } = browser as unknown as { i18n: { getMessage(name: string): string } };
  const language = i18n.getMessage('languageTag');
  const preferred = browser.i18n.getUILanguage();
  return preferred.split('-')[0] === language ? preferred : language;
}
