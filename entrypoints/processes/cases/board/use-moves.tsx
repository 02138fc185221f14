import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLive } from '../../../../components/client.tsx';
import type { CaseCard } from '../../../../lib/protocol/index.ts';

interface Moves {
  /** Instances whose move is on its way. */
  moving: ReadonlySet<string>;
  begin: (card: CaseCard) => void;
  /** Stand in the page while moves are on their way. */
  watchers: JSX.Element[];
}

/** Moves from the board that are on their way: each is watched until it was carried out or refused. */
export function useMoves(onChange: () => void): Moves {
  const [cards, setCards] = useState<readonly CaseCard[]>([]);
  const without = ({ instance }: CaseCard) => cards.filter((one) => one.instance !== instance);
  return {
    moving: new Set(cards.map(({ instance }) => instance)),
    begin: (card) => setCards([...without(card), card]),
    watchers: cards.map((card) => (
      <Watcher
        key={card.instance}
        card={card}
        onOver={() => {
          setCards(without(card));
          onChange();
        }}
      />
    )),
  };
}

/** Hears when the case is where it was moved, by whatever way, or the move was refused: the page says that by itself. */
function Watcher({ card: { record, stage }, onOver }: { card: CaseCard; onOver: () => void }) {
  const { system, type, id } = record;
  const state = useLive({ kind: 'case', record: { system, type, id } });
  const refused = state?.pending?.state === 'refused';
  const moved = state !== null && state.known === 'yes' && state.case?.stage !== stage;
  const over = refused || (moved && !state.pending);
  useEffect(() => {
    if (over) onOver();
  }, [over]);
  return null;
}
