import { useEffect, useRef, useState } from 'preact/hooks';
import { useClient, wireErrorOf } from '../../../components/client.tsx';
import type { PageContent, Values, WireError } from '../../../lib/protocol/index.ts';
import type { Submitting } from '../submit.ts';
import type { Draft } from '../use-draft.ts';
import { readToKeep, reopened, withRead } from './source-values.ts';

type Form = Extract<PageContent, { kind: 'auto-generated-page' | 'pre-configured-page' }>;

interface Context {
  task: string;
  content: Form;
  draft: Draft;
  submitting: Submitting;
}

export type Sources =
  | { state: 'loading' }
  | { state: 'failed'; error: WireError; again: () => void }
  /** `read`: what the CRM held in the fields that belong to it; null: none does. */
  | { state: 'ready'; content: Form; draft: Draft; read: Values | null };

/** Reads what the CRM holds in the fields of a page, when it opens and when somebody else has changed it (behaviour 1.6). */
export function useSources({ task, content, draft, submitting }: Context): Sources {
  const client = useClient();
  const [fresh, setFresh] = useState<Values | null>(null);
  const [failure, setFailure] = useState<WireError | null>(null);
  const [attempt, setAttempt] = useState(0);
  const hasSources = 'sources' in content && (content.sources?.length ?? 0) > 0;
  // Of a step that is over nothing is asked any more.
  const wanted = hasSources && submitting.phase === 'editing';
  const { error } = submitting;
  const changed = error?.code === 'record-changed' ? error : null;
  const known = fresh === null ? null : reopened(content.items, fresh, draft.values);
  const latest = useRef({ typed: draft.values, read: known?.read ?? null });
  latest.current = { typed: draft.values, read: known?.read ?? null };

  useEffect(() => {
    if (!wanted) return;
    let current = true;
    setFailure(null);
    client.lookUp({ type: 'sources.read', task }).then(
      ({ values }) => {
        if (!current) return;
        setFresh(values);
        // Now they know: pressed again, theirs takes its place.
        const key = changed?.field?.replace(/^values\./, '');
        const { typed, read } = latest.current;
        if (typed && key !== undefined && Object.hasOwn(values, key))
          draft.save({ ...typed, ...readToKeep({ ...read, [key]: values[key] ?? null }) });
      },
      (fault: unknown) => current && setFailure(wireErrorOf(fault)),
    );
    return () => {
      current = false;
    };
  }, [wanted, attempt, changed?.message]);

  if (!hasSources) return { state: 'ready', content, draft, read: null };
  if (known !== null)
    return {
      ...{ state: 'ready', read: known.read, draft: { ...draft, values: known.draft } },
      content: { ...content, items: withRead(content.items, fresh ?? {}) },
    };
  if (!wanted) return { state: 'ready', content, draft, read: null };
  if (failure !== null)
    return { state: 'failed', error: failure, again: () => setAttempt((number) => number + 1) };
  return { state: 'loading' };
}
