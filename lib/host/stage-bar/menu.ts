import type { BarStage } from '../../messaging/contract.ts';
import { make } from '../elements.ts';
import { moveWords } from './history.ts';
import { lower, raise } from './top.ts';
import type { BarWords } from './words.ts';

/** Stages to choose from: those that share a slot, or all of them where the bar has no room. */
export interface StageMenu {
  readonly element: HTMLElement;
  /** Opens it under what was pressed, with the focus on the current stage; closes it where it is open there. */
  toggle(stages: readonly BarStage[], mayMove: boolean, opener: HTMLElement): void;
  close(): void;
  /** What it hangs on while it is open. */
  opener(): HTMLElement | null;
}

/** `choose` hears the stage, the item that was pressed for it, and what opened the menu. */
export function createMenu(
  words: BarWords,
  choose: (stage: BarStage, item: HTMLElement, opener: HTMLElement, event: MouseEvent) => void,
  signal: AbortSignal,
): StageMenu {
  const element = make('div', { popover: 'manual', role: 'menu', class: 'menu' });
  let opener: HTMLElement | null = null;
  const close = () => {
    opener?.setAttribute('aria-expanded', 'false');
    opener = null;
    lower(element);
  };
  const items = () => [...element.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const item = (stage: BarStage, mayMove: boolean) => {
    const hint = moveWords(stage, mayMove, words) ?? words.say('barCurrent');
    const isClosed = !mayMove || stage.move === 'closed';
    const button = make(
      'button',
      { type: 'button', role: 'menuitem', tabindex: '-1', 'data-colour': stage.colour },
      make('span', { class: 'item-name' }, stage.name),
      make('span', { class: 'item-hint' }, hint),
    );
    if (isClosed) button.setAttribute('aria-disabled', 'true');
    if (stage.move === 'current') button.setAttribute('aria-current', 'step');
    button.addEventListener('click', (event) => {
      if (isClosed || !event.isTrusted) return;
      const from = opener ?? button;
      if (stage.move !== 'current') choose(stage, button, from, event);
      close();
      from.focus({ preventScroll: true });
    });
    return button;
  };
  element.addEventListener(
    'keydown',
    (event) => {
      const all = items();
      const at = all.findIndex((one) => one.matches(':focus'));
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        all.at(to % all.length)?.focus({ preventScroll: true });
      } else if (event.key === 'Escape' || event.key === 'Tab') {
        if (event.key === 'Escape') event.preventDefault();
        const from = opener;
        close();
        from?.focus({ preventScroll: true });
      }
    },
    { signal },
  );
  return {
    element,
    close,
    opener: () => opener,
    toggle(stages, mayMove, from) {
      const isOpen = opener === from;
      close();
      if (isOpen) return;
      opener = from;
      from.setAttribute('aria-expanded', 'true');
      element.setAttribute('aria-label', from.dataset.menu ?? '');
      element.replaceChildren(...stages.map((stage) => item(stage, mayMove)));
      raise(element, from.getBoundingClientRect());
      const current = items().find((one) => one.hasAttribute('aria-current'));
      (current ?? items()[0])?.focus({ preventScroll: true });
    },
  };
}
