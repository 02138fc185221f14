import type { StageBar as Bar, BarAct } from '../../messaging/contract.ts';
import { make } from '../elements.ts';
import type { BarWords } from './words.ts';

/** So many characters of what the CRM shows, where that is no stage. */
const MOST_OF_VALUE = 60;

/** What stands beside the stages. */
export interface Side {
  /** How case and CRM agree, how it ended, why something was refused: read out when it changes. */
  notes: HTMLElement[];
  /** What else can be done. */
  buttons: HTMLElement[];
}

/** Draws what stands beside the stages. */
export function drawSide(
  bar: Bar,
  { say }: BarWords,
  press: (kind: Exclude<BarAct['kind'], 'move'>, control: HTMLElement, event: MouseEvent) => void,
): Side {
  const button = (
    kind: Exclude<BarAct['kind'], 'move'>,
    label: string,
    extra: Record<string, string> = {},
  ) => {
    const made = make('button', { type: 'button', 'data-act': kind, ...extra }, label);
    made.addEventListener('click', (event) => event.isTrusted && press(kind, made, event));
    return made;
  };
  const dialog = { 'aria-haspopup': 'dialog' };
  const notes: HTMLElement[] = [];
  const buttons: HTMLElement[] = [];
  if (bar.refused !== null) {
    const refusal = say('barRefused', bar.refused);
    notes.push(note('bad', refusal));
    buttons.push(button('read', say('close'), { 'aria-label': `${say('close')}: ${refusal}` }));
  }
  const { agreement } = bar;
  if (agreement.state === 'conflict') {
    const shown = bar.stages.find(({ id }) => id === agreement.stage)?.name ?? cut(agreement.value ?? '');
    // What the CRM has said may be long: it is told in full where it is decided.
    notes.push(note('bad', say('barConflict', shown), agreement.problem ?? undefined));
    buttons.push(button('settle', say('barConflictSolve'), dialog));
  } else if (agreement.state === 'writing') {
    const { problem } = agreement;
    notes.push(
      // What passes by itself moves nothing: it is shown in the current stage, and read out.
      problem === null
        ? make('span', { class: 'unseen' }, say('barWriting'))
        : note('warn', say('barWritingLate'), problem),
    );
  } else if (agreement.state === 'apart' && bar.status !== 'offered') {
    notes.push(note('calm', say('barApart'), say('barApartWhy')));
  }
  if (bar.status === 'completed') notes.push(note('calm', say('barCompleted')));
  if (bar.status === 'cancelled') notes.push(note('calm', say('barCancelled')));
  if (bar.status === 'error') notes.push(note('bad', say('barFault')));
  if (bar.change !== null)
    buttons.push(button('change', say('barChange'), { ...dialog, title: say('barChangeTo', bar.change) }));
  if (bar.status === 'offered') buttons.push(button('start', say('barStart', bar.name)));
  else
    buttons.push(
      stepsButton(button('steps', say('barSteps'), dialog), bar.open, say('barStepsOpen', String(bar.open))),
    );
  return { notes, buttons };
}

function stepsButton(button: HTMLElement, open: number, name: string): HTMLElement {
  if (open === 0) return button;
  button.append(' ', make('span', { class: 'count', 'aria-hidden': 'true' }, String(open)));
  button.setAttribute('aria-label', name);
  return button;
}

/** A field of the CRM may hold a whole letter. */
function cut(value: string): string {
  const characters = [...value];
  return characters.length > MOST_OF_VALUE ? `${characters.slice(0, MOST_OF_VALUE).join('')}…` : value;
}

function note(look: 'calm' | 'warn' | 'bad', words: string, more?: string): HTMLElement {
  const made = make('span', { class: 'note', 'data-look': look }, words);
  if (more !== undefined) {
    made.title = more;
    made.append(make('span', { class: 'unseen' }, ` ${more}`));
  }
  return made;
}
