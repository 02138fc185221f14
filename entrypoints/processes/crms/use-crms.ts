import { useEffect, useState } from 'preact/hooks';
import type { Answered } from '../../../components/answer.tsx';
import { useClient, useLive, wireErrorOf } from '../../../components/client.tsx';
import type { Answer, Crms, PageRequest } from '../../../lib/messaging/contract.ts';
import type { WireError } from '../../../lib/protocol/index.ts';

/** The CRMs of the company, asked for as soon as the link is live, and again when somebody adds, changes or removes one. */
export function useCrms(): Answered<Crms> {
  const client = useClient();
  const link = useLive({ kind: 'status' })?.link ?? null;
  const told = JSON.stringify(useLive({ kind: 'sites' })?.map(({ system, origin }) => ({ system, origin })));
  const [round, setRound] = useState(0);
  const [asking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<{ result: Crms | null; error: WireError | null }>({
    ...{ result: null, error: null },
  });
  const live = link === 'live';

  useEffect(() => {
    if (!live) return;
    let wanted = true;
    setAsking(true);
    client
      .call({ type: 'crms.list' })
      .then(
        (came) => wanted && came?.type === 'crms' && setAnswer({ result: came.crms, error: null }),
        (error: unknown) => wanted && setAnswer(({ result }) => ({ result, error: wireErrorOf(error) })),
      )
      .finally(() => wanted && setAsking(false));
    return () => {
      wanted = false;
      setAsking(false);
    };
  }, [client, live, told, round]);

  return { ...answer, asking, link, reload: () => setRound((before) => before + 1) };
}

/** Something that the server is asked to do, one at a time, and its failure. */
export interface Asking {
  busy: boolean;
  failure: WireError | null;
  /** False while the link is not live: it would be refused. */
  possible: boolean;
  /** What came of it, also where that is nothing; null when it failed, which `failure` then says. */
  ask: (request: PageRequest) => Promise<Answer | { type: 'done' } | null>;
}

/** Asks the server for something about connections and webhooks, over HTTP: answers may carry secrets. */
export function useAsking(): Asking {
  const client = useClient();
  const possible = useLive({ kind: 'status' })?.link === 'live';
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<WireError | null>(null);
  const ask = async (request: PageRequest) => {
    setBusy(true);
    setFailure(null);
    try {
      return (await client.call(request)) ?? { type: 'done' as const };
    } catch (error) {
      setFailure(wireErrorOf(error));
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, possible, ask };
}
