import type { StageBar as Bar, BarAct, BarStage, Box } from '../../messaging/contract.ts';
import type { Corner } from '../../sites/schema.ts';
import { type Copies, copiesOf, keepKeys, make, makeStyle, STAGES_TAG, UNPRINTED_CSS } from '../elements.ts';
import type { Place } from '../record.ts';
import { toneAt } from '../tone.ts';
import { createCard, type StageCard } from './card.ts';
import COLOURS_CSS from './colours.css?inline';
import { createMenu, type StageMenu } from './menu.ts';
import POPUPS_CSS from './popups.css?inline';
import { Rest } from './rest.ts';
import { Row } from './row.ts';
import { drawSide } from './side.ts';
import { drawSlot } from './slot.ts';
import { slotsOf } from './slots.ts';
import BAR_CSS from './stage-bar.css?inline';
import TONES_CSS from './tones.css?inline';
import { mayVouch } from './vouch.ts';
import type { BarWords } from './words.ts';

/** A slot narrower than this, in pixels, says nothing: the bar becomes one button with a menu. */
const LEAST_SLOT = 84;
/** A bar that comes as near to the window's edge as this stands in no frame of the page's own. */
const NEAR_EDGE = 8;

const STYLE = TONES_CSS + COLOURS_CSS + BAR_CSS + POPUPS_CSS;
const NO_COPIES: Copies = { exist: () => false, remove: () => undefined };

/** `sure`: the press needs no second question. */
export type OnAct = (act: BarAct, box: Box, sure: boolean) => void;

/**
 * The stage bar of a document: where the record stands, and a press away where it can go (behaviour 8.6). In a CRM's
 * page it lives in a closed shadow root; it knows what it draws, nothing else.
 */
export class StageBar {
  readonly element = document.createElement(STAGES_TAG);
  readonly #copies: Copies;
  readonly #words: BarWords;
  readonly #act: OnAct;
  readonly #root: ShadowRoot;
  readonly #card: StageCard;
  readonly #menu: StageMenu;
  readonly #frame: HTMLElement;
  readonly #track = make('div', { class: 'track' });
  readonly #list = make('ol', { role: 'list' });
  readonly #row = new Row(this.#list);
  readonly #compact = make('button', { type: 'button', class: 'compact', 'aria-haspopup': 'menu' });
  readonly #notes = make('div', { class: 'notes', role: 'status' });
  readonly #buttons = make('div', { class: 'buttons' });
  readonly #side = make('div', { class: 'side' }, this.#notes, this.#buttons);
  readonly #rest: Rest;
  readonly #sizes: ResizeObserver;
  readonly #sight: IntersectionObserver;
  #fitting = 0;
  #bar: Bar | null = null;
  #drawn = '';
  #seenSince = performance.now();
  /** What was pressed last: what opens for it hangs on it. */
  #pressed: HTMLElement | null = null;

  constructor(words: BarWords, act: OnAct, signal: AbortSignal, mode: ShadowRootMode = 'closed') {
    this.#words = words;
    this.#act = act;
    this.#card = createCard(words, signal);
    this.#menu = createMenu(words, (...chosen) => this.#move(...chosen), signal);
    this.#track.append(this.#list, this.#compact);
    this.#frame = make('div', { class: 'bar' }, this.#track, this.#side);
    this.#root = this.element.attachShadow({ mode });
    // Pages of ours may show several.
    const isGuest = mode === 'closed';
    this.#copies = isGuest ? copiesOf(this.element) : NO_COPIES;
    this.#root.append(this.#frame, this.#card.element, this.#menu.element);
    if (isGuest) this.#root.prepend(makeStyle(STYLE + UNPRINTED_CSS));
    // The policy of our own pages lets no style element pass.
    else this.#root.adoptedStyleSheets = [sheetOf(STYLE)];
    this.#rest = new Rest(this.#frame, signal);
    // In the next frame: what changes a size while sizes are told is reported to the page as an error of its own.
    this.#sizes = new ResizeObserver(() => {
      cancelAnimationFrame(this.#fitting);
      this.#fitting = requestAnimationFrame(() => this.#fit());
    });
    this.#sizes.observe(this.#frame);
    // Where it comes into sight, nobody has had the time to look.
    this.#sight = new IntersectionObserver(() => this.#begin());
    this.#sight.observe(this.#frame);
    this.#listen(signal);
    keepKeys(this.element, signal);
    signal.addEventListener('abort', () => {
      this.#sizes.disconnect();
      cancelAnimationFrame(this.#fitting);
      this.#sight.disconnect();
      this.remove();
    });
  }

