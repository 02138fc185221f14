import { api } from './api.js';
import { h, part } from './dom.js';
import { startHotkeys } from './hotkeys.js';
import { listPage } from './list.js';
import { recordPage } from './record.js';
import { address, route, startRouter } from './router.js';

const types = await api.types();
let current = { key: '', page: { leave: () => undefined } };

/** The name under which changes are kept in the history. Anybody may be anybody: this is a demo. */
function personPicker() {
  const owners = types.leads.fields.find((field) => field.name === 'owner').choices;
  const cookie = /(?:^|;\s*)person=([^;]*)/.exec(document.cookie);
  const present = cookie ? decodeURIComponent(cookie[1]) : owners[1];
  const pick = h(
    'select',
    { 'data-person': true, 'aria-label': 'Working as' },
    owners.map((name) => h('option', { value: name }, name)),
  );
  pick.value = present;
  pick.onchange = () => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that this runs in
    document.cookie = `person=${encodeURIComponent(pick.value)}; path=/; SameSite=Lax`;
  };
  return h('label', { class: 'person' }, 'Working as', pick);
}

function chrome() {
  const links = Object.entries(types).map(([folder, type]) =>
    h('a', { href: address(`/${folder}`), 'data-link': true, 'data-nav': folder }, type.labels),
  );
  return [
    h(
      'aside',
      { class: 'side' },
      h('a', { class: 'brand', href: '/leads', 'data-link': true }, 'Demo CRM'),
      h(
        'nav',
        { 'aria-label': 'Records' },
        links,
        h('a', { href: address('/about'), 'data-link': true, 'data-nav': 'about' }, 'About'),
      ),
    ),
    h(
      'div',
      { class: 'content' },
      h('header', { class: 'top' }, personPicker()),
      h('div', { 'data-page': true }),
    ),
  ];
}

function aboutPage() {
  document.title = 'About – Demo CRM';
  const keys = {
    n: 'next record',
    p: 'previous record',
    s: 'save',
    c: 'log a call',
    e: 'edit',
    l: 'to the list',
    '/': 'search',
  };
  const element = h(
    'main',
    { 'data-about': true },
    h('header', { class: 'page-head' }, h('h1', {}, 'About')),
    h('p', {}, 'A small CRM to try things on. It shows no record on this page.'),
    h(
      'dl',
      {},
      Object.entries(keys).flatMap(([key, act]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, act)]),
    ),
  );
  return { element, leave: () => undefined };
}

function failedPage(error) {
  return {
    element: h('main', { 'data-failed': true }, h('h1', {}, 'Nothing here'), h('p', {}, error.message)),
    leave: () => undefined,
  };
}

function pageOf(folder, id) {
  if (folder === 'about') return aboutPage();
  return id ? recordPage(types[folder], folder, id) : listPage(types[folder], folder);
}

async function draw() {
  const { folder, id } = route();
  const key = `${folder}/${id ? 'record' : 'list'}`;
  for (const link of document.querySelectorAll('[data-nav]')) {
    link.toggleAttribute('aria-current', link.dataset.nav === folder);
  }
  try {
    if (key === current.key && current.page.show) return await current.page.show(id);
    current.page.leave();
    current = { key, page: await pageOf(folder, id) };
  } catch (error) {
    current.page.leave();
    current = { key: 'failed', page: failedPage(error) };
  }
  part(document, '[data-page]').replaceChildren(current.page.element);
  scrollTo(0, 0);
}

part(document, '#app').append(...chrome());
startHotkeys();
await startRouter(draw);
document.documentElement.dataset.ready = 'true';
