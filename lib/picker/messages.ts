import type texts from '../../public/_locales/en/messages.json';

/** The texts that the picker shows in a CRM's page. */
export type MessageKey = Extract<keyof typeof texts, `pick${string}`>;
