/** A list of recipients as it is typed: the last words are looked for, what is found takes their place. */

/**
 * What stands behind the last comma, semicolon or line break; empty behind a whole address.
 *
 * ```ts
 * lastRecipient('ada@example.org, mey') // 'mey'
 * ```
 */
export function lastRecipient(list: string): string {
  return list.slice(beginOfLast(list)).trim();
}

/**
 * The list with somebody in place of its last words, ready for the next one.
 *
 * ```ts
 * addRecipient('ada@example.org, mey', 'Jana Meyer', 'jana@meyer.example')
 * // 'ada@example.org, Jana Meyer <jana@meyer.example>, '
 * ```
 */
export function addRecipient(list: string, name: string, address: string): string {
  const before = list.slice(0, beginOfLast(list)).trimEnd();
  return `${before === '' ? '' : `${before} `}${written(name, address)}, `;
}

function beginOfLast(list: string): number {
  let quoted = false;
  let begin = 0;
  for (const [index, letter] of [...list.split('')].entries()) {
    if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === ',' || letter === ';' || letter === '\n')) begin = index + 1;
  }
  return begin;
}

/** A name is put in quotes where it would end the address that it stands before. */
function written(name: string, address: string): string {
  const plain = name
    .replace(/["<>]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (plain === '' || plain === address) return address;
  return /[,;:@()[\]\\]/u.test(plain) ? `"${plain}" <${address}>` : `${plain} <${address}>`;
}
