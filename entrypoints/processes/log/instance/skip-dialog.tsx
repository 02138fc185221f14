import { useState } from 'preact/hooks';
import { useOrder } from '../../../../components/answer.tsx';
import { Choice } from '../../../../components/choice.tsx';
import { text } from '../../../../components/text.ts';
import type { WaitingPlace } from '../../../../lib/protocol/index.ts';
import { ReasonDialog } from '../reason-dialog.tsx';

interface Props {
  instance: string;
  place: WaitingPlace;
  onDone: () => void;
  onClose: () => void;
}

/** Passes a step over, for a reason; where the flows behind ask for an outcome, as if it had been chosen. */
export function SkipDialog({ instance, place, onDone, onClose }: Props) {
  const { busy, failure, order } = useOrder();
  const [chosen, setChosen] = useState<string[]>([]);
  const outcome = place.several && chosen.length > 0 ? chosen : (chosen[0] ?? null);
  const submit = async (reason: string) => {
    const done = await order({ type: 'step.skip', instance, step: place.step, outcome, reason });
    if (!done) return;
    onDone();
    onClose();
  };
  return (
    <ReasonDialog
      title={text('skipTitle', place.name)}
      help={text('skipHelp')}
      action={text('skipDo')}
      busy={busy}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      {place.outcomes.length > 0 && (
        <Choice
          name="outcome"
          label={text('skipOutcome')}
          help={text('skipOutcomeHelp')}
          multiple={place.several}
          options={place.outcomes}
          chosen={chosen}
          onChange={setChosen}
        />
      )}
    </ReasonDialog>
  );
}
