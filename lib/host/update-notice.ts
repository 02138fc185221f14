import { keepKeys, make, makeStyle, NOTICE_TAG, UNPRINTED_CSS } from './elements.ts';
import { watchAddress } from './navigation.ts';
import { toneAt } from './tone.ts';
import NOTICE_CSS from './update-notice.css?inline';

/** Read while the extension was still there: a script that it has left behind can ask for no texts. */
export interface UpdateWords {
  text: string;
  dismiss: string;
}

/**
 * Says why the overlay has gone all at once: the extension was updated under the page. It takes no focus, goes with
 * its button, with Escape and when the page goes on, and leaves nothing behind. It needs nothing of the extension.
 */
export function showUpdateNotice({ text, dismiss }: UpdateWords): void {
  for (const old of document.querySelectorAll(NOTICE_TAG)) old.remove();
  const life = new AbortController();
  const { signal } = life;
  const element = document.createElement(NOTICE_TAG);
  const close = make('button', { type: 'button' }, dismiss);
  const card = make('div', { popover: 'manual' }, make('p', { role: 'alert' }, text), close);
  card.dataset.tone = toneAt(document.body);
  element.attachShadow({ mode: 'closed' }).append(makeStyle(NOTICE_CSS + UNPRINTED_CSS), card);
  keepKeys(element, signal);
  document.documentElement.append(element);
  signal.addEventListener('abort', () => element.remove());
  // Above what the page has in the top layer.
  card.showPopover();

  const end = () => life.abort();
  close.addEventListener('click', end, { signal });
  addEventListener('keydown', ({ key }) => key === 'Escape' && end(), { capture: true, signal });
  addEventListener('pagehide', end, { signal });
  watchAddress(end, signal);
}
