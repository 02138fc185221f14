import './log-view.css';
import { useEffect, useState } from 'preact/hooks';
import { Answer, NeedsPermission, useMay } from '../../../components/answer.tsx';
import { Button } from '../../../components/button.tsx';
import { useLive } from '../../../components/client.tsx';
import { Empty } from '../../../components/empty.tsx';
import { changeQuery, go, route } from '../../../components/route.ts';
import { counted, locale, text } from '../../../components/text.ts';
import { ViewHead } from '../view-head.tsx';
import { isNarrowed, type LogAddress, readAddress, writeAddress } from './address.ts';
import { CancelDialog } from './cancel-dialog.tsx';
import { ColumnChoice } from './column-choice.tsx';
import { chosenColumns, columnsFor, keepColumns } from './columns.ts';
import { ExportDialog } from './export-dialog.tsx';
import { clearedOf, LogFilters } from './log-filters.tsx';
import type { LogRows } from './log-rows.ts';
import { isOpen, LogTable } from './log-table.tsx';
import { ReassignManyDialog } from './reassign-many-dialog.tsx';
import { SavedViews } from './saved-views.tsx';
import { type Log, questionOf, useLog } from './use-log.ts';

/** The log: every instance that there is or was, found by filters, page by page. */
export function LogView() {
  const may = useMay();
  const known = useLive({ kind: 'status' })?.user != null;
  const address = readAddress(route().query);
  if (known && !may('see-log')) return <Denied />;
  return (
    <>
      <ViewHead title={text('logTitle')} actions={<SavedViews address={address} onChoose={showLog} />} />
      <LogFilters address={address} onChange={showLog} />
      <Found address={address} mayCancel={may('cancel-instances')} mayReassign={may('manage-definitions')} />
    </>
  );
}

/** The filters are in the address; what is typed letter by letter is one step of the history. */
function showLog(address: LogAddress, typing = false): void {
  const query = writeAddress(address);
  if (typing) changeQuery(query);
  else go(['log'], query);
}

interface FoundProps {
  address: LogAddress;
  mayCancel: boolean;
  mayReassign: boolean;
}

/** What the filters find, and what can be done with it. */
function Found({ address, mayCancel, mayReassign }: FoundProps) {
  const log = useLog(address);
  const [columns, setColumns] = useState(chosenColumns);
  const key = JSON.stringify(writeAddress(address));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [exporting, setExporting] = useState(false);
  /** Kept as they were when the person pressed: what ends meanwhile is refused by the server, one by one. */
  const [cancelling, setCancelling] = useState<readonly string[] | null>(null);
  const [reassigning, setReassigning] = useState<readonly string[] | null>(null);
  const chosen = (log.result?.rows ?? []).filter((row) => isOpen(row) && selected.has(row.id));
  useEffect(() => setSelected(new Set()), [key]);
  const choose = (next: typeof columns) => {
    setColumns(next);
    keepColumns(next);
  };
  const onOrdered = () => {
    setSelected(new Set());
    log.reload();
  };
  return (
    <Answer of={log} loading={text('logLoading')}>
      {(shown) => (
        <section class="log-found" aria-label={text('logFound')} aria-busy={log.stale} inert={log.stale}>
          <div class="log-bar">
            <p role="status">{totalWords(shown)}</p>
            <News shown={shown} onShow={log.reload} />
            <div class="log-bar-actions">
              {mayCancel && chosen.length > 0 && (
                <Button icon="cancel" onClick={() => setCancelling(chosen.map(({ id }) => id))}>
                  {counted('logCancel', chosen.length)}
                </Button>
              )}
              {mayReassign && (
                <Button icon="reassign" onClick={() => setReassigning(chosen.map(({ id }) => id))}>
                  {text('logReassign')}
                </Button>
              )}
              <Button icon="download" disabled={shown.total === 0} onClick={() => setExporting(true)}>
                {text('logExport')}
              </Button>
              <ColumnChoice chosen={columns} onChange={choose} />
            </div>
          </div>
          {shown.rows.length === 0 ? (
            <Nothing address={address} />
          ) : (
            <LogTable
              shown={shown}
              columns={columnsFor(shown.rows, columns)}
              sort={address.sort}
              descending={address.descending}
              onSort={(sort, descending) => showLog({ ...address, sort, descending })}
              selected={mayCancel || mayReassign ? selected : null}
              onSelect={setSelected}
            />
          )}
          <More log={log} shown={shown} />
          {cancelling && (
            <CancelDialog instances={cancelling} onOrdered={onOrdered} onClose={() => setCancelling(null)} />
          )}
          {reassigning && (
            <ReassignManyDialog
              instances={reassigning}
              onOrdered={onOrdered}
              onClose={() => setReassigning(null)}
            />
          )}
          {exporting && (
            <ExportDialog
              question={questionOf(address)}
              total={shown.total}
              more={shown.more}
              onClose={() => setExporting(false)}
            />
          )}
        </section>
      )}
    </Answer>
  );
}

/** Nothing moves by itself: what came and what left is shown when the person asks for it. */
function News({ shown, onShow }: { shown: LogRows; onShow: () => void }) {
  if (shown.arrived + shown.left.size === 0) return null;
  const label =
    shown.arrived > 0 ? counted('logArrived', shown.arrived) : counted('logLeft', shown.left.size);
  return (
    <Button look="quiet" icon="retry" onClick={onShow}>
      {label}
    </Button>
  );
}

function More({ log, shown }: { log: Log; shown: LogRows }) {
  if (shown.next === null) return null;
  return (
    <div class="log-more">
      <p>{text('logShown', numberWords(shown.rows.length))}</p>
      <Button disabled={log.loadingMore} onClick={log.loadMore}>
        {text(log.loadingMore ? 'logLoading' : 'logMore')}
      </Button>
    </div>
  );
}

/** Nothing has run yet, or nothing fits: two different things to do. */
function Nothing({ address }: { address: LogAddress }) {
  if (!isNarrowed(address)) {
    return (
      <Empty icon="log" title={text('logEmptyTitle')}>
        {text('logEmpty')}
      </Empty>
    );
  }
  return (
    <Empty
      icon="search"
      title={text('logNoMatchTitle')}
      action={<Button onClick={() => showLog(clearedOf(address))}>{text('filterClear')}</Button>}
    >
      {text('logNoMatch')}
    </Empty>
  );
}

function totalWords({ total, more }: LogRows): string {
  return more ? text('logTotalMore', numberWords(total)) : counted('logTotal', total);
}

function numberWords(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

function Denied() {
  return (
    <>
      <ViewHead title={text('logTitle')} />
      <NeedsPermission permission="see-log" />
    </>
  );
}
