import { connect, createServer, type Socket } from 'node:net';
import { PROTOCOL_VERSION } from '../../lib/protocol/index.ts';

/** What the network between a person and the server does at the moment. */
export type NetworkState =
  | 'open'
  /** Connections are closed and new ones refused, as without a network. */
  | 'cut'
  /** Connections stay, but nothing passes, as behind a router that has lost its uplink. */
  | 'silent'
  /** What the person sends arrives; what the server says is lost. */
  | 'deaf'
  /** Everything passes but the upgrade to a WebSocket, as behind some company proxies. */
  | 'no-socket'
  /** The server says that it speaks a protocol version of the future. */
  | 'newer'
  /** Somebody on the way writes other words into the adapters that the server gives. */
  | 'forged';

/** In the text of every adapter. */
const FORGED = 'bottom-right';

export interface Network {
  url: string;
  set(state: NetworkState): void;
  close(): Promise<void>;
}

/** A TCP proxy in front of the server, one per person, so that a test can take the network away. */
export async function startNetwork(serverPort: number): Promise<Network> {
  let state: NetworkState = 'open';
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => sockets.delete(client));
    if (state === 'cut') return client.destroy();
    client.once('data', (first: Buffer) => {
      if (state === 'silent') return client.resume();
      if (state === 'no-socket' && /^upgrade:\s*websocket/im.test(first.toString('latin1'))) {
        return client.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      }
      const upstream = connect(serverPort, '127.0.0.1');
      upstream.on('error', () => client.destroy());
      upstream.on('close', () => client.destroy());
      client.on('close', () => upstream.destroy());
      upstream.write(first);
      client.on('data', (chunk: Buffer) => state !== 'silent' && upstream.write(chunk));
      upstream.on('data', (chunk: Buffer) => passesBack(state) && client.write(asTold(state, chunk)));
      return undefined;
    });
    return undefined;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP address, got none.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    set(next) {
      const isTold = isFalse(next) || isFalse(state);
      const tears = next === 'cut' || next === 'no-socket' || isTold || !passesBack(state);
      state = next;
      if (tears) for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  };
}

function passesBack(state: NetworkState): boolean {
  return state !== 'silent' && state !== 'deaf';
}

const isFalse = (state: NetworkState) => state === 'newer' || state === 'forged';

/** Other words of the same length, so that no frame and no header has to change. */
function asTold(state: NetworkState, chunk: Buffer): Buffer {
  if (!isFalse(state)) return chunk;
  const told = chunk.toString('latin1');
  const spoken = new RegExp(`"(version|protocol)":${PROTOCOL_VERSION}(?=[,}])`, 'g');
  const text =
    state === 'newer'
      ? told.replace(spoken, '"$1":9')
      : told.replaceAll(FORGED, [...FORGED].reverse().join(''));
  return Buffer.from(text, 'latin1');
}
