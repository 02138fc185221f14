import { useId } from 'preact/hooks';
import { IconButton } from '../../../../components/button.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { hrefOf } from '../../../../components/route.ts';
import { numeral, text } from '../../../../components/text.ts';
import type { CaseCard, StageLook } from '../../../../lib/protocol/index.ts';
import { Card } from './card.tsx';
import type { BoardColumn } from './use-board.ts';

interface Props {
  process: string;
  column: BoardColumn;
  /** A filter is set: what is not here may be behind it. */
  narrowed: boolean;
  /** Cards at once. */
  page: number;
  /** Milliseconds that nine of ten records stay here at most; null: nobody knows. */
  usual: number | null;
  /** Where cards may be moved. */
  goals: readonly StageLook[];
  /** Instances whose move is on its way. */
  moving: ReadonlySet<string>;
  onSkip: (cards: number) => void;
  onMove: (card: CaseCard, stage: StageLook) => void;
}

/** A stage with its records, longest here first. */
export function StageColumn({ process, column, narrowed, page, onSkip, ...of }: Props) {
  const { stage, total, skipped, cards } = column;
  const id = useId();
  return (
    <section class="board-column" data-colour={stage.colour} aria-labelledby={id}>
      <h2 class="board-head" id={id}>
        {stage.end && <Icon name={stage.end === 'successful' ? 'ok' : 'cancel'} />}
        <span class="board-stage">{stage.name}</span>
        <span class="board-count">{numeral(total)}</span>
      </h2>
      {cards.length === 0 ? (
        <p class="board-none">
          {text(narrowed ? 'boardNoneFound' : 'boardNone')}{' '}
          {stage.end && <a href={hrefOf(['log'], { process, status: 'completed' })}>{text('boardEnded')}</a>}
        </p>
      ) : (
        <ul class="board-cards">
          {cards.map((card) => (
            <Card key={card.instance} card={card} {...of} />
          ))}
        </ul>
      )}
      {total > page && (
        <div class="board-pages">
          {skipped > 0 && (
            <IconButton
              icon="back"
              name={text('boardEarlier', stage.name)}
              onClick={() => onSkip(skipped - page)}
            />
          )}
          <p role="status">
            {text(
              'boardRange',
              numeral(Math.min(skipped + 1, total)),
              numeral(skipped + cards.length),
              numeral(total),
            )}
          </p>
          {skipped + cards.length < total && (
            <IconButton
              icon="continue"
              name={text('boardLater', stage.name)}
              onClick={() => onSkip(skipped + page)}
            />
          )}
        </div>
      )}
    </section>
  );
}
