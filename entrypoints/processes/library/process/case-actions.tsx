import { useState } from 'preact/hooks';
import { useMay } from '../../../../components/answer.tsx';
import { Button } from '../../../../components/button.tsx';
import { useLive } from '../../../../components/client.tsx';
import { hrefOf } from '../../../../components/route.ts';
import { text } from '../../../../components/text.ts';
import type { ProcessDetails } from '../../../../lib/protocol/index.ts';
import { mayStart } from './may-start.ts';
import { StartAllDialog } from './start-all-dialog.tsx';

/** What can be done with a case and not with a process: its board, its figures, its designer, a start on all records. */
export function CaseActions({ details }: { details: ProcessDetails }) {
  const { entry } = details;
  const user = useLive({ kind: 'status' })?.user ?? null;
  const may = useMay();
  const [starting, setStarting] = useState(false);
  const offered = user !== null && entry.state === 'active' && mayStart(details, user);
  return (
    <>
      {may('see-log') && (
        <>
          <a class="button button-secondary" href={hrefOf(['cases', entry.key, 'board'])}>
            {text('casePageBoard')}
          </a>
          <a class="button button-secondary" href={hrefOf(['cases', entry.key, 'figures'])}>
            {text('casePageFigures')}
          </a>
        </>
      )}
      {may('manage-definitions') && (
        <a class="button button-secondary" href={hrefOf(['cases', entry.key, 'design'])}>
          {text('designOpen')}
        </a>
      )}
      {offered && (
        <Button icon="process" onClick={() => setStarting(true)}>
          {text('startAll')}
        </Button>
      )}
      {starting && <StartAllDialog entry={entry} onClose={() => setStarting(false)} />}
    </>
  );
}
