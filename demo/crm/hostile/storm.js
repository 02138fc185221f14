import { h } from '/app/dom.js';

const rate = Math.min(100_000, Number(new URLSearchParams(location.search).get('rate') ?? 1000) || 1000);
const KEPT = 50;
const place = h('ol', { 'data-storm': rate, class: 'muted', 'aria-hidden': 'true' });
let made = 0;
let began = 0;

/** One record of a childList mutation each: an element comes, or the oldest one goes. */
function mutate() {
  if (place.childElementCount >= KEPT) place.firstElementChild.remove();
  else place.append(h('li', {}, `Change ${made}`));
  made += 1;
}

function catchUp() {
  if (!place.isConnected) {
    const host = document.querySelector('[data-timeline]');
    if (!host) return;
    host.append(place);
    began = performance.now();
    made = 0;
  }
  const due = Math.floor(((performance.now() - began) / 1000) * rate);
  // After a pause, as in a background tab, it goes on at its rate and does not make up for what it missed.
  if (due - made > rate) began = performance.now() - (made / rate) * 1000;
  while (made < due && due - made <= rate) mutate();
  window.stormed = made;
}

setInterval(catchUp, 5);
