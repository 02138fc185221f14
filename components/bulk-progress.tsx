import './bulk-progress.css';
import { useEffect, useId, useState } from 'preact/hooks';
import type { Bulk } from '../lib/protocol/index.ts';
import { Banner } from './banner.tsx';
import { useClient } from './client.tsx';
import { numeral, text } from './text.ts';

/** Milliseconds between two looks at how far it is. */
const LOOK_MS = 500;

/**
 * The latest of many starts or cancellations, until all are done. While the link is away the bar stands
 * still: the server works on, and the next look that succeeds tells how far it is.
 */
export function useBulk(bulk: Bulk | null): Bulk | null {
  const client = useClient();
  const [latest, setLatest] = useState(bulk);
  const id = bulk?.id ?? null;
  useEffect(() => {
    setLatest(bulk);
    if (id === null || bulk?.endedAt != null) return;
    let timer: ReturnType<typeof setTimeout>;
    let over = false;
    const look = async () => {
      const next = await client.ask({ type: 'bulk', bulk: id }).catch(() => null);
      if (over) return;
      if (next) setLatest(next.bulk);
      if (!next || next.bulk.endedAt === null) timer = setTimeout(look, LOOK_MS);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [client, id]);
  return latest?.id === id ? latest : bulk;
}

const WORDS = { start: 'bulkStarted', cancel: 'bulkCancelled', reassign: 'bulkReassigned' } as const;

/** How far many starts, cancellations or reassignments are, and which of them failed and why. */
export function BulkProgress({ bulk }: { bulk: Bulk }) {
  const labelId = useId();
  const { kind, total, done, failed, failures, endedAt } = bulk;
  return (
    <div class="bulk-progress">
      <p id={labelId} role="status">
        {text(WORDS[kind], numeral(done), numeral(total))}
      </p>
      <progress max={total} value={done + failed} aria-labelledby={labelId} />
      {failed > 0 && (
        <Banner kind="error" title={text('bulkFailed', numeral(failed))}>
          <ul>
            {failures.map(({ subject, problem }) => (
              <li key={subject}>
                <strong>{subject}</strong> {problem}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {endedAt !== null && failed === 0 && <Banner kind="ok">{text('bulkDone')}</Banner>}
    </div>
  );
}
