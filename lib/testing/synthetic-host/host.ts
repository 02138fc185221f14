import { type Dialect, type HostRecord, h, type View } from './dialects.ts';
import { idOfRow, recycle } from './rows.ts';

/** How the host gets from one view to the next. */
export const RENDERINGS = [
  /** Everything is built anew. */
  'replace',
  /** Nodes stay, their texts change, as far as the next view is of the same kind. */
  'keyed',
  /** What was built is kept aside, and put back when it is wanted again. */
  'detach',
  /** Every view that was opened stays in the page; attributes say which one is seen. */
  'tabs',
] as const;
export type Rendering = (typeof RENDERINGS)[number];

/** In what the host draws. */
export const SURFACES = ['document', 'shadow', 'frame'] as const;
export type Surface = (typeof SURFACES)[number];

export interface HostShape {
  rendering: Rendering;
  surface: Surface;
}

/** How the host changes its address. In a real browser that is the browser's own history. */
export interface Router {
  push(address: string): void;
}

/** More of some titles than one: two records can have the same name. */
const TITLES = ['Oven', 'Kiln', 'Oven', 'Press', 'Mill', 'Mill'];

/**
 * A CRM that is none: it routes and draws as its shape says, keeps drafts as frameworks do, and notes whatever
 * happens to its fields without its doing.
 */
export class SyntheticHost {
  readonly dialect: Dialect;
  readonly shape: HostShape;
  readonly records: HostRecord[] = TITLES.map((title, index) => ({ id: index + 1, title, note: '' }));
  readonly #router: Router;
  /** Ids of ticked rows, also of those that are scrolled out of the page. */
  readonly #ticked = new Set<number>();
  /** What happened to fields that the host or its person did not do. */
  readonly meddled: string[] = [];
  #kept = new Map<string, HTMLElement>();
  #app: HTMLElement;
  #isOwn = false;
  #view: View = { kind: 'none' };
  #isDrawn = true;

  constructor(dialect: Dialect, shape: HostShape, router: Router) {
    this.dialect = dialect;
    this.shape = shape;
    this.#router = router;
    this.#app = h('div', { id: 'app' });
    this.#surface().append(this.#app);
    for (const type of ['input', 'change', 'submit'])
      this.#surface().addEventListener(type, () => this.#isOwn || this.meddled.push(type));
  }

  /** What the address says. */
  get view(): View {
    return this.#view;
  }

  /** Whether what is drawn is of that. */
  get isDrawn(): boolean {
    return this.#isDrawn;
  }

  /** Where the host draws is out of reach for an adapter: the button can only dock. */
  get isReachable(): boolean {
    return this.shape.surface === 'document';
  }

  /** Goes on within the document: the address first or the page first; what is not drawn at once comes by `draw`. */
  go(view: View, order: 'address' | 'page', drawsAtOnce: boolean): void {
    if (order === 'page') this.#draw(view);
    this.#view = view;
    this.#isDrawn = order === 'page';
    this.#router.push(this.dialect.address(view));
    if (order === 'address' && drawsAtOnce) this.draw();
  }

  /** The browser has gone back or forward to this view. */
  arrive(view: View): void {
    this.#view = view;
    this.#isDrawn = false;
    this.draw();
  }

