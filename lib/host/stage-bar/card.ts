import type { BarStage } from '../../messaging/contract.ts';
import { make } from '../elements.ts';
import { historyOf, moveWords } from './history.ts';
import { lower, raise } from './top.ts';
import type { BarWords } from './words.ts';

/** The pointer may travel from the stage to its card, in milliseconds. */
const LINGER = 250;

/** The stage that it tells of is described by it while it is shown. */
const CARD_ID = 'card';

/** What is told of the stage under the pointer or with the focus: its history, and what a press would do. */
export interface StageCard {
  readonly element: HTMLElement;
  show(stage: BarStage, mayMove: boolean, anchor: HTMLElement): void;
  /** At once, or a moment later unless the pointer has come to the card. */
  hide(soon?: boolean): void;
  isShown(): boolean;
}

export function createCard(words: BarWords, signal: AbortSignal): StageCard {
  const element = make('div', { popover: 'manual', role: 'tooltip', id: CARD_ID, class: 'card' });
  let leaving: ReturnType<typeof setTimeout> | undefined;
  let described: HTMLElement | null = null;
  const describe = (anchor: HTMLElement | null) => {
    described?.removeAttribute('aria-describedby');
    anchor?.setAttribute('aria-describedby', CARD_ID);
    described = anchor;
  };
  const leave = () => {
    describe(null);
    lower(element);
  };
  const card: StageCard = {
    element,
    show(stage, mayMove, anchor) {
      clearTimeout(leaving);
      const visits = historyOf(stage, words);
      const told = visits.length > 0 ? visits : [words.say('barNever')];
      const hint = moveWords(stage, mayMove, words);
      element.replaceChildren(
        make('strong', {}, stage.name),
        make('ul', {}, ...told.map((visit) => make('li', {}, visit))),
        ...(hint === null ? [] : [make('p', {}, hint)]),
      );
      describe(anchor);
      raise(element, anchor.getBoundingClientRect());
    },
    hide(soon = false) {
      clearTimeout(leaving);
      if (soon) leaving = setTimeout(leave, LINGER);
      else leave();
    },
    isShown: () => element.matches(':popover-open'),
  };
  element.addEventListener('pointerenter', () => clearTimeout(leaving), { signal });
  element.addEventListener('pointerleave', () => card.hide(true), { signal });
  signal.addEventListener('abort', () => clearTimeout(leaving));
  return card;
}
