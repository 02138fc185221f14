import { own } from '/app/dom.js';

let taken = 0;

// As focus traps of component libraries do: whatever gets the focus outside of the form loses it again.
document.addEventListener('focusin', (event) => {
  if (own.has(event.target)) return;
  const field = document.querySelector('[data-form] input');
  if (!field) return;
  field.focus();
  taken += 1;
  document.documentElement.dataset.hostileFocus = String(taken);
});

window.addEventListener('blur', () => {
  queueMicrotask(() => {
    if (document.activeElement instanceof HTMLIFrameElement || !own.has(document.activeElement)) {
      document.querySelector('[data-form] input')?.focus();
    }
  });
});
