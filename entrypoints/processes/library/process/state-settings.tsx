import { useState } from 'preact/hooks';
import { useOrder } from '../../../../components/answer.tsx';
import { Button } from '../../../../components/button.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { type MessageKey, text } from '../../../../components/text.ts';
import type { LibraryEntry, ProcessState } from '../../../../lib/protocol/index.ts';
import { StateTag } from '../state-tag.tsx';
import { DeactivateDialog } from './deactivate-dialog.tsx';

const HELP: Record<ProcessState, MessageKey> = {
  active: 'stateActiveHelp',
  'no-new-starts': 'stateNoNewStartsHelp',
  inactive: 'stateInactiveHelp',
};

interface Props {
  entry: LibraryEntry;
  manages: boolean;
  onChanged: () => void;
}

/** Whether new instances begin. Deactivating first shows what that concerns. */
export function StateSettings({ entry, manages, onChanged }: Props) {
  const { busy, failure, possible, order } = useOrder();
  const [asking, setAsking] = useState(false);
  const set = async (state: ProcessState) => {
    const change = { process: entry.key, state, cancelInstances: false, reason: null };
    if (await order({ type: 'process.set-state', ...change })) onChanged();
  };
  const disabled = busy || !possible;
  return (
    <section class="process-part" aria-label={text('libraryColumnState')}>
      <h2>{text('libraryColumnState')}</h2>
      <StateTag state={entry.state} />
      <p class="process-help">{text(HELP[entry.state])}</p>
      {failure && <ErrorBanner title={text('orderNotDone')} error={failure} />}
      {manages && (
        <div class="process-buttons">
          {entry.state !== 'active' && (
            <Button icon="ok" disabled={disabled} onClick={() => set('active')}>
              {text('stateActivate')}
            </Button>
          )}
          {entry.state !== 'no-new-starts' && (
            <Button icon="skipped" disabled={disabled} onClick={() => set('no-new-starts')}>
              {text('stateStopStarts')}
            </Button>
          )}
          {entry.state !== 'inactive' && (
            <Button icon="cancel" disabled={disabled} onClick={() => setAsking(true)}>
              {text('stateDeactivate')}
            </Button>
          )}
        </div>
      )}
      {asking && (
        <DeactivateDialog
          entry={entry}
          onClose={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            onChanged();
          }}
        />
      )}
    </section>
  );
}
