import { keepKeys, make, makeStyle } from '../host/elements.ts';
import type { MessageKey } from './messages.ts';
import PANEL_CSS from './panel.css?inline';

const PANEL_TAG = 'throughline-picker';

/** The person's own language. */
export type Say = (key: MessageKey, ...substitutions: string[]) => string;

export interface Action {
  label: string;
  act: () => void;
  look?: 'primary' | 'chosen';
}

/** What the panel says and offers at one step. */
export interface Content {
  say: string;
  help?: string;
  /** What was read in the page. */
  facts?: readonly string[];
  /** Why the last thing that was pointed at will not do. */
  problem?: string | undefined;
  actions: readonly Action[];
}

/**
 * The picker's own part of the page: a panel at its edge, in a closed shadow root and above everything, and the layer that
 * lies over the page while the person points. It has no field to type in.
 */
export class Panel {
  readonly element = document.createElement(PANEL_TAG);
  readonly layer: HTMLElement = make('div', { class: 'layer', popover: 'manual' });
  readonly #shadow: ShadowRoot;
  readonly #card: HTMLElement;
  readonly #progress = make('span', { class: 'progress' });
  readonly #say = make('p', { class: 'say', role: 'status' });
  readonly #help = make('p', { class: 'help' });
  readonly #facts = make('ul', { class: 'facts' });
  readonly #problem = make('p', { class: 'problem', role: 'alert' });
  readonly #marked = make('p', { class: 'marked', 'aria-live': 'polite' });
  readonly #actions = make('div', { class: 'actions' });

  constructor(say: Say, stop: () => void, signal: AbortSignal) {
    for (const old of document.querySelectorAll(PANEL_TAG)) old.remove();
    const button = (label: string, act: () => void) => {
      const made = make('button', { type: 'button', class: 'quiet' }, label);
      made.addEventListener('click', ({ isTrusted }) => isTrusted && act(), { signal });
      return made;
    };
    const side = () => {
      this.#card.dataset.side = this.#card.dataset.side === 'left' ? 'right' : 'left';
    };
    const head = make('div', { class: 'head' }, make('strong', {}, say('pickName')), this.#progress);
    const foot = make(
      'div',
      { class: 'foot' },
      button(say('pickOtherSide'), side),
      button(say('pickStop'), stop),
    );
    this.#card = make(
      'div',
      {
        class: 'card',
        popover: 'manual',
        role: 'dialog',
        'aria-label': say('pickName'),
        'data-side': 'right',
      },
      ...[head, this.#say, this.#help, this.#facts, this.#problem, this.#marked, this.#actions, foot],
    );
    this.#shadow = this.element.attachShadow({ mode: 'closed', delegatesFocus: true });
    this.#shadow.append(makeStyle(PANEL_CSS), this.layer, this.#card);
    keepKeys(this.element, signal);
    for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click', 'focusin', 'focusout'])
      this.element.addEventListener(type, (event) => event.stopPropagation(), { signal });
    document.documentElement.append(this.element);
    this.#card.showPopover();
    signal.addEventListener('abort', () => this.element.remove());
  }

  /** True while what has the focus is in the panel. */
  get hasFocus(): boolean {
    return this.#shadow.activeElement !== null;
  }

  show({ say, help, facts = [], problem, actions }: Content, step: string): void {
    const hadFocus = this.hasFocus;
    const chosen = this.#shadow.activeElement?.textContent;
    this.#progress.textContent = step;
    // The same words again are not said again.
    if (this.#say.textContent !== say) this.#say.textContent = say;
    this.#help.textContent = help ?? '';
    this.#facts.replaceChildren(...facts.map((fact) => make('li', {}, fact)));
    this.#problem.textContent = problem ?? '';
    this.#marked.textContent = '';
    this.#actions.replaceChildren(...actions.map(actionButton));
    for (const part of [this.#help, this.#facts, this.#problem]) part.hidden = part.childNodes.length === 0;
    if (!hadFocus) return;
    const same = this.#buttons().find(({ textContent }) => textContent === chosen);
    (same ?? this.#buttons()[0])?.focus({ preventScroll: true });
  }

  /** What the keys have marked, for who cannot see it. */
  mark(text: string): void {
    this.#marked.textContent = text;
  }

  focus(): void {
    this.#buttons()[0]?.focus({ preventScroll: true });
  }

  /** The layer comes over the page, and the panel over the layer. */
  cover(): void {
    this.layer.showPopover();
    this.#card.hidePopover();
    this.#card.showPopover();
  }

  uncover(): void {
    if (this.layer.matches(':popover-open')) this.layer.hidePopover();
  }

  #buttons(): HTMLElement[] {
    return [...this.#actions.querySelectorAll('button')];
  }
}

function actionButton({ label, act, look }: Action): HTMLElement {
  const made = make('button', { type: 'button' }, label);
  if (look === 'primary') made.classList.add('primary');
  if (look === 'chosen') made.setAttribute('aria-pressed', 'true');
  made.addEventListener('click', ({ isTrusted }) => isTrusted && act());
  return made;
}
