/** Binds a link to a WebSocket. */
import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import type { WebSocket } from 'ws';
import { LIMITS } from '../../lib/protocol/index.ts';
import { after } from './after.ts';
import { Link, type LinkServices } from './link.ts';
import type { Links } from './links.ts';

/** A client that reads so slowly that this much waits for it is let go; it resumes from its cursor. */
const MOST_WAITING_BYTES = 8 * 1024 * 1024;
/** Silence after which a client is taken for gone: it pings far more often. */
const SILENCE_MS = LIMITS.pingMs * 3;
/** How long clients have to answer the close when the server stops. */
const CLOSE_GRACE_MS = 1000;

/** Serves the link as a socket at `/link`. */
export async function mountSocket(app: FastifyInstance, services: LinkServices, links: Links): Promise<void> {
  await app.register(websocket, {
    // More than allowed, so that a message over the limit gets its error text and not just code 1009.
    options: { maxPayload: LIMITS.messageBytes * 2, perMessageDeflate: false },
    preClose: (done) => {
      links.stop().then(() => {
        // Those who answer the close are gone by then; the others would hold up the end.
        setTimeout(() => {
          for (const socket of app.websocketServer.clients) socket.terminate();
        }, CLOSE_GRACE_MS).unref();
        done();
      }, done);
    },
  });
  app.get('/link', { websocket: true, config: { rateLimit: false }, schema: { hide: true } }, (socket) =>
    bind(socket, services, links),
  );
}

function bind(socket: WebSocket, services: LinkServices, links: Links): void {
  let lastHeard = Date.now();
  const link = new Link(
    {
      send: (message) => {
        if (socket.bufferedAmount > MOST_WAITING_BYTES) socket.terminate();
        else socket.send(message);
      },
      close: (code, error) => socket.close(code, error.code),
      after,
      now: Date.now,
    },
    services,
  );
  const watch = setInterval(() => {
    if (Date.now() - lastHeard > SILENCE_MS) socket.terminate();
  }, LIMITS.pingMs);
  links.add(link);
  socket.on('message', (data, isBinary) => {
    lastHeard = Date.now();
    // Binary is no message of ours: not JSON text, and refused as such.
    link.receive(isBinary ? '' : data.toString());
  });
  // What broke the socket is told by its close code; without a listener it would end the server.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    clearInterval(watch);
    links.delete(link);
    link.leave();
  });
}
