import { h } from './dom.js';

/** Shows a modal dialog and returns the value of the button that closed it; Escape gives "". */
function ask(dialog) {
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
}

const button = (value, label, kind) => h('button', { type: 'submit', value, class: kind }, label);

/** Asks a question with two answers; true for the first. */
export async function confirmed(question, yes, no) {
  const form = h(
    'form',
    { method: 'dialog' },
    h('h2', {}, question),
    h('footer', {}, button('', no), button('yes', yes, 'primary')),
  );
  return (await ask(h('dialog', { 'data-question': true, 'aria-label': question }, form))) === 'yes';
}

/** Asks what was said in a call; `null` when nothing is to be kept. */
export async function askForCall(title) {
  const text = h('textarea', { name: 'call', rows: 5, required: true, 'aria-label': 'What was said' });
  const form = h(
    'form',
    { method: 'dialog' },
    h('h2', {}, 'Log a call'),
    h('p', { class: 'muted' }, title),
    h('label', { class: 'said' }, 'What was said', text),
    h(
      'footer',
      {},
      h('button', { type: 'submit', value: '', formnovalidate: true }, 'Cancel'),
      button('log', 'Log call', 'primary'),
    ),
  );
  const answer = await ask(h('dialog', { 'data-call-dialog': true, 'aria-label': 'Log a call' }, form));
  return answer === 'log' ? text.value : null;
}
