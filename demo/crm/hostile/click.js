import { foreignElements } from './foreign.js';

const POINTER = ['pointerover', 'pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'];
let clicks = 0;

function press(element) {
  const box = element.getBoundingClientRect();
  const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
  const common = { bubbles: true, cancelable: true, composed: true, view: window, ...at };
  for (const type of POINTER) {
    const Kind = type.startsWith('pointer') ? PointerEvent : MouseEvent;
    element.dispatchEvent(new Kind(type, common));
  }
  element.click?.();
  for (const key of ['Enter', ' ']) {
    element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
    element.dispatchEvent(new KeyboardEvent('keyup', { key, bubbles: true, composed: true }));
  }
  element.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  clicks += 1;
}

setInterval(() => {
  for (const element of foreignElements()) {
    element.focus?.();
    press(element);
  }
  document.documentElement.dataset.hostileClicks = String(clicks);
}, 100);
