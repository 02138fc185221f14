import { h } from './dom.js';

const BUTTONS = [
  ['previous', '‹ Previous'],
  ['next', 'Next ›'],
  ['call', 'Log a call'],
  ['delete', 'Delete'],
  ['discard', 'Discard'],
  ['save', 'Save'],
];

/** The buttons of a record page. `actions` holds what each of them does, by its name. */
export function recordToolbar(actions) {
  const element = h('div', {
    class: 'toolbar',
    'data-toolbar': true,
    role: 'toolbar',
    'aria-label': 'Record',
  });
  const off = new Map();
  const setOff = (name, isOff) => {
    off.set(name, isOff);
    const button = element.querySelector(`[data-action=${name}]`);
    if (button) button.disabled = isOff;
  };
  const build = () => {
    const buttons = BUTTONS.map(([name, label]) => {
      const kind = name === 'save' ? 'primary' : undefined;
      return h('button', { type: 'button', 'data-action': name, class: kind, onclick: actions[name] }, label);
    });
    element.replaceChildren(...buttons);
    for (const [name, isOff] of off) setOff(name, isOff);
  };
  build();
  return { element, build, setOff };
}
