/** What a key does in a menu (APG menu pattern). */
export type MenuAction = { move: number } | { close: true } | null;

interface MenuState {
  /** The labels of the items, in order. */
  labels: readonly string[];
  current: number;
}

/**
 * What a key does: arrows wrap, Home and End jump, a letter goes to the next item that starts with it, Escape
 * and Tab close. Enter and Space are the native button's own.
 *
 * ```ts
 * menuAction('ArrowDown', { labels: ['a', 'b'], current: 1 }) // { move: 0 }
 * ```
 */
export function menuAction(key: string, { labels, current }: MenuState): MenuAction {
  const count = labels.length;
  if (key === 'Escape' || key === 'Tab') return { close: true };
  if (count === 0) return null;
  if (key === 'ArrowDown') return { move: (current + 1) % count };
  if (key === 'ArrowUp') return { move: (current - 1 + count) % count };
  if (key === 'Home') return { move: 0 };
  if (key === 'End') return { move: count - 1 };
  return typeahead(key, labels, current);
}

function typeahead(key: string, labels: readonly string[], current: number): MenuAction {
  if ([...key].length !== 1 || key === ' ') return null;
  const wanted = key.toLocaleLowerCase();
  for (let step = 1; step <= labels.length; step += 1) {
    const index = (current + step) % labels.length;
    if (labels[index]?.toLocaleLowerCase().startsWith(wanted)) return { move: index };
  }
  return null;
}
