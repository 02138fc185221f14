import { useEffect, useState } from 'preact/hooks';
import type { Answered } from '../../../components/answer.tsx';
import { useClient, useLive, wireErrorOf } from '../../../components/client.tsx';
import type { Answer, Crms, PageRequest } from '../../../lib/messaging/contract.ts';
import type { CheckedConnection, WireError } from '../../../lib/protocol/index.ts';

/** The CRMs, and what the server has said of one of them since it was asked for all. */
export interface KnownCrms extends Answered<Crms> {
  /** How a CRM is connected now; null: not at all. */
  connected: (system: string, connection: CheckedConnection | null) => void;
}

/** The CRMs of the company, asked for as soon as the link is live, and again when somebody adds, changes or removes one. */
export function useCrms(): KnownCrms {
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

  const reload = () => setRound((before) => before + 1);
  return {
    ...{ ...answer, asking, link, reload },
    connected(system, connection) {
      setAnswer(({ result, error }) => ({
        result: result && withConnection(result, system, connection),
        error,
      }));
      // An answer that is on its way may be older.
      reload();
    },
  };
}

function withConnection(crms: Crms, system: string, connection: CheckedConnection | null): Crms {
  const others = crms.connections.filter((one) => one.system !== system);
  return { ...crms, connections: connection ? [...others, connection] : others };
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
