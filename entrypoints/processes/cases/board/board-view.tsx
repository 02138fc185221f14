import './board.css';
import '../../../../lib/host/stage-bar/colours.css';
import '../../log/log-filters.css';
import { useState } from 'preact/hooks';
import { Answer, NeedsPermission, useMay } from '../../../../components/answer.tsx';
import { Button } from '../../../../components/button.tsx';
import { useLive } from '../../../../components/client.tsx';
import { Empty } from '../../../../components/empty.tsx';
import { changeQuery, go, route } from '../../../../components/route.ts';
import { SearchInput } from '../../../../components/search-input.tsx';
import { counted, text } from '../../../../components/text.ts';
import type { CaseCard, StageLook } from '../../../../lib/protocol/index.ts';
import { AssigneePicker } from '../../log/assignee-picker.tsx';
import { CaseHead } from '../case-head.tsx';
import { type BoardAddress, isNarrowed, readAddress, writeAddress } from './address.ts';
import { MoveDialog } from './move-dialog.tsx';
import { StageColumn } from './stage-column.tsx';
import { type Board, type BoardResult, useBoard, useUsualStays } from './use-board.ts';
import { useMoves } from './use-moves.tsx';

/** The records of a case by stage. */
export function BoardView({ process }: { process: string }) {
  const may = useMay();
  const known = useLive({ kind: 'status' })?.user != null;
  const allowed = may('see-log');
  const address = readAddress(route().query);
  const board = useBoard(process, address, allowed);
  const usual = useUsualStays(process, allowed);
  return (
    <>
      <CaseHead process={process} page="board" />
      {known && !allowed ? (
        <NeedsPermission permission="see-log" />
      ) : (
        <>
          <Filters process={process} address={address} />
          <Answer of={board} loading={text('boardLoading')}>
            {(shown) => <Shown {...{ process, address, board, shown, usual }} />}
          </Answer>
        </>
      )}
    </>
  );
}

function Filters({ process, address }: { process: string; address: BoardAddress }) {
  const { search, name, user, role } = address;
  return (
    <search class="log-filters">
      <div class="log-filters-row">
        <SearchInput
          placeholder={text('boardSearch')}
          value={search}
          onChange={(words) => changeQuery({ search: words || null })}
        />
        <AssigneePicker
          name="performer"
          label={text('boardPerformer')}
          roles
          value={name || user || role}
          onChoose={(chosen) => {
            const [is, id] = [chosen?.type, chosen?.id ?? ''];
            const who = { user: is === 'user' ? id : '', role: is === 'role' ? id : '' };
            go(['cases', process, 'board'], writeAddress({ search, ...who, name: chosen?.name ?? '' }));
          }}
        />
        {isNarrowed(address) && (
          <Button look="quiet" onClick={() => go(['cases', process, 'board'])}>
            {text('filterClear')}
          </Button>
        )}
      </div>
    </search>
  );
}

interface ShownProps {
  process: string;
  address: BoardAddress;
  board: Board;
  shown: BoardResult;
  usual: ReadonlyMap<string, number>;
}

function Shown({ process, address, board, shown, usual }: ShownProps) {
  const [asked, setAsked] = useState<{ card: CaseCard; stage: StageLook } | null>(null);
  const moves = useMoves(board.reload);
  const total = shown.columns.reduce((sum, column) => sum + column.total, 0);
  const narrowed = isNarrowed(address);
  if (total === 0) return <Nothing process={process} narrowed={narrowed} />;
  return (
    <>
      <p class="board-total" role="status">
        {counted('boardTotal', total)}
      </p>
      <section class="board" aria-label={text('boardName')} aria-busy={board.stale}>
        {shown.columns.map((column) => (
          <StageColumn
            key={column.stage.id}
            {...{ process, column, narrowed }}
            page={board.page}
            usual={usual.get(column.stage.id) ?? null}
            goals={shown.mayMove ? shown.columns.map(({ stage }) => stage) : []}
            moving={moves.moving}
            onSkip={(cards) => board.skipTo(column.stage.id, cards)}
            onMove={(card, stage) => setAsked({ card, stage })}
          />
        ))}
      </section>
      {moves.watchers}
      {asked && (
        <MoveDialog {...asked} onMoved={() => moves.begin(asked.card)} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function Nothing({ process, narrowed }: { process: string; narrowed: boolean }) {
  if (!narrowed)
    return (
      <Empty icon="record" title={text('boardEmptyTitle')}>
        {text('boardEmpty')}
      </Empty>
    );
  return (
    <Empty
      icon="search"
      title={text('boardNoMatchTitle')}
      action={<Button onClick={() => go(['cases', process, 'board'])}>{text('filterClear')}</Button>}
    />
  );
}
