import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import { textsOf } from '../texts/texts.ts';

/** A text of the English locale file. */
export const getMessage = textsOf(messages);

/** The part of the browser's interface that the pages take their words from. */
export const i18n = { getMessage, getUILanguage: () => 'en-GB' };
