/** What CRMs put over their own pages, and which makes everything else hard to reach. */
import type { Page } from 'puppeteer-core';
import { until } from './ui.ts';

export interface HostModal {
  /** Opens it; its field can be typed into. */
  open(page: Page): Promise<void>;
  field: string;
  /** It takes the focus back whenever it can. */
  fights?: true;
}

export const HOST_MODALS: Readonly<Record<string, HostModal>> = {
  /** The browser's own: all else is inert. */
  'a native modal dialog': {
    field: '[name=call]',
    open: (page) => page.click('[data-action=call]'),
  },
  /** As component libraries make them. */
  'a dialog that keeps the focus, with the rest of the page inert': {
    field: '[name=note]',
    fights: true,
    async open(page) {
      await page.evaluate(trap);
    },
  },
  'full screen': {
    field: 'input[name=name]',
    async open(page) {
      await page.evaluate(() => document.querySelector('main')?.requestFullscreen());
      await until('full screen', () => page.evaluate(() => document.fullscreenElement !== null));
    },
  },
};

/** Runs in the page. */
function trap(): void {
  const dialog = document.createElement('div');
  dialog.role = 'dialog';
  dialog.ariaModal = 'true';
  dialog.style.cssText = 'position:fixed;inset:20% 30%;z-index:2147483647;background:Canvas;padding:24px';
  const note = Object.assign(document.createElement('textarea'), { name: 'note' });
  dialog.append(note);
  document.body.append(dialog);
  document.querySelector('#app')?.setAttribute('inert', '');
  document.body.style.pointerEvents = 'none';
  dialog.style.pointerEvents = 'auto';
  const keep = () => {
    if (!dialog.contains(document.activeElement)) note.focus();
  };
  document.addEventListener('focusin', keep);
  document.addEventListener('focusout', () => setTimeout(keep));
  note.focus();
}

/** How a modal of the page stands, and what is half done in it. */
export function standing(page: Page) {
  return page.evaluate(() => {
    const field = document.activeElement as HTMLInputElement | null;
    return {
      modal: document.querySelector('dialog:modal')?.getAttribute('aria-label') ?? null,
      inert: document.querySelector('#app')?.hasAttribute('inert'),
      full: document.fullscreenElement?.localName ?? null,
      field: field?.name ?? null,
      value: field?.value ?? null,
      selection: [field?.selectionStart ?? null, field?.selectionEnd ?? null],
    };
  });
}
