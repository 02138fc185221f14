// What a curious host could learn about what is typed. Tests read window.heard.
window.heard = [];

const TYPES = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'input',
  'change',
  'copy',
  'paste',
  'compositionend',
];

for (const type of TYPES) {
  window.addEventListener(
    type,
    (event) => {
      const [target] = event.composedPath();
      window.heard.push({
        type,
        key: event.key,
        data: event.data,
        target: target?.localName,
        value: target?.value,
      });
    },
    { capture: true },
  );
}
