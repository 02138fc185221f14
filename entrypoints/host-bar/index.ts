import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { barMeeting } from '../../lib/host/bar-script.ts';
import { pageRuntime } from '../../lib/host/runtime.ts';
import { StageBar } from '../../lib/host/stage-bar/stage-bar.ts';
import type { BarWords } from '../../lib/host/stage-bar/words.ts';

/** Injected by the background when the record of a document has a case, or one could begin. */
export default defineUnlistedScript(() => {
  const { i18n } = pageRuntime();
  const language = i18n.getMessage('languageTag');
  const words: BarWords = {
    say: (text, ...substitutions) => i18n.getMessage(text, substitutions),
    // The browser's where it is in the language of the texts: a sentence is never half in another language.
    locale: navigator.language.split('-')[0] === language ? navigator.language : language,
  };
  barMeeting.bring((act, signal) => new StageBar(words, act, signal));
});
