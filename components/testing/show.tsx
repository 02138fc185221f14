import { cleanup, render } from '@testing-library/preact';
import type { ComponentChild } from 'preact';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import { i18n } from '../../lib/testing/texts.ts';
import { ClientProvider } from '../client.tsx';

/** Draws something as a page of the extension would: with words from the locale and a background that obeys. */
export function show(what: ComponentChild, client: FakePageClient = new FakePageClient()) {
  cleanup();
  Object.assign(fakeBrowser.i18n, i18n);
  const wrapped = (inner: ComponentChild) => <ClientProvider client={client}>{inner}</ClientProvider>;
  const drawn = render(wrapped(what));
  return { ...drawn, client, rerender: (next: ComponentChild) => drawn.rerender(wrapped(next)) };
}

/** Presses something as a person does: tests can't make trusted events, so this one says that it is. */
export function press(element: Element): void {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'isTrusted', { value: true });
  element.dispatchEvent(event);
}

/** What assistive technology hears as the description of an element. */
export function descriptionOf(element: Element): string {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent ?? `missing ${id}`).join(' ');
}
