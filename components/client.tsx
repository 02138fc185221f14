import { type ComponentChildren, createContext } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { LiveQuery, PageRequest } from '../lib/messaging/contract.ts';
import type { PageClient, Watched } from '../lib/messaging/page-client.ts';
import { ProtocolError, type WireError, wireError } from '../lib/protocol/index.ts';

const Client = createContext<PageClient | null>(null);

/** Gives the components below it their link to the background. */
export function ClientProvider({ client, children }: { client: PageClient; children: ComponentChildren }) {
  return <Client.Provider value={client}>{children}</Client.Provider>;
}

/** The page's link to the background. */
export function useClient(): PageClient {
  const client = useContext(Client);
  if (!client)
    throw new Error('Expected a ClientProvider above this component, got none. Wrap the page in one.');
  return client;
}

/** The latest result of a live query; null until the first one has come. */
export function useLive<Kind extends LiveQuery['kind']>(
  query: Extract<LiveQuery, { kind: Kind }>,
): Watched[Kind] | null {
  const client = useClient();
  const key = JSON.stringify(query);
  const result = useMemo(() => client.watch<Kind>(query), [client, key]);
  return result.value;
}

/** What went wrong, as the error table has it, whatever was thrown. */
export function wireErrorOf(thrown: unknown): WireError {
  if (thrown instanceof ProtocolError) return thrown.wire;
  return wireError('server-fault', { reference: thrown instanceof Error ? thrown.name : 'unknown' });
}

/** Sends a request whose failure the connection line shows anyway. */
export function useSend(): (request: PageRequest) => void {
  const client = useClient();
  return (request) => {
    client.request(request).catch((error: unknown) => console.warn(request.type, error));
  };
}
