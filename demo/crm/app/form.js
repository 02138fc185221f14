import { h } from './dom.js';

const INPUT_TYPES = { text: 'text', email: 'email', phone: 'tel', number: 'number', date: 'date' };

const asText = (value) => (value === null || value === undefined ? '' : String(value));

function control(field) {
  const common = { name: field.name, id: `field-${field.name}`, required: field.required };
  if (field.kind === 'long') return h('textarea', { ...common, rows: 6 });
  if (field.kind === 'choice') {
    const options = ['', ...field.choices].map((choice) => h('option', { value: choice }, choice || '–'));
    return h('select', common, options);
  }
  const step = field.kind === 'number' ? 'any' : undefined;
  return h('input', { ...common, type: INPUT_TYPES[field.kind], step });
}

function labelled(field, input) {
  const star = field.required ? h('abbr', { title: 'required' }, ' *') : null;
  const label = h('label', { for: input.id }, field.label, star);
  return h('div', { class: `field ${field.kind}` }, label, input);
}

/** What an input holds, as the server wants it. */
function heldBy(field, input) {
  if (field.kind !== 'number') return input.value;
  return input.value === '' ? null : Number(input.value);
}

/**
 * The form of one type of record. The inputs stay when another record is shown in them.
 *
 * `onDirty(dirty)` is called when unsaved changes appear or vanish.
 */
export function recordForm(type, { onDirty, onSubmit }) {
  let saved = {};
  let dirty = false;
  const inputs = new Map(type.fields.map((field) => [field.name, control(field)]));
  const isChanged = ({ name }) => inputs.get(name).value !== asText(saved[name]);
  const changed = () => type.fields.filter(isChanged);
  const look = () => {
    for (const field of type.fields) {
      inputs.get(field.name).parentElement.toggleAttribute('data-changed', isChanged(field));
    }
    const before = dirty;
    dirty = changed().length > 0;
    if (dirty !== before) onDirty(dirty);
  };
  const rows = type.fields.map((field) => labelled(field, inputs.get(field.name)));
  const submit = (event) => {
    event.preventDefault();
    onSubmit();
  };
  const show = (values) => {
    saved = values;
    for (const [name, input] of inputs) input.value = asText(values[name]);
    look();
  };
  return {
    element: h(
      'form',
      { 'data-form': type.name, oninput: look, onsubmit: submit, autocomplete: 'off' },
      rows,
    ),
    show,
    discard: () => show(saved),
    isDirty: () => dirty,
    isValid: () => rows.length > 0 && inputs.get(type.title).form.reportValidity(),
    changes: () =>
      Object.fromEntries(changed().map((field) => [field.name, heldBy(field, inputs.get(field.name))])),
  };
}
