import { text } from '../../../components/text.ts';

/**
 * The library calls its sheet a table, but its entries stand in no cell: who hears it is told of rows without
 * content. Here it is a group of buttons, each of which says its day and its time; the sheet itself can be reached
 * by keyboard, to scroll it.
 *
 * @returns stops watching
 */
export function keepRolesPlain(root: HTMLElement): () => void {
  const correct = () => {
    for (const element of root.querySelectorAll('[role]')) {
      if (!ROLES.has(element.getAttribute('role') ?? '')) continue;
      element.removeAttribute('role');
      element.removeAttribute('aria-colindex');
    }
    for (const named of root.querySelectorAll('.ec-header [aria-label]')) named.removeAttribute('aria-label');
    for (const sheet of root.querySelectorAll<HTMLElement>('.ec-main:not([tabindex])')) {
      sheet.tabIndex = 0;
      sheet.setAttribute('role', 'group');
      sheet.setAttribute('aria-label', text('diaryCalendar'));
    }
    for (const popup of root.querySelectorAll('.ec-popup:not([aria-label])'))
      popup.setAttribute('aria-label', popup.querySelector('time')?.textContent ?? '');
  };
  // Once for all that a frame has brought: the library draws its entries one by one.
  let frame = 0;
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(correct);
  });
  observer.observe(root, { childList: true, subtree: true });
  correct();
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  };
}

const ROLES = new Set(['table', 'rowgroup', 'row', 'cell', 'columnheader']);
