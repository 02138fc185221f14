import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answered } from '../../components/answer.tsx';
import { useClient, useLive, wireErrorOf } from '../../components/client.tsx';
import type { PageClient } from '../../lib/messaging/page-client.ts';
import type { Activity, WireError } from '../../lib/protocol/index.ts';
import type { DiaryQuestion } from './address.ts';

/** The most that one question may ask for. */
const LIMIT = 1000;

/** Activities in the order of their start, as far as they were read. */
export interface Found {
  items: readonly Activity[];
  /** Where the rest begins; null: these are all. */
  after: string | null;
}

/** Activities as `Answer` shows them, and how they grow. */
export interface Diary extends Answered<Found> {
  /** What is shown belongs to the question before: the answer to this one is on its way. */
  stale: boolean;
  loadMore: () => void;
  loadingMore: boolean;
  /** Shows a change at once, before the server has confirmed it. */
  patch: (activity: string, change: Partial<Activity>) => void;
}

interface State {
  key: string;
  found: Found | null;
  error: WireError | null;
}

/** The activities that fit a question: read anew whenever the server says that some have changed. */
export function useActivities(question: DiaryQuestion, first: number): Diary {
  const client = useClient();
  const link = useLive({ kind: 'status' })?.link ?? null;
  const revision = useLive({ kind: 'activities' });
  const reachable = link === 'live';
  const key = JSON.stringify(question);
  const [state, setState] = useState<State>({ key, found: null, error: null });
  const [round, setRound] = useState(0);
  const [busy, setBusy] = useState<'no' | 'asking' | 'more'>('no');
  const turn = useRef(0);

  const ask = async (work: () => Promise<Found>, how: 'asking' | 'more') => {
    turn.current += 1;
    const mine = turn.current;
    setBusy(how);
    try {
      const found = await work();
      if (mine === turn.current) setState({ key, found, error: null });
    } catch (thrown) {
      const error = wireErrorOf(thrown);
      if (mine === turn.current)
        setState((before) => ({ key, found: before.key === key ? before.found : null, error }));
    } finally {
      if (mine === turn.current) setBusy('no');
    }
  };
  const shown = state.key === key ? (state.found?.items.length ?? 0) : 0;

  useEffect(() => {
    // As many as are shown already: a change must not take away what the person has scrolled to.
    if (reachable) void ask(() => read(client, question, Math.max(first, shown)), 'asking');
    return () => {
      turn.current += 1;
    };
    // The key is the question.
  }, [client, key, reachable, revision, round, first]);

  const error = state.key === key ? state.error : null;
  return {
    result: error && state.found === null ? null : state.found,
    stale: state.key !== key,
    ...{ error, link, asking: busy === 'asking', loadingMore: busy === 'more' },
    reload: () => setRound((before) => before + 1),
    loadMore: () => {
      const before = state.found;
      if (busy !== 'no' || !before || before.after === null) return;
      void ask(async () => {
        const more = await read(client, question, first, before.after);
        return { items: [...before.items, ...more.items], after: more.after };
      }, 'more');
    },
    patch: (activity, change) =>
      setState((before) => ({
        ...before,
        found: before.found && {
          ...before.found,
          items: before.found.items.map((one) => (one.id === activity ? { ...one, ...change } : one)),
        },
      })),
  };
}

/** Reads so many, in as few questions as may be. */
async function read(
  client: PageClient,
  question: DiaryQuestion,
  wanted: number,
  from: string | null = null,
): Promise<Found> {
  const items: Activity[] = [];
  let after = from;
  do {
    const limit = Math.min(wanted - items.length, LIMIT);
    const page = await client.query({ type: 'activities.list', ...question, limit, after });
    items.push(...page.items);
    after = page.after;
  } while (after !== null && items.length < wanted);
  return { items, after };
}
