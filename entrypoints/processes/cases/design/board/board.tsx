import './board.css';
import type { RefObject } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../../../../components/button.tsx';
import { text } from '../../../../../components/text.ts';
import type { Found } from '../findings/found.ts';
import { slotsOf } from '../model/slots.ts';
import type { Designing, Selected } from '../use-design.ts';
import { AddStage } from './add-stage.tsx';
import { AddStep } from './add-step.tsx';
import { boardAct } from './board-keys.ts';
import { StageColumn } from './stage-column.tsx';

interface Props {
  designing: Designing;
  found: readonly Found[];
  /** To the fields of what is selected. */
  onFill: () => void;
}

/** What is being added: a stage before another, or a step to a stage. */
export type Adding = { what: 'stage'; before: string | null } | { what: 'step'; stage: string } | null;

/**
 * Stages as columns, steps as cards. One tab stop: arrows go from one to the next, with Alt they move it. What is
 * focused is selected, and its fields stand beside the board.
 */
export function Board({ designing, found, onFill }: Props) {
  const { definition, selected, edit, select } = designing;
  const [title, help] = [useId(), useId()];
  const root = useRef<HTMLDivElement>(null);
  const [adding, setAdding] = useState<Adding>(null);
  // A moved card is a new element: whoever moved it stays on it.
  const follow = useRef(false);
  // What was added is gone to when its dialog has given the focus back.
  const welcome = useRef(false);
  const goTo = (wanted: RefObject<boolean>) => {
    if (!wanted.current) return;
    wanted.current = false;
    const item = selected.type === 'case' ? '' : `${selected.type} ${selected.id}`;
    root.current?.querySelector<HTMLElement>(`[data-item="${item}"]`)?.focus();
  };
  useLayoutEffect(() => goTo(follow), [definition, selected]);
  useEffect(() => goTo(welcome), [definition]);

  const doing = (what: () => void) => {
    follow.current = true;
    what();
  };
  const added = () => {
    welcome.current = true;
    setAdding(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const item = (event.target as HTMLElement).dataset?.item;
    if (item === undefined || event.ctrlKey || event.metaKey || event.isComposing) return;
    const at = itemOf(item);
    const act = boardAct({ key: asSeen(event), alt: event.altKey }, definition, at);
    if (!act) return;
    event.preventDefault();
    if ('go' in act) doing(() => select(act.go));
    else if ('edit' in act) doing(() => edit(act.edit));
    else if ('fill' in act) onFill();
    else if (act.add === 'stage') setAdding({ what: 'stage', before: null });
    else setAdding({ what: 'step', stage: stageOf(definition, at) });
  };

  const tabStop = selected.type === 'case' ? definition.stages[0]?.id : selected.id;
  return (
    <section class="design-board" aria-labelledby={title} aria-describedby={help}>
      <h2 id={title}>{text('designBoard')}</h2>
      <p class="note" id={help}>
        {text('designBoardHelp')}
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the buttons in it */}
      <div class="design-slots" ref={root} onKeyDown={onKeyDown}>
        <ol class="design-columns">
          {slotsOf(definition.stages).map((slot) => (
            <li
              key={slot[0]?.id}
              class={slot.length > 1 ? 'design-slot design-shared' : 'design-slot'}
              aria-label={slot.length > 1 ? text('designSharedSlot') : undefined}
            >
              {slot.map((stage) => (
                <StageColumn
                  key={stage.id}
                  {...{ stage, designing, found, tabStop, doing }}
                  onAdd={setAdding}
                />
              ))}
            </li>
          ))}
          <li class="design-slot design-slot-new">
            <Button icon="add" onClick={() => setAdding({ what: 'stage', before: null })}>
              {text('designAddStage')}
            </Button>
          </li>
        </ol>
      </div>
      {adding?.what === 'stage' && (
        <AddStage
          designing={designing}
          before={adding.before}
          onClose={() => setAdding(null)}
          onAdded={added}
        />
      )}
      {adding?.what === 'step' && (
        <AddStep designing={designing} stage={adding.stage} onClose={() => setAdding(null)} onAdded={added} />
      )}
    </section>
  );
}

type Item = Exclude<Selected, { type: 'case' }>;

function itemOf(item: string): Item {
  const [type, id = ''] = item.split(' ');
  return { type: type === 'stage' ? 'stage' : 'step', id };
}

function stageOf({ stages }: Designing['definition'], { type, id }: Item): string {
  if (type === 'stage') return id;
  return stages.find(({ steps }) => steps.some((step) => step.id === id))?.id ?? '';
}

/** Where one reads from right to left, the next column stands on the left. */
function asSeen({ key, target }: KeyboardEvent): string {
  if (getComputedStyle(target as Element).direction !== 'rtl') return key;
  return key === 'ArrowLeft' ? 'ArrowRight' : key === 'ArrowRight' ? 'ArrowLeft' : key;
}