  /** Draws what has changed, once the pointer aims at nothing here; whoever has the focus on a stage keeps it. */
  draw(bar: Bar): void {
    const drawn = JSON.stringify(bar);
    if (drawn === this.#drawn) this.#rest.forget();
    else if (this.#bar === null) this.#drawNow(bar, drawn);
    else this.#rest.do(() => this.#drawNow(bar, drawn));
  }

  #drawNow(bar: Bar, drawn: string): void {
    const before = this.#bar;
    this.#drawn = drawn;
    this.#bar = bar;
    // Another stage may lie now where the person is about to press.
    if (orderOf(bar) !== orderOf(before)) this.#begin();
    const { agreement } = bar;
    const isWriting = agreement.state === 'writing' && agreement.problem === null;
    this.#frame.toggleAttribute('data-writing', isWriting);
    const focused = this.#menu.opener() ?? (this.#root.activeElement as HTMLElement | null);
    // What is open or has the focus there stays as it is where nothing of it has changed.
    const isTrackKept = trackOf(bar) === trackOf(before);
    if (!isTrackKept) this.#drawTrack(bar);
    const side = drawSide(bar, this.#words, (kind, control, event) => this.#press({ kind }, control, event));
    this.#notes.replaceChildren(...side.notes);
    this.#buttons.replaceChildren(...side.buttons);
    this.#fit();
    if (focused && !(isTrackKept && this.#track.contains(focused))) this.#focusOn(focused);
  }

  #drawTrack(bar: Bar): void {
    // A menu offers what was drawn before; the focus goes back to what it hung on.
    this.#menu.close();
    this.#card.hide();
    const current = bar.stages.find(({ id }) => id === bar.stage);
    this.#frame.dataset.colour = current?.colour ?? 'grey';
    this.#list.setAttribute('aria-label', this.#words.say('barStages', bar.name));
    const slots = slotsOf(bar.stages, bar.stage);
    this.#list.replaceChildren(...slots.map((slot) => drawSlot(slot, bar, this.#words)));
    this.#drawCompact(bar, slots.findIndex(({ at }) => at === 'current') + 1, slots.length, current);
    this.#row.stopAt(this.#row.all().find((one) => one.hasAttribute('aria-current')));
  }

  put(place: Place): void {
    this.#copies.remove();
    if (this.isAt(place)) return;
    this.#leaveDock();
    place.element[place.position](this.element);
    this.#settle();
  }

  /** On a page without a place for it: folded, in the corner across from the button. */
  dock(corner: Corner): void {
    this.#copies.remove();
    if (this.element.parentNode === document.documentElement) return;
    document.documentElement.append(this.element);
    this.#frame.dataset.docked = corner === 'bottom-right' ? 'left' : 'right';
    this.#settle();
  }

  /** Nothing of a record is kept on the page of another one. */
  remove(): void {
    this.#card.hide();
    this.#menu.close();
    this.#rest.forget();
    this.#copies.remove();
    this.element.remove();
    this.#bar = null;
    this.#drawn = '';
    const { element: card } = this.#card;
    for (const one of [this.#list, this.#compact, this.#notes, this.#buttons, card, this.#menu.element])
      one.replaceChildren();
  }

  isAt({ element: anchor, position }: Place): boolean {
    const { parentNode, isConnected } = this.element;
    const isInside = position === 'append' || position === 'prepend';
    return isConnected && parentNode === (isInside ? anchor : anchor.parentNode);
  }

  /** Whether there is no copy of it in the page. */
  isAlone(): boolean {
    return !this.#copies.exist();
  }

  /** Where the control is that was pressed last. */
  box(): DOMRect | null {
    const pressed = this.#pressed?.isConnected ? this.#pressed : this.#frame;
    return this.element.isConnected ? pressed.getBoundingClientRect() : null;
  }

  focus(): void {
    this.#focusOn(this.#pressed);
  }

  /** The control, or what stands for it since the bar was drawn anew or folded. */
  #focusOn(control: HTMLElement | null): void {
    const { stage, act } = control?.dataset ?? {};
    const kept = stage ? `[data-stage="${CSS.escape(stage)}"]` : act ? `[data-act="${act}"]` : null;
    const same = kept ? this.#root.querySelectorAll<HTMLElement>(kept) : [];
    const target = [control, ...same, ...this.#row.all(), this.#compact].find((one) =>
      one?.checkVisibility(),
    );
    target?.focus({ preventScroll: true });
  }

  #listen(signal: AbortSignal): void {
    const stageUnder = ({ target }: Event) =>
      target instanceof Element ? target.closest<HTMLElement>('[data-stage]') : null;
    const tell = (event: Event) => {
      const control = stageUnder(event);
      const stage = this.#bar?.stages.find(({ id }) => id === control?.dataset.stage);
      const isOpen = control?.getAttribute('aria-expanded') === 'true';
      if (control && stage && !isOpen) this.#card.show(stage, this.#bar?.mayMove ?? false, control);
    };
    const list = this.#track;
    list.addEventListener('pointerover', tell, { signal });
    list.addEventListener('focusin', tell, { signal });
    list.addEventListener('pointerleave', () => this.#card.hide(true), { signal });
    list.addEventListener('focusout', () => this.#card.hide(), { signal });
    list.addEventListener('click', (event) => this.#clicked(event), { signal });
    list.addEventListener('keydown', (event) => this.#typed(event), { signal });
    // The focus stays in the field that the person was in: the press itself saves and validates nothing there.
    this.#frame.addEventListener('mousedown', (event) => event.preventDefault(), { signal });
    const away = (event: Event) => {
      if (event.target !== this.element) this.#menu.close();
    };
    addEventListener('pointerdown', away, { capture: true, signal });
    addEventListener('scroll', () => this.#card.hide(), { capture: true, passive: true, signal });
  }

  #clicked(event: MouseEvent): void {
    const control = (event.target as Element).closest<HTMLElement>('button');
    if (!control) return;
    this.#card.hide();
    this.#choose(control, event);
  }

  /** A single stage is moved to; several are offered. */
  #choose(control: HTMLElement, event: Event): void {
    const bar = this.#bar;
    if (!bar || !event.isTrusted) return;
    if (control === this.#compact) {
      this.#menu.toggle(bar.stages, bar.mayMove, control);
      return;
    }
    const slot = slotsOf(bar.stages, bar.stage).find(({ shown }) => shown.id === control.dataset.stage);
    if (!slot || control.getAttribute('aria-disabled') === 'true') return;
    if (slot.stages.length > 1) this.#menu.toggle(slot.stages, bar.mayMove, control);
    else if (slot.at !== 'current') this.#move(slot.shown, control, control, event);
  }

  #typed(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.#card.isShown()) {
      event.preventDefault();
      this.#card.hide();
      return;
    }
    const focused = this.#root.activeElement;
    if (!(focused instanceof HTMLElement)) return;
    if (this.#list.contains(focused) && this.#row.go(event, focused)) return;
    if (event.key !== 'ArrowDown' || !focused.dataset.menu) return;
    // The page would scroll away under the menu.
    event.preventDefault();
    this.#choose(focused, event);
  }

  /** What opens for it hangs on the opener of a menu, which stays. */
  #move(stage: BarStage, control: HTMLElement, opener: HTMLElement, event: Event): void {
    if (stage.move === 'current' || stage.move === 'closed' || !this.#bar?.mayMove) return;
    this.#press({ kind: 'move', stage: stage.id }, control, event, opener);
  }

  #press(act: BarAct, control: HTMLElement, event: Event, opener = control): void {
    if (!event.isTrusted) return;
    this.#pressed = opener;
    const { x, y, width, height } = opener.getBoundingClientRect();
    this.#act(act, { x, y, width, height }, this.#mayVouch(control));
  }

  /** What is known by now may be another thing than what is in sight. */
  #mayVouch(control: HTMLElement): boolean {
    return !this.#rest.isWaiting && mayVouch(this.element, control, this.#seenSince);
  }

  #drawCompact(bar: Bar, place: number, of: number, current: BarStage | undefined): void {
    const name = current?.name ?? bar.name;
    const button = this.#compact;
    button.dataset.menu = this.#words.say('barStages', bar.name);
    button.setAttribute('aria-expanded', 'false');
    button.replaceChildren(
      make(
        'span',
        { class: 'label' },
        current ? this.#words.say('barPlace', String(place), String(of), name) : name,
      ),
      make('span', { class: 'fold', 'aria-hidden': 'true' }),
    );
    if (current) button.dataset.stage = current.id;
    else delete button.dataset.stage;
  }

  #fit(): void {
    const { left, right } = this.element.getBoundingClientRect();
    const isAtEdge = left < NEAR_EDGE || right > document.documentElement.clientWidth - NEAR_EDGE;
    this.#frame.toggleAttribute('data-edge', isAtEdge);
    const slots = this.#list.childElementCount;
    const side = this.#side.getBoundingClientRect().width;
    const room = this.#frame.getBoundingClientRect().width;
    const isNarrow = this.#frame.dataset.docked !== undefined || (room > 0 && slots * LEAST_SLOT > room);
    this.#frame.toggleAttribute('data-compact', slots > 0 && isNarrow);
    this.#frame.toggleAttribute('data-stacked', slots > 0 && !isNarrow && slots * LEAST_SLOT > room - side);
    this.#frame.toggleAttribute('data-empty', slots === 0);
  }

  #leaveDock(): void {
    delete this.#frame.dataset.docked;
  }

  #settle(): void {
    this.#frame.dataset.tone = toneAt(this.element);
    this.#frame.dataset.dir = getComputedStyle(this.element).direction;
    this.#begin();
    this.#fit();
  }

  /** What is seen from now on has to be looked at first. */
  #begin(): void {
    this.#seenSince = performance.now();
  }
}

/** Which stage lies where. */
function orderOf(bar: Bar | null): string {
  return JSON.stringify([bar?.stage, bar?.stages.map(({ id, name, group }) => [id, name, group])]);
}

/** All that is drawn of the stages themselves. */
function trackOf(bar: Bar | null): string {
  return JSON.stringify([bar?.name, bar?.stage, bar?.stages, bar?.moving, bar?.mayMove]);
}

function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
