import {
  type ClientMessage,
  type Detail,
  ERRORS,
  type ErrorCode,
  ProtocolError,
  phrase,
  ServerMessage,
  type WireError,
  wireError,
} from '../protocol/index.ts';
import type { Transport, TransportOptions } from './transport.ts';

/** The link over a WebSocket at `<server>/link`. */
export function openSocket(options: TransportOptions): Transport {
  const { server, hello, onOpen, onMessage, onLost } = options;
  const socket = new WebSocket(linkAddress(server));
  let over = false;
  /** What the server said last about the link; it explains the close that follows. */
  let told: WireError | null = null;

  function end(problem: WireError): void {
    if (over) return;
    over = true;
    socket.close();
    onLost(problem);
  }

  socket.onopen = async () => {
    if (over) return;
    onOpen();
    try {
      socket.send(JSON.stringify(await hello()));
    } catch (error) {
      end(asWireError(error, server));
    }
  };
  socket.onmessage = ({ data }) => {
    if (over) return;
    const message = parseServerMessage(data);
    if (!message) return end(malformed(server));
    if (message.type === 'error') told = message.error;
    void onMessage(message);
  };
  socket.onclose = ({ code }) => end(told ?? closeProblem(code, server));
  return {
    send(message: ClientMessage) {
      // A socket that is closing drops it silently; the outbox sends it again over the next one.
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close() {
      over = true;
      socket.close();
    },
  };
}

/**
 * Resolves to whether the server answers over a socket within the time. That one opens says nothing: a proxy may open
 * it and close it at once. It is closed again; as it says no hello, the server ends it, too.
 */
export function socketAnswers(server: string, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(linkAddress(server));
    const done = (answers: boolean) => {
      clearTimeout(timer);
      socket.close();
      resolve(answers);
    };
    const timer = setTimeout(() => done(false), withinMs);
    const question: ClientMessage = { type: 'ping', id: 'probe' };
    socket.onopen = () => socket.send(JSON.stringify(question));
    socket.onmessage = ({ data }) => done(parseServerMessage(data) !== null);
    socket.onerror = () => done(false);
    socket.onclose = () => done(false);
  });
}

/** `http://host/base` becomes `ws://host/base/link`, `https` becomes `wss`. */
export function linkAddress(server: string): string {
  return `${server.replace(/^http/, 'ws').replace(/\/+$/, '')}/link`;
}

export function parseServerMessage(data: unknown): ServerMessage | null {
  if (typeof data !== 'string') return null;
  try {
    return ServerMessage.parse(JSON.parse(data));
  } catch {
    return null;
  }
}

export function malformed(server: string): WireError {
  return wireError('message-malformed', {
    where: server,
    problem: phrase('unknown-answer'),
  });
}

/** What went wrong, in the words of the error table, whatever was thrown. */
export function asWireError(error: unknown, server: string): WireError {
  if (error instanceof ProtocolError) return error.wire;
  const problem = error instanceof Error ? error.message : String(error);
  return unreachable(server, problem);
}

export function unreachable(server: string, problem: Detail): WireError {
  return wireError('server-unreachable', { server, problem });
}

function closeProblem(code: number, server: string): WireError {
  const known = (Object.keys(ERRORS) as ErrorCode[]).find((name) => ERRORS[name].close === code);
  return known ? wireError(known) : unreachable(server, phrase('closed-connection', { code: String(code) }));
}
