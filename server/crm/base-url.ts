import * as z from 'zod';

/** The address that a CRM answers at. A secret has no place in it: settings are shown to administrators. */
export const BaseUrl = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { username, password, search, hash } = new URL(text);
  return `${username}${password}${search}${hash}` === '';
}, 'expected an address without user, query and fragment');
