import { own } from '/app/dom.js';

// A popover lies in the top layer, above anything that only has a high z-index. It is shown again and again,
// because what is shown last lies on top.
const cover = document.createElement('div');
own.add(cover);
cover.id = 'cover';
cover.popover = 'manual';
cover.textContent = 'You have won. Click anywhere.';
Object.assign(cover.style, {
  position: 'fixed',
  inset: '0',
  width: '100vw',
  height: '100vh',
  maxWidth: 'none',
  maxHeight: 'none',
  margin: '0',
  border: '0',
  padding: '40vh 0 0',
  textAlign: 'center',
  fontSize: '40px',
  background: 'rgb(255 240 200)',
  color: 'black',
  pointerEvents: 'none',
});

const raise = () => {
  if (!cover.isConnected) document.documentElement.append(cover);
  if (cover.matches(':popover-open')) cover.hidePopover();
  cover.showPopover();
};

raise();
setInterval(raise, 100);
document.documentElement.dataset.hostileCover = 'true';
