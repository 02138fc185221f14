import { useEffect, useRef, useState } from 'preact/hooks';
import { type Answered, useAnswer } from '../../../../components/answer.tsx';
import type { AdminQueryResult } from '../../../../lib/protocol/index.ts';
import { beginningOf } from '../../log/period.ts';
import { REFRESH_MS, useEvery } from '../../log/use-every.ts';
import type { BoardAddress } from './address.ts';

export type BoardResult = Extract<AdminQueryResult, { type: 'case.board' }>;
export type BoardColumn = BoardResult['columns'][number];

/** So many cards of a stage are shown at once; the rest is pages away, so that ten thousand cost no more. */
export const PAGE = 50;
/** On a narrow screen the stages stand one below the other: each has to be short. */
const NARROW_PAGE = 10;

export interface Board extends Answered<BoardResult> {
  /** What is shown belongs to the question before: the answer to this one is on its way. */
  stale: boolean;
  page: number;
  /** Shows the cards of a stage that come after so many. */
  skipTo: (stage: string, cards: number) => void;
}

/** The board as an address asks for it, refreshed while somebody looks. */
export function useBoard(process: string, { search, user, role }: BoardAddress, enabled: boolean): Board {
  const [page] = useState(() => (matchMedia('(min-width: 48rem)').matches ? PAGE : NARROW_PAGE));
  const filter = JSON.stringify([process, search, user, role]);
  const [skipped, setSkipped] = useState<{ of: string; cards: Readonly<Record<string, number>> }>({
    of: filter,
    cards: {},
  });
  const cards = skipped.of === filter ? skipped.cards : {};
  const answer = useAnswer(
    enabled
      ? {
          ...{ type: 'case.board', process, limit: page },
          ...{ search: search.trim() || null, user: user || null, role: role || null },
          skip: Object.entries(cards).map(([stage, number]) => ({ stage, cards: number })),
        }
      : null,
  );
  useEvery(enabled ? REFRESH_MS : null, answer.reload);
  const kept = useKept(answer);
  const skipTo = (stage: string, number: number) =>
    setSkipped({ of: filter, cards: { ...cards, [stage]: Math.max(0, number) } });
  useEffect(() => {
    // What stood on this page has moved on: the last page that there is takes its place.
    for (const { stage, total, skipped: before } of answer.result?.columns ?? [])
      if (before > 0 && before >= total) skipTo(stage.id, Math.floor(Math.max(0, total - 1) / page) * page);
  }, [answer.result]);
  return { ...kept, stale: answer.result === null && kept.result !== null, page, skipTo };
}

/** While another board is on its way, the one before stays: nothing flickers with each letter of a search. */
function useKept(answer: Answered<BoardResult>): Answered<BoardResult> {
  const last = useRef<BoardResult | null>(null);
  if (answer.result) last.current = answer.result;
  return { ...answer, result: answer.error && !answer.result ? null : last.current };
}

const DAY_MS = 86_400_000;

/**
 * How long a record stays in each stage at most, but for one of ten, in milliseconds: of those that began in the last
 * ninety days. Who stays longer is marked.
 */
export function useUsualStays(process: string, enabled: boolean): ReadonlyMap<string, number> {
  const now = new Date();
  const from = beginningOf('quarter', now) ?? now;
  const until = new Date((beginningOf('day', now) ?? now).getTime() + DAY_MS);
  const answer = useAnswer(
    enabled
      ? {
          ...{ type: 'case.figures', process, version: null, user: null },
          ...{ from: from.toISOString(), until: until.toISOString() },
        }
      : null,
  );
  return new Map(
    (answer.result?.figures ?? []).flatMap(({ stage, p90Ms }) => (p90Ms === null ? [] : [[stage, p90Ms]])),
  );
}
