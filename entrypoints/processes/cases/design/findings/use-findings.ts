import { useEffect, useMemo, useState } from 'preact/hooks';
import { useClient, useLive } from '../../../../../components/client.tsx';
import { readCaseDocument } from '../../../../../lib/cases/read-case.ts';
import type { FileOutcome } from '../../../../../lib/protocol/index.ts';
import { filesOf } from '../case-file.ts';
import type { Design } from '../model/design.ts';
import { type Found, foundByServer, foundOf } from './found.ts';

/** The server is asked when nothing was typed for so long, in ms. */
const PAUSE_MS = 500;

export interface Findings {
  readonly found: readonly Found[];
  readonly warnings: readonly Found[];
  /** What the server says of this very design; null: it has not, or the rules already refuse it. */
  readonly outcome: FileOutcome | null;
  /** Whether the server can be asked now. */
  readonly live: boolean;
}

/**
 * What is wrong with a design: at once what the rules of cases say, and what only the server knows (processes, forms, the
 * settings of steps) when the typing pauses.
 */
export function useFindings(design: Design): Findings {
  const client = useClient();
  const live = useLive({ kind: 'status' })?.link === 'live';
  const { definition } = design;
  const reading = useMemo(() => readCaseDocument(definition), [definition]);
  const [told, setTold] = useState<{ design: Design; outcome: FileOutcome } | null>(null);
  useEffect(() => {
    if (!live || !reading.ok) return;
    let wanted = true;
    const timer = setTimeout(() => {
      client.ask({ type: 'definition.check', files: filesOf(design) }).then(
        ({ outcomes: [outcome] }) => wanted && outcome && setTold({ design, outcome }),
        // Deploying asks again, and says what stands in the way.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [client, live, reading.ok, design]);
  return useMemo(() => {
    if (!reading.ok)
      return {
        found: reading.findings.map((one) => foundOf(one, definition)),
        warnings: [],
        outcome: null,
        live,
      };
    const outcome = told?.design === design ? told.outcome : null;
    const shown = (list: FileOutcome['findings']) => list.map((one) => foundByServer(one, definition));
    return {
      ...{ found: shown(outcome?.findings ?? []), warnings: shown(outcome?.warnings ?? []), outcome, live },
    };
  }, [reading, told, design, definition, live]);
}
