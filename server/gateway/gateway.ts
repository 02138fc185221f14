/** Everything that clients reach the server by. */
import { readFileSync } from 'node:fs';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { type Health, LIMITS, ProtocolError } from '../../lib/protocol/index.ts';
import { createRequests } from '../domain/requests.ts';
import type { Surroundings } from '../domain/surroundings.ts';
import type { Authenticate } from '../identity/authenticate.ts';
import { mountCrossOrigin } from './cross-origin.ts';
import { mountErrors } from './errors.ts';
import { mountFallback } from './fallback.ts';
import { Links } from './links.ts';
import { mountMetrics } from './metrics.ts';
import { mountRateLimit } from './rate-limit.ts';
import { mountCalendar } from './rest/calendar.ts';
import { mountHealth } from './rest/health.ts';
import { mountHooks } from './rest/hooks.ts';
import { mountRest } from './rest/routes.ts';
import { mountSocket } from './socket.ts';
import { Wakeups } from './wakeups.ts';

/** The version of this server, as in its package. */
export const VERSION: string = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).version;

/** How long requests may take to end when the server stops. */
const STOP_GRACE_MS = 10_000;

/** An HTTP server with what every route shares, and no routes yet. */
export async function createGateway(
  log: FastifyBaseLogger,
  { trustProxy, moreRedirectUris }: { trustProxy: boolean; moreRedirectUris: readonly string[] },
): Promise<FastifyInstance> {
  const app = fastify({
    ...{
      loggerInstance: log,
      logController: new LogController({ disableRequestLogging: true }),
      trustProxy,
      bodyLimit: LIMITS.commandBytes,
    },
    // The hook below answers in the words of the error table.
    return503OnClosing: false,
  });
  mountStop(app);
  app.addHook('onResponse', async ({ method, routeOptions, log: own }, reply) => {
    const { statusCode: status, elapsedTime } = reply;
    own.debug({ method, route: routeOptions.url, status, ms: Math.round(elapsedTime) }, 'answered');
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  mountErrors(app);
  mountCrossOrigin(app, moreRedirectUris);
  await mountRateLimit(app);
  await app.register(swagger, {
    openapi: {
      info: { title: 'Throughline process server', version: VERSION },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: '/docs' });
  return app;
}

/** A server that stops refuses new requests and lets go of the connections of those that it has answered. */
function mountStop(app: FastifyInstance): void {
  let stopping = false;
  app.addHook('preClose', async () => {
    stopping = true;
    setTimeout(() => app.server.closeAllConnections(), STOP_GRACE_MS).unref();
  });
  app.addHook('onRequest', async () => {
    if (stopping) throw new ProtocolError('server-stopping');
  });
  // Kept alive, a connection would hold up the end for as long as it is kept.
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close');
  });
}

/** What the gateway is told when the server starts. */
export interface GatewayOptions {
  authenticate: Authenticate;
  signIn: Health['signIn'];
  node: string;
  /** Under which people reach the server. */
  publicUrl: string;
}

/** Adds the link, the REST routes, health and metrics; gives back the wake-ups, still to be started. */
export async function mountGateway(
  app: FastifyInstance,
  around: Surroundings,
  { authenticate, signIn, node, publicUrl }: GatewayOptions,
): Promise<Wakeups> {
  const links = new Links();
  const wakeups = new Wakeups(around.store, app.log);
  const metrics = mountMetrics(app, links, () => wakeups.listening);
  const requests = metrics.measure(createRequests(around));
  const server = { version: VERSION, node };
  const services = { authenticate, requests, followers: wakeups, server, log: app.log };
  await mountSocket(app, services, links);
  await mountFallback(app, services, links);
  await mountRest(app, { around, requests, authenticate, publicUrl });
  mountHooks(app, around);
  mountCalendar(app, around);
  mountHealth(app, { db: around.store.db, server, signIn });
  return wakeups;
}
