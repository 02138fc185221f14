import { api } from './api.js';
import { askForCall, confirmed } from './dialogs.js';
import { h, part } from './dom.js';
import { recordForm } from './form.js';
import { bindKeys } from './hotkeys.js';
import { address, go, guard } from './router.js';
import { fillUp, timeline } from './timeline.js';
import { recordToolbar } from './toolbar.js';

const modes = (new URLSearchParams(location.search).get('hostile') ?? '').split(',');

/** The page of one record. It keeps its nodes when it goes to the next record of its type. */
class RecordPage {
  id = '';
  record = {};
  order = [];
  isNew = false;
  title = h('h1', { 'data-record-title': true });
  place = h('span', { class: 'muted', 'data-place': true });
  message = h('p', { class: 'message', role: 'status', 'data-message': true });
  past = timeline();

  constructor(type, folder) {
    this.type = type;
    this.folder = folder;
    this.form = recordForm(type, { onDirty: (dirty) => this.showDirty(dirty), onSubmit: () => this.save() });
    this.toolbar = recordToolbar({
      previous: () => this.step(-1),
      next: () => this.step(1),
      call: () => this.logCall(),
      delete: () => this.remove(),
      discard: () => this.form.discard(),
      save: () => this.save(),
    });
    this.element = this.draw();
    this.undo = [this.guardLeaving(), this.bindHotkeys()];
    this.showDirty(false);
  }

  draw() {
    const list = h('a', { href: address(`/${this.folder}`), 'data-link': true }, this.type.labels);
    return h(
      'main',
      { 'data-record': this.type.name },
      h('nav', { class: 'crumbs' }, list, this.place),
      h('header', { class: 'page-head' }, this.title, this.toolbar.element),
      this.message,
      this.form.element,
      this.past.element,
    );
  }

  guardLeaving() {
    const warn = (event) => {
      if (this.form.isDirty()) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    const mayLeave = () => !this.form.isDirty() || confirmed('Leave without saving?', 'Leave', 'Stay');
    const unguard = guard(mayLeave);
    return () => {
      removeEventListener('beforeunload', warn);
      unguard();
    };
  }

  bindHotkeys() {
    return bindKeys({
      n: () => this.step(1),
      p: () => this.step(-1),
      c: () => this.logCall(),
      s: () => this.save(),
      e: () => this.form.element.querySelector('input').focus(),
      l: () => go(`/${this.folder}`),
    });
  }

  say(text, kind = '') {
    this.message.textContent = text;
    this.message.dataset.kind = kind;
  }

  showDirty(dirty) {
    this.element.toggleAttribute('data-dirty', dirty);
    this.toolbar.setOff('save', !dirty);
    this.toolbar.setOff('discard', !dirty);
    if (dirty) this.say('Unsaved changes', 'dirty');
    else if (this.message.dataset.kind === 'dirty') this.say('');
  }

  showPlace() {
    const index = this.order.indexOf(this.id);
    this.place.textContent = this.isNew ? 'New' : `${index + 1} of ${this.order.length}`;
    this.toolbar.setOff('previous', index <= 0);
    this.toolbar.setOff('next', index < 0 || index >= this.order.length - 1);
    this.toolbar.setOff('call', this.isNew);
    this.toolbar.setOff('delete', this.isNew);
  }

  showRecord(record) {
    this.record = record;
    const name = this.isNew ? `New ${this.type.label.toLowerCase()}` : record[this.type.title];
    this.title.textContent = name;
    document.title = `${name} – Demo CRM`;
    this.form.show(record);
    this.showPlace();
    if (modes.includes('rebuild')) this.toolbar.build();
  }

  async showPast() {
    this.past.show(this.isNew ? [] : (await api.history(this.folder, this.id)).events);
    fillUp(this.past.element);
  }

  /** Shows another record, or an empty form for the id `new`, in the nodes that are there. */
  async show(id) {
    const isNew = id === 'new';
    const [{ records }, record] = await Promise.all([
      api.list(this.folder),
      isNew ? { owner: part(document, '[data-person]').value } : api.get(this.folder, id),
    ]);
    Object.assign(this, { id, isNew, order: records.map((known) => known.id) });
    this.say('');
    this.showRecord(record);
    await this.showPast();
  }

  async create() {
    const filled = Object.entries(this.form.changes()).filter(([, value]) => value !== '' && value !== null);
    const values = { owner: this.record.owner, ...Object.fromEntries(filled) };
    const { id } = await api.create(this.folder, values);
    this.form.discard();
    await go(`/${this.folder}/${id}`);
  }

  async change() {
    const changes = { ...this.form.changes(), version: this.record.version };
    this.showRecord(await api.change(this.folder, this.id, changes));
    await this.showPast();
  }

  async save() {
    if (!this.form.isDirty() || !this.form.isValid()) return;
    try {
      await (this.isNew ? this.create() : this.change());
      this.say('Saved', 'done');
    } catch (error) {
      this.say(error.message, 'error');
    }
  }

  async step(by) {
    const next = this.order[this.order.indexOf(this.id) + by];
    if (next !== undefined) await go(`/${this.folder}/${next}`);
  }

  async logCall() {
    if (this.isNew) return;
    const text = await askForCall(this.record[this.type.title]);
    if (!text) return;
    await api.tell(this.folder, this.id, `Call: ${text}`);
    await this.showPast();
    this.say('Call logged', 'done');
  }

  async remove() {
    if (!(await confirmed(`Delete “${this.record[this.type.title]}”?`, 'Delete', 'Keep'))) return;
    await api.remove(this.folder, this.id);
    this.form.discard();
    await go(`/${this.folder}`);
  }

  leave() {
    for (const undo of this.undo) undo();
  }
}

/** Opens the page of one record. */
export async function recordPage(type, folder, id) {
  const page = new RecordPage(type, folder);
  await page.show(id);
  return page;
}
