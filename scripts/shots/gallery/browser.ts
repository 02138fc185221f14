import { i18n } from '../../../lib/testing/texts.ts';

/** What the pages use of the browser's interface, without an extension around them. */
export const browser = {
  i18n,
  permissions: { request: async () => true, remove: async () => true },
  runtime: {},
};
