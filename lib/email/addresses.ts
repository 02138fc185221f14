/** E-mail addresses as people write them, read the same way on the page and on the server. */

export interface Address {
  /** Empty: only the address was written. */
  name: string;
  address: string;
}

/** Local part and domain without what would end a header or begin another address. */
const ADDRESS = /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\]{1,255}$/u;
const NAMED = /^([^<>]*)<([^<>]*)>$/u;

/**
 * One address, alone or with a name; null: it is none.
 *
 * ```ts
 * readAddress('Ada <ada@example.org>') // { name: 'Ada', address: 'ada@example.org' }
 * ```
 */
export function readAddress(text: string): Address | null {
  const written = text.trim();
  const named = NAMED.exec(written);
  const address = (named?.[2] ?? written).trim();
  if (!ADDRESS.test(address) || /\.\.|\.$/.test(address)) return null;
  const name = (named?.[1] ?? '').trim().replace(/^"(.*)"$/u, '$1');
  return hasControl(name + address) ? null : { name, address };
}

/** What stands between commas, semicolons or line breaks; those in quotes belong to a name. */
export function splitAddresses(text: string): string[] {
  return (text.match(/(?:"[^"\n]*"|[^,;\n"]|")+/gu) ?? []).map((part) => part.trim()).filter(Boolean);
}

/** The parts of a list that are no addresses. */
export function wrongAddresses(text: string): string[] {
  return splitAddresses(text).filter((part) => readAddress(part) === null);
}

/** A line break would end the header, and no mail program knows what to do with a character that is none. */
function hasControl(text: string): boolean {
  return [...text].some((letter) => letter < ' ' || letter === '\u007f');
}
