import { useEffect, useRef, useState } from 'preact/hooks';
import { Banner } from '../../../components/banner.tsx';
import { useClient, wireErrorOf } from '../../../components/client.tsx';
import { dayWords } from '../../../components/day.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { counted, text } from '../../../components/text.ts';
import type { PageClient } from '../../../lib/messaging/page-client.ts';
import type { LogPage, WireError } from '../../../lib/protocol/index.ts';
import { csvHead, csvLines } from './csv.ts';
import type { questionOf } from './use-log.ts';

/** The most rows of one file. */
export const EXPORT_ROWS = 50_000;
const PAGE = 500;

interface Props {
  question: ReturnType<typeof questionOf>;
  total: number;
  /** There are more than `total`. */
  more: boolean;
  onClose: () => void;
}

type State = { at: 'ready' } | { at: 'reading'; rows: number } | { at: 'done'; rows: number; cut: boolean };

/** Writes what the filter finds into a CSV file: asked for page by page, and stopped by closing the dialog. */
export function ExportDialog({ question, total, more, onClose }: Props) {
  const client = useClient();
  const [state, setState] = useState<State>({ at: 'ready' });
  const [failure, setFailure] = useState<WireError | null>(null);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const expected = Math.min(total, EXPORT_ROWS);

  const begin = async () => {
    setFailure(null);
    setState({ at: 'reading', rows: 0 });
    try {
      const { signal } = stop.current;
      const read = await readRows(client, question, signal, (rows) => setState({ at: 'reading', rows }));
      if (signal.aborted) return;
      download(read.parts, `throughline-log-${dayWords(new Date())}.csv`);
      setState({ at: 'done', rows: read.rows, cut: read.cut });
    } catch (thrown) {
      setState({ at: 'ready' });
      setFailure(wireErrorOf(thrown));
    }
  };

  return (
    <Dialog
      title={text('exportTitle')}
      action={text('exportBegin')}
      busy={state.at === 'reading'}
      done={state.at === 'done'}
      onSubmit={begin}
      onClose={onClose}
    >
      <p>{more || total > EXPORT_ROWS ? text('exportAboutMany') : counted('exportAbout', total)}</p>
      {state.at === 'reading' && (
        <div class="export-progress">
          <progress max={expected} value={Math.min(state.rows, expected)} aria-label={text('exportTitle')} />
          <p role="status">{counted('exportRead', state.rows)}</p>
        </div>
      )}
      {state.at === 'done' && (
        <Banner kind={state.cut ? 'warning' : 'ok'}>
          {counted('exportDone', state.rows)} {state.cut && text('exportCut')}
        </Banner>
      )}
      {failure && <ErrorBanner title={text('exportFailed')} error={failure} />}
    </Dialog>
  );
}

interface Read {
  parts: string[];
  rows: number;
  /** There were more than fit. */
  cut: boolean;
}

/** Reads the log page by page until it ends, is stopped, or is as much as one file may hold. */
export async function readRows(
  client: PageClient,
  question: Props['question'],
  signal: AbortSignal,
  onRows: (rows: number) => void,
): Promise<Read> {
  const read: Read = { parts: [csvHead()], rows: 0, cut: false };
  let cursor: string | null = null;
  do {
    const limit = Math.min(PAGE, EXPORT_ROWS - read.rows);
    const { page }: { page: LogPage } = await client.ask({ type: 'log', ...question, cursor, limit });
    if (signal.aborted) return read;
    read.parts.push(csvLines(page.items));
    read.rows += page.items.length;
    cursor = page.next;
    onRows(read.rows);
  } while (cursor !== null && read.rows < EXPORT_ROWS);
  return { ...read, cut: cursor !== null };
}

function download(parts: string[], name: string): void {
  const address = URL.createObjectURL(new Blob(parts, { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it over by the next turn.
  setTimeout(() => URL.revokeObjectURL(address));
}