  draw(): void {
    if (!this.#isDrawn) this.#draw(this.#view);
    this.#isDrawn = true;
  }

  /** While new data is awaited nothing is shown. */
  blank(): void {
    this.#isDrawn = false;
    for (const one of this.#shown()) this.#leave(one);
  }

  /** The same view from scratch. */
  rebuild(): void {
    for (const one of this.#shown()) one.replaceWith(this.#build(this.#view));
    this.#isDrawn = this.#shown().length > 0;
    if (!this.#isDrawn) this.draw();
  }

  rebuildToolbar(): void {
    for (const home of this.#homes()) {
      const own = [...home.childNodes].filter((node) => !isForeign(node));
      const next = home.cloneNode() as HTMLElement;
      next.append(...own);
      home.replaceWith(next);
    }
  }

  /** Puts its toolbar away, as while a record is edited, or brings it back: by an attribute alone. */
  fold(): void {
    const home = this.#homes().find((one) => !one.querySelector('[data-title]'));
    if (home) home.style.display = home.style.display ? '' : 'none';
  }

  /** Throws out of its toolbars what it has not made. */
  clean(): void {
    for (const home of this.#homes())
      for (const node of [...home.children]) if (isForeign(node)) node.remove();
  }

  /** Moves what it has not made to where it does not belong. */
  misplace(): void {
    for (const node of document.querySelectorAll('throughline-button, throughline-stages'))
      document.body.append(node);
  }

  /** As libraries do that print pages or make headers stick: the copy knows nothing of what is foreign. */
  copyToolbar(): void {
    const [home] = this.#homes();
    if (home) this.#app.append(h('div.sticky', {}, home.cloneNode(true) as HTMLElement));
  }

  copyAll(): void {
    const copy = this.#app.cloneNode(true) as HTMLElement;
    const values = [...this.#app.querySelectorAll('input')].map(({ value, checked }) => ({ value, checked }));
    for (const [index, field] of copy.querySelectorAll('input').entries())
      Object.assign(field, values[index]);
    this.#app.replaceWith(copy);
    this.#app = copy;
  }

  /** A modal of its own: the rest of the page is inert until it closes. */
  openModal(): void {
    if (document.querySelector('#modal')) return;
    const modal = h('dialog', { id: 'modal', 'aria-label': 'Call' }, h('textarea', { name: 'modal' }));
    document.body.append(modal);
    (modal as HTMLDialogElement).showModal();
  }

  closeModal(): void {
    document.querySelector('#modal')?.remove();
  }

  storm(): void {
    const place = this.#app.appendChild(h('ul.storm'));
    for (let round = 0; round < 60; round += 1) {
      place.append(h('li', {}, String(round)));
      if (place.childElementCount > 5) place.firstElementChild?.remove();
    }
    place.remove();
  }

  /** The person types into the record's field. */
  type(text: string): void {
    const field = this.field();
    const record = this.#record();
    if (!field || !record || !this.#isDrawn) return;
    field.value = text;
    record.note = text;
    this.#byPerson(field, 'input');
  }

  /** The person ticks a row, or unticks it. */
  tick(index: number): void {
    const rows = this.#rows();
    const row = rows[index % Math.max(rows.length, 1)];
    const box = row?.querySelector('input');
    if (!row || !box) return;
    box.checked = !box.checked;
    const id = idOfRow(row);
    if (box.checked) this.#ticked.add(id);
    else this.#ticked.delete(id);
    this.#byPerson(box, 'change');
  }

  /** Lists that are long keep only rows in sight: from now on there are a few, and the same nodes show others. */
  scroll(to: number): void {
    recycle(this.#rows(), this.records, to, {
      row: (record) => this.dialect.list([record]).querySelector('[data-row]'),
      isTicked: ({ id }) => this.#ticked.has(id),
    });
  }

  /** Ids of the rows in the page that are ticked: of others nobody can know. */
  get ticked(): ReadonlySet<number> {
    return new Set(
      this.#rows()
        .map(idOfRow)
        .filter((id) => this.#ticked.has(id)),
    );
  }

  /** The field of the record that is seen. */
  field(): HTMLInputElement | null {
    return this.#shown()[0]?.querySelector<HTMLInputElement>('[name=note]') ?? null;
  }

  /** Where the button belongs; null: the page has no place for it that can be seen. */
  home(): Element | null {
    return this.#homes().find((home) => home.checkVisibility()) ?? null;
  }

  #record(): HostRecord | undefined {
    const view = this.#view;
    return view.kind === 'record' ? this.records.find(({ id }) => id === view.id) : undefined;
  }

  #byPerson(field: HTMLElement, type: string): void {
    this.#isOwn = true;
    field.dispatchEvent(new Event(type, { bubbles: true }));
    this.#isOwn = false;
  }

  #rows(): Element[] {
    return [...(this.#shown()[0]?.querySelectorAll('[data-row]') ?? [])];
  }

  #homes(): HTMLElement[] {
    return this.#shown().flatMap((one) => [...one.querySelectorAll<HTMLElement>('[data-home]')]);
  }

  /** The views in the page that are not hidden: one, or none while the host loads. In a frame they are of its own realm. */
  #shown(): HTMLElement[] {
    return [...this.#app.children].filter(
      (one): one is HTMLElement =>
        one.hasAttribute('data-view') && (one as HTMLElement).style.display !== 'none',
    );
  }

  #draw(view: View): void {
    const key = keyOf(view);
    const [before] = this.#shown();
    if (view.kind !== 'list') this.#ticked.clear();
    const { rendering } = this.shape;
    if (rendering === 'keyed' && before && this.#patch(before, view)) return;
    const again = this.#again(key);
    for (const one of this.#shown()) this.#leave(one);
    // What was ticked in a list that is built anew is ticked no more.
    if (view.kind === 'list') this.#ticked.clear();
    const next = again ?? this.#build(view);
    for (const box of next.querySelectorAll<HTMLInputElement>('[type=checkbox]')) box.checked = false;
    next.style.display = '';
    if (next.parentNode !== this.#app) this.#app.append(next);
  }

  #again(key: string): HTMLElement | null {
    if (this.shape.rendering === 'detach') return this.#kept.get(key) ?? null;
    if (this.shape.rendering !== 'tabs') return null;
    for (const one of this.#app.children)
      if (one.getAttribute('data-view') === key) return one as HTMLElement;
    return null;
  }

  #leave(one: HTMLElement): void {
    if (this.shape.rendering === 'tabs') {
      one.style.display = 'none';
      return;
    }
    this.#kept.set(one.getAttribute('data-view') ?? '', one);
    one.remove();
  }

  /** Puts another record of the same kind into the nodes that are there. */
  #patch(before: HTMLElement, view: View): boolean {
    if (view.kind !== 'record' || !before.getAttribute('data-view')?.startsWith('record')) return false;
    const record = this.records.find(({ id }) => id === view.id);
    const field = before.querySelector<HTMLInputElement>('[name=note]');
    if (!record || !field) return false;
    before.setAttribute('data-view', keyOf(view));
    field.value = record.note;
    const title = before.querySelector<HTMLElement>('[data-title]');
    if (title && 'value' in title) title.value = record.title;
    else if (title) title.textContent = record.title;
    return true;
  }

  #build(view: View): HTMLElement {
    const page = this.#page(view);
    return h('div', { 'data-view': keyOf(view) }, page);
  }

  #page(view: View): HTMLElement {
    if (view.kind === 'list') {
      this.#ticked.clear();
      return this.dialect.list(this.records);
    }
    const record = view.kind === 'record' ? this.records.find(({ id }) => id === view.id) : undefined;
    if (!record) return h('main', {}, 'Nothing here');
    const page = this.dialect.record(record);
    for (const one of page.querySelectorAll<HTMLElement>('h1, h5, span, [name=name]'))
      if (('value' in one ? one.value : one.textContent) === record.title) one.dataset.title = '';
    return page;
  }

  #surface(): HTMLElement | ShadowRoot {
    const { surface } = this.shape;
    if (surface === 'document') return document.body;
    const holder =
      document.querySelector<HTMLElement>('#surface') ??
      document.body.appendChild(h('div', { id: 'surface' }));
    if (surface === 'shadow') return holder.shadowRoot ?? holder.attachShadow({ mode: 'open' });
    const frame =
      holder.querySelector('iframe') ??
      (holder.appendChild(h('iframe', { title: 'App' })) as HTMLIFrameElement);
    return frame.contentDocument?.body ?? holder;
  }
}

function keyOf(view: View): string {
  return view.kind === 'record' ? `record ${view.id}` : view.kind;
}

function isForeign(node: Node): boolean {
  return node.nodeName.toLowerCase().startsWith('throughline-');
}
