import { api } from './api.js';
import { h, part } from './dom.js';
import { bindKeys } from './hotkeys.js';
import { address, go } from './router.js';

const PILLS = new Set(['status', 'priority']);

function cell(type, column, folder, record) {
  const value = record[column] ?? '';
  if (column === type.title) {
    return h(
      'td',
      {},
      h('a', { class: 'record-link', href: address(`/${folder}/${record.id}`), 'data-link': true }, value),
    );
  }
  if (PILLS.has(column) && value)
    return h('td', {}, h('span', { class: 'pill', 'data-value': value }, value));
  if (column === 'budget' && value !== '')
    return h('td', { class: 'number' }, Number(value).toLocaleString('en'));
  return h('td', {}, value);
}

/** Tells how many rows are ticked, and shows the bulk bar while any is. */
function watchSelection(root) {
  const update = () => {
    const ticked = root.querySelectorAll('tbody input[type=checkbox]:checked');
    for (const box of root.querySelectorAll('tbody input[type=checkbox]')) {
      box.closest('tr').toggleAttribute('data-selected', box.checked);
    }
    const bar = part(root, '[data-bulk]');
    bar.hidden = ticked.length === 0;
    part(bar, '[data-bulk-count]').textContent = `${ticked.length} selected`;
  };
  const all = part(root, 'thead input[type=checkbox]');
  all.onchange = () => {
    for (const box of root.querySelectorAll('tbody input[type=checkbox]')) box.checked = all.checked;
    update();
  };
  root.addEventListener('change', update);
  return update;
}

function frame(type, folder, search) {
  const column = (name) => type.fields.find((field) => field.name === name).label;
  return h(
    'main',
    { 'data-list': type.name },
    h(
      'header',
      { class: 'page-head' },
      h('h1', {}, type.labels),
      h(
        'div',
        { class: 'toolbar', 'data-list-toolbar': true },
        h(
          'button',
          { type: 'button', class: 'primary', onclick: () => go(`/${folder}/new`) },
          `New ${type.label.toLowerCase()}`,
        ),
      ),
    ),
    h('div', { class: 'filters' }, search, h('span', { class: 'muted', 'data-total': true })),
    h('div', { 'data-bulk': true, class: 'bulk', hidden: true }, h('span', { 'data-bulk-count': true })),
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', {}, h('input', { type: 'checkbox', 'aria-label': 'Select all' })),
          type.columns.map((name) => h('th', {}, column(name))),
        ),
      ),
      h('tbody'),
    ),
  );
}

/** The list of one type of record, with search and ticks. */
export async function listPage(type, folder) {
  const search = h('input', {
    type: 'search',
    placeholder: `Search ${type.labels.toLowerCase()}`,
    'aria-label': 'Search',
  });
  const element = frame(type, folder, search);
  const update = watchSelection(element);
  let asked = 0;
  const fill = async () => {
    asked += 1;
    const mine = asked;
    const { total, records } = await api.list(folder, search.value);
    if (mine !== asked) return;
    const rows = records.map((record) =>
      h(
        'tr',
        { 'data-id': record.id },
        h(
          'td',
          {},
          h('input', { type: 'checkbox', value: record.id, 'aria-label': `Select ${record[type.title]}` }),
        ),
        type.columns.map((column) => cell(type, column, folder, record)),
      ),
    );
    part(element, 'tbody').replaceChildren(...rows);
    part(element, '[data-total]').textContent =
      `${total} ${total === 1 ? type.label : type.labels}`.toLowerCase();
    update();
  };
  search.oninput = fill;
  const unbind = bindKeys({ '/': () => search.focus() });
  await fill();
  document.title = `${type.labels} – Demo CRM`;
  return { element, leave: unbind };
}
