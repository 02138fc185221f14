import type { StageBar as Bar } from '../../messaging/contract.ts';
import { make } from '../elements.ts';
import type { Slot } from './slots.ts';
import type { BarWords } from './words.ts';

/** A slot of the bar: a chevron that is pressed. Its stage is in `data-stage`. */
export function drawSlot({ shown, stages, at }: Slot, bar: Bar, { say }: BarWords): HTMLLIElement {
  const isGroup = stages.length > 1;
  const isClosed = !bar.mayMove || stages.every(({ move }) => move === 'closed');
  const isMoving = stages.some(({ id }) => id === bar.moving);
  const label = make('span', { class: 'label' }, shown.name);
  const button = make('button', { type: 'button', tabindex: '-1', 'data-stage': shown.id }, label);
  // A press on the stage where the record is moves nothing: there is nothing to disable either.
  if (isClosed && at !== 'current') button.setAttribute('aria-disabled', 'true');
  if (at === 'current') button.setAttribute('aria-current', 'step');
  const state = isMoving ? say('barMoving') : at === 'passed' ? say('barPassed') : null;
  if (state !== null) button.append(make('span', { class: 'unseen' }, `, ${state}`));
  if (isGroup) {
    const name = say('barMoreStages', shown.name);
    button.dataset.menu = name;
    for (const [attribute, value] of Object.entries({ 'aria-haspopup': 'menu', 'aria-expanded': 'false' }))
      button.setAttribute(attribute, value);
    button.append(make('span', { class: 'fold', 'aria-hidden': 'true' }));
  }
  if (at === 'passed') button.prepend(make('span', { class: 'tick', 'aria-hidden': 'true' }));
  const slot = make('li', { class: 'slot', 'data-at': at }, button);
  if (isMoving) slot.dataset.moving = '';
  return slot;
}
