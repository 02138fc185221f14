import { Button } from '../../components/button.tsx';
import { ErrorBanner } from '../../components/error-banner.tsx';
import { text } from '../../components/text.ts';
import type { Moves } from './use-moves.ts';

interface Props {
  moves: Moves;
  /** What was entered for it stands beside. */
  kept?: boolean;
}

/** Why the step was not postponed or given away, until the person puts it away or tries anew. */
export function MoveRefused({ moves, kept = false }: Props) {
  if (!moves.error) return null;
  return (
    <ErrorBanner
      title={text('moveRefused')}
      error={moves.error}
      {...(kept ? { kept: text('inputKept') } : {})}
      actions={
        <Button look="quiet" onClick={moves.dismiss}>
          {text('refusalDismiss')}
        </Button>
      }
    />
  );
}
