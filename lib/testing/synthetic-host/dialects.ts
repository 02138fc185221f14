/**
 * How the pages of a synthetic host look to an adapter: each dialect has the addresses and the elements that one of the
 * adapters goes by, and nothing else of that CRM. Runs in happy-dom and, served as it is, in real browsers.
 */

/** What a page of the host shows. */
export type View = { kind: 'record'; id: number } | { kind: 'list' } | { kind: 'none' };

/** A record of the host, with what a person has typed and not saved. */
export interface HostRecord {
  id: number;
  title: string;
  note: string;
}

export interface Dialect {
  name: string;
  /** Of the adapter; null: one that comes with the synthetic host. */
  kind: string | null;
  /** As the adapter calls the type of the records. */
  type: string;
  /** Whether the adapter reads its lists by their links. */
  hasList: boolean;
  /** The title is the value of a field: of a value that a page sets nobody is told. */
  hasTitleField?: true;
  address(view: View): string;
  record(record: HostRecord): HTMLElement;
  list(records: readonly HostRecord[]): HTMLElement;
}

type Child = HTMLElement | string;

/** `tag.class`, attributes, children. Never markup: the host can be one that forbids it. */
export function h(tag: string, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElement {
  const [name = 'div', ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** The toolbar that the button belongs into is marked for the one who checks. */
const HOME = { 'data-home': '' };

function note(record: HostRecord): HTMLElement {
  const field = h('input', { name: 'note' }) as HTMLInputElement;
  field.value = record.note;
  return field;
}

function tick(): HTMLElement {
  return h('input', { type: 'checkbox' });
}

const demo: Dialect = {
  name: 'path',
  kind: 'demo',
  type: 'lead',
  hasList: true,
  address: (view) =>
    view.kind === 'record' ? `/leads/${view.id}` : view.kind === 'list' ? '/leads' : '/about',
  record: (record) =>
    h(
      'main',
      { 'data-record': 'lead' },
      h(
        'div.page-head',
        {},
        h('h1', { 'data-record-title': '' }, record.title),
        h('div', { 'data-toolbar': '', ...HOME }, h('button', { type: 'button' }, 'Call')),
      ),
      note(record),
    ),
  list: (records) =>
    h(
      'main',
      { 'data-list': 'lead' },
      h('div', { 'data-list-toolbar': '', ...HOME }),
      h(
        'table',
        {},
        h(
          'tbody',
          {},
          ...records.map(({ id, title }) =>
            h(
              'tr',
              { 'data-row': String(id) },
              h('td', {}, tick()),
              h('td', {}, h('a.record-link', { href: `/leads/${id}` }, title)),
            ),
          ),
        ),
      ),
    ),
};

const hash: Dialect = {
  name: 'hash',
  kind: 'atomic',
  type: 'contacts',
  hasList: true,
  address: (view) =>
    view.kind === 'record'
      ? `/#/contacts/${view.id}/show`
      : view.kind === 'list'
        ? '/#/contacts'
        : '/#/settings',
  record: (record) =>
    h(
      'div',
      { id: 'main-content' },
      h('h5', {}, record.title),
      h(
        'div',
        HOME,
        h('a.RaEditButton-root', { href: `#/contacts/${record.id}`, 'aria-label': 'Edit' }, 'Edit'),
      ),
      h('div.MuiCard-root', {}, note(record)),
    ),
  list: (records) =>
    h(
      'div',
      { id: 'main-content' },
      h('div.RaTopToolbar-root', HOME),
      ...records.map(({ id, title }) =>
        h(
          'a.MuiListItem-root',
          { href: `#/contacts/${id}/show`, 'data-row': String(id) },
          tick(),
          h('span.MuiListItemText-primary', {}, title),
        ),
      ),
    ),
};

const overList: Dialect = {
  name: 'dialog over a board',
  kind: 'atomic',
  type: 'deals',
  hasList: false,
  address: (view) =>
    view.kind === 'record' ? `/#/deals/${view.id}/show` : view.kind === 'list' ? '/#/deals' : '/#/',
  record: (record) =>
    h(
      'div',
      {},
      h('div', { id: 'main-content' }, h('h5', {}, 'Board')),
      h(
        'div',
        { role: 'dialog' },
        h('h2', {}, 'Deal'),
        h('div', HOME, h('h5', {}, record.title), note(record)),
      ),
    ),
  list: (records) =>
    h('div', { id: 'main-content' }, h('h5', {}, 'Board'), ...records.map(({ title }) => h('p', {}, title))),
};

const fields: Dialect = {
  name: 'hash with parameters, the title in a field',
  kind: 'tryton',
  type: 'party.party',
  hasList: false,
  hasTitleField: true,
  address: (view) => {
    if (view.kind === 'record') return `/#base/model/party.party/${view.id};views=[null]`;
    return view.kind === 'list' ? '/#base/model/party.party;views=[1]' : '/#base';
  },
  record: (record) => {
    const name = h('input', { name: 'name' }) as HTMLInputElement;
    name.value = record.title;
    return h(
      'div',
      { id: 'tabcontent' },
      h(
        'div.tab-pane.active',
        {},
        h('nav.toolbar', {}, h('div.btn-toolbar', HOME, h('button', { id: 'save', type: 'button' }, 'Save'))),
        h('div.panel-body', {}, name, note(record)),
      ),
    );
  },
  list: () => h('div', { id: 'tabcontent' }, h('div.tab-pane.active', {}, h('nav.toolbar'))),
};

const action: Dialect = {
  name: 'path of an action',
  kind: 'odoo',
  type: 'res.partner',
  hasList: false,
  address: (view) =>
    view.kind === 'record'
      ? `/odoo/contacts/${view.id}`
      : view.kind === 'list'
        ? '/odoo/settings'
        : '/odoo/discuss',
  record: (record) =>
    h(
      'div.o_action_manager',
      {},
      h(
        'div.o_form_view',
        {},
        h(
          'div.o_control_panel',
          {},
          h('div.o_control_panel_main_buttons', HOME),
          h('div.o_last_breadcrumb_item', {}, h('span', {}, record.title)),
        ),
        note(record),
      ),
    ),
  list: () => h('div.o_action_manager', {}, h('div.o_settings')),
};

const query: Dialect = {
  name: 'query',
  kind: null,
  type: 'case',
  hasList: false,
  address: (view) =>
    view.kind === 'record'
      ? `/main?app=7&id=%7B${view.id}%7D&pagetype=record`
      : view.kind === 'list'
        ? '/main?app=7&pagetype=list'
        : '/main?app=7',
  record: (record) =>
    h(
      'section.record',
      {},
      h('header', { role: 'banner' }, h('h1', {}, record.title), h('ul.commands', HOME)),
      note(record),
    ),
  list: () => h('section.grid'),
};

export const DIALECTS: readonly Dialect[] = [demo, hash, overList, fields, action, query];

export function dialectOf(name: string): Dialect {
  const found = DIALECTS.find((one) => one.name === name);
  if (!found) throw new Error(`Expected the name of a dialect, got ${name}.`);
  return found;
}
