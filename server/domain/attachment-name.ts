const MOST = 200;

/** Controls, halves of characters, and what turns the direction of writing: a name must not look like another. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * The name of a file as a mail may carry it: without folders, without what cannot be seen, and not too long; its ending
 * stays.
 *
 * ```ts
 * attachmentName('C:\\offers\\May.pdf') // 'May.pdf'
 * ```
 */
export function attachmentName(given: string): string {
  const [last = ''] = given.normalize('NFC').split(/[/\\]/).slice(-1);
  const name = last.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
  const bare = name === '' || /^\.+$/.test(name) ? 'attachment' : name;
  if (bare.length <= MOST) return bare;
  const ending = /\.\w{1,10}$/.exec(bare)?.[0] ?? '';
  // Cut between characters, not within one.
  return bare.slice(0, MOST - ending.length).replace(/[\ud800-\udbff]$/, '') + ending;
}
