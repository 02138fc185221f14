import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Answered } from '../../../components/answer.tsx';
import { useClient, useLive, wireErrorOf } from '../../../components/client.tsx';
import type { LogPage, WireError } from '../../../lib/protocol/index.ts';
import { filterOf, type LogAddress } from './address.ts';
import { firstRows, type LogRows, moreRows, refreshedRows } from './log-rows.ts';
import { REFRESH_MS, useEvery } from './use-every.ts';

const PAGE = 50;
/** The most that one question may ask for. */
const LIMIT = 500;

/** What was on the screen for a question: whoever comes back to it is where they were. */
const places = new Map<string, { rows: LogRows; scroll: number }>();
const PLACES = 20;

/** The log as `Answer` shows it, and how it grows. */
export interface Log extends Answered<LogRows> {
  /** What is shown belongs to the question before: the answer to this one is on its way. */
  stale: boolean;
  /** The next page is on its way. */
  loadingMore: boolean;
  loadMore: () => void;
}

/** The log as an address asks for it: pages that grow, refreshed in place while somebody looks. */
export function useLog(address: LogAddress): Log {
  const client = useClient();
  const link = useLive({ kind: 'status' })?.link ?? null;
  const reachable = link === 'live';
  const question = questionOf(address);
  const key = JSON.stringify(question);
  const [state, setState] = useState<{ key: string; rows: LogRows | null; error: WireError | null }>(() => ({
    key,
    rows: places.get(key)?.rows ?? null,
    error: null,
  }));
  const [loadingMore, setLoadingMore] = useState(false);
  const turn = useRef(0);
  const shown = (state.key === key ? state.rows : places.get(key)?.rows) ?? null;
  const before = state.key === key ? null : state.rows;
  usePlace(key, shown);

  const ask = (limit: number, cursor: string | null, take: (page: LogPage) => LogRows) => {
    turn.current += 1;
    const mine = turn.current;
    const isLatest = () => mine === turn.current;
    return client.ask({ type: 'log', ...question, cursor, limit }).then(
      ({ page }) => isLatest() && setState({ key, rows: take(page), error: null }),
      (thrown: unknown) => isLatest() && setState({ key, rows: shown, error: wireErrorOf(thrown) }),
    );
  };
  const asManyAsShown = Math.min(Math.max(shown?.rows.length ?? 0, PAGE), LIMIT);
  const refresh = () => {
    if (loadingMore) return;
    void ask(asManyAsShown, null, (page) => (shown ? refreshedRows(shown, page) : firstRows(page)));
  };

  useEffect(() => {
    if (reachable) refresh();
    return () => {
      turn.current += 1;
    };
  }, [client, key, reachable]);
  useEvery(reachable ? REFRESH_MS : null, refresh);

  return {
    result: shown ?? before,
    stale: shown === null && before !== null,
    error: state.key === key ? state.error : null,
    asking: reachable && shown === null,
    link,
    loadingMore,
    loadMore: () => {
      if (!shown?.next || loadingMore) return;
      setLoadingMore(true);
      void ask(PAGE, shown.next, (page) => moreRows(shown, page)).finally(() => setLoadingMore(false));
    },
    // What came and what left goes where it belongs.
    reload: () => void ask(asManyAsShown, null, firstRows),
  };
}

/** What the server is asked; the pages of the same question belong together. */
export function questionOf(address: LogAddress) {
  const { sort, descending } = address;
  return { filter: filterOf(address, new Date()), sort, descending };
}

/** Remembers rows and scroll position of a question when it is left, and goes back there. */
function usePlace(key: string, rows: LogRows | null): void {
  useLayoutEffect(() => {
    if (!rows) return;
    const scroll = places.get(key)?.scroll ?? 0;
    places.delete(key);
    places.set(key, { rows, scroll });
    const [oldest] = places.keys();
    if (places.size > PLACES && oldest !== undefined) places.delete(oldest);
  }, [key, rows]);
  useEffect(() => {
    const scroll = places.get(key)?.scroll;
    if (scroll) document.documentElement.scrollTop = scroll;
    return () => {
      const place = places.get(key);
      if (place) place.scroll = document.documentElement.scrollTop;
    };
  }, [key]);
}
