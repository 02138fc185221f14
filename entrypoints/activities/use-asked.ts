import { useEffect, useState } from 'preact/hooks';
import type { Answered } from '../../components/answer.tsx';
import { useClient, useLive, wireErrorOf } from '../../components/client.tsx';
import type { ActivityQuery, ActivityResultOf, WireError } from '../../lib/protocol/index.ts';

/** The answer to a question about activities, asked anew when the server says that some of mine have changed. */
export function useAsked<Type extends ActivityQuery['type']>(
  query: Extract<ActivityQuery, { type: Type }>,
): Answered<ActivityResultOf<Type>> {
  const client = useClient();
  const link = useLive({ kind: 'status' })?.link ?? null;
  const revision = useLive({ kind: 'activities' });
  const key = JSON.stringify(query);
  const [told, setTold] = useState<{ key: string; result: ActivityResultOf<Type> } | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (link !== 'live') return;
    let wanted = true;
    client.query<Type>(query).then(
      (result) => {
        if (!wanted) return;
        setTold({ key, result });
        setError(null);
      },
      (thrown: unknown) => wanted && setError(wireErrorOf(thrown)),
    );
    return () => {
      wanted = false;
    };
    // The key is the question.
  }, [client, link, revision, round, key]);
  const result = told?.key === key ? told.result : null;
  return {
    ...{ result, error, link },
    asking: result === null && error === null,
    reload: () => setRound((before) => before + 1),
  };
}
