/** The extension as a client of the identity provider: who it is and where a sign-in may return to. */

export const CLIENT_ID = 'throughline-extension';
export const CLIENT_NAME = 'Throughline for the browser';

/** Follows from `key` in wxt.config.ts: the first half of the key's SHA-256, its digits written a to p. */
export const CHROME_ID = 'egaimiolkkjjiljllldbnididdenoimj';

/** Follows from the Firefox id in wxt.config.ts: the SHA-1 of `throughline@throughline.example`. */
export const FIREFOX_HASH = '2e1c9f2bfe2700b10276af93872cacd1bf0d5e16';

/** The page to which a sign-in in an ordinary tab returns, where the browser has no window for it. */
export const SIGNED_IN_PATH = '/signed-in';

const CHROME_REDIRECT = /^https:\/\/([a-p]{32})\.chromiumapp\.org\//;

/**
 * Every address that a sign-in may return to. `more` adds those of other builds of the extension, such as one
 * from another store, whose id differs.
 */
export function redirectUris(publicUrl: string, more: readonly string[] = []): string[] {
  return [
    `https://${CHROME_ID}.chromiumapp.org/cb`,
    `https://${FIREFOX_HASH}.extensions.allizom.org/cb`,
    `http://127.0.0.1/mozoauth2/${FIREFOX_HASH}`,
    `${publicUrl}${SIGNED_IN_PATH}`,
    ...more,
  ];
}

/**
 * Whether a request with this `Origin` comes from the extension. Firefox gives an extension another random
 * origin in each profile, so there the scheme has to do; a sign-in still returns to known addresses only.
 */
export function isExtensionOrigin(origin: string, more: readonly string[] = []): boolean {
  if (/^moz-extension:\/\/[0-9a-f-]{36}$/.test(origin)) return true;
  const ids = more.map((uri) => CHROME_REDIRECT.exec(uri)?.[1]);
  return [CHROME_ID, ...ids].some((id) => id !== undefined && origin === `chrome-extension://${id}`);
}
