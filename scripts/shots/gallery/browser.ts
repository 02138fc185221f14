import { i18n } from '../../../lib/testing/texts.ts';

const nobody = { addListener: () => undefined, removeListener: () => undefined };

/** What the pages use of the browser's interface, without an extension around them. */
export const browser = {
  i18n,
  permissions: {
    request: async () => true,
    remove: async () => true,
    getAll: async () => ({ origins: ['https://crm.example.com/*', 'https://old-crm.example.com/*'] }),
    onAdded: nobody,
    onRemoved: nobody,
  },
  runtime: {},
};
