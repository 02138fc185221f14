import { useState } from 'preact/hooks';
import type { ProcessDetails } from '../../../../lib/protocol/index.ts';
import { RunSettings } from './run-settings.tsx';
import { StateSettings } from './state-settings.tsx';

interface Props {
  details: ProcessDetails;
  /** May change them; others see them. */
  manages: boolean;
  onChanged: () => void;
}

/** How a process is offered and run. */
export function Settings({ details, manages, onChanged }: Props) {
  const [saved, setSaved] = useState(false);
  return (
    <>
      <StateSettings entry={details.entry} manages={manages} onChanged={onChanged} />
      <RunSettings
        // What somebody else has changed meanwhile takes the place of what was there.
        key={JSON.stringify([details.tracing, details.retentionDays, details.permissions])}
        details={details}
        manages={manages}
        saved={saved}
        onSaved={(now) => {
          setSaved(now);
          if (now) onChanged();
        }}
      />
    </>
  );
}
