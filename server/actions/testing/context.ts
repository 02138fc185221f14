/** What a test hands to an action beside its inputs. */
import type { ActionContext } from '../action.ts';

export function contextOf(change: Partial<ActionContext> = {}): ActionContext {
  return {
    ...{ key: 'i-1:s2', instance: 'i-1', step: 's2', element: 'act', process: { key: 'p', version: 1 } },
    ...{ record: null, startedBy: 'alice', businessKey: null, variables: {}, attempt: 1, attempts: 3 },
    rightsOf: null,
    isWanted: async () => true,
    signal: new AbortController().signal,
    ...change,
  };
}

/** What an attempt was refused with. */
export async function refusalOf(attempt: Promise<unknown>): Promise<unknown> {
  return attempt.then(
    (outputs) => ({ outputs }),
    (fault: unknown) => fault,
  );
}
