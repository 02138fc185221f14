/** The focus goes to where the person begins: the first control of a form, else the heading. */
export function focusFirst(main: HTMLElement): void {
  const first = main.querySelector<HTMLInputElement>(
    '[data-start] :is(input, textarea, select):not([readonly], :disabled)',
  );
  const checked = first?.closest('fieldset')?.querySelector<HTMLElement>('input[type="radio"]:checked');
  (checked ?? first ?? main.querySelector('h1'))?.focus();
}

/** The same for a form that has come late; who has gone elsewhere meanwhile stays there. */
export function focusLate(within: Element | null): void {
  const main = within?.closest('main');
  const waits = document.hasFocus() && document.activeElement === main?.querySelector('h1');
  if (main && waits) focusFirst(main);
}
