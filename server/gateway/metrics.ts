import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Requests } from '../domain/requests.ts';
import type { Links } from './links.ts';

/** Figures of one server. Labels are route templates and message types only, never ids. */
export interface Metrics {
  registry: Registry;
  /** The same requests, counted and timed. */
  measure(requests: Requests): Requests;
}

/** Makes the figures and serves them at `/metrics`. */
export function mountMetrics(app: FastifyInstance, links: Links, isListening: () => boolean): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const commands = new Histogram({
    name: 'throughline_command_seconds',
    help: 'Time that commands take, by type and outcome',
    labelNames: ['type', 'outcome'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers: [registry],
  });
  const orders = new Histogram({
    name: 'throughline_order_seconds',
    help: 'Time that orders of administrators take, by type and outcome',
    labelNames: ['type', 'outcome'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const queries = new Histogram({
    name: 'throughline_query_seconds',
    help: 'Time that questions take, by type and outcome',
    labelNames: ['type', 'outcome'],
    buckets: [0.002, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  });
  const requests = new Counter({
    name: 'throughline_http_requests_total',
    help: 'Answered HTTP requests, by route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const gauges: [name: string, help: string, value: () => number][] = [
    ['throughline_links', 'Open links of clients', () => links.size],
    [
      'throughline_listening',
      '1 while notifications of the database are heard',
      () => (isListening() ? 1 : 0),
    ],
  ];
  for (const [name, help, value] of gauges) {
    new Gauge({
      ...{ name, help, registers: [registry] },
      collect() {
        this.set(value());
      },
    });
  }
  app.addHook('onResponse', async ({ method, routeOptions }, { statusCode }) => {
    requests.inc({ method, route: routeOptions.url ?? 'unknown', status: statusCode });
  });
  app.get(
    '/metrics',
    { schema: { summary: 'Figures for Prometheus', tags: ['operation'] } },
    async (_, reply) => {
      return reply.type(registry.contentType).send(await registry.metrics());
    },
  );
  return { registry, measure: (measured) => timed(measured, { commands, orders, queries }) };
}

type Timer = Histogram<'type' | 'outcome'>;

function timed(
  requests: Requests,
  { commands, orders, queries }: Record<'commands' | 'orders' | 'queries', Timer>,
): Requests {
  return {
    ...requests,
    command: (userId, id, command, origin) =>
      time(commands, command.type, () => requests.command(userId, id, command, origin)),
    order: (userId, id, order) => time(orders, order.type, () => requests.order(userId, id, order)),
    query: (userId, query) => {
      const type = query.type === 'admin' ? query.query.type : query.type;
      return time(queries, type, () => requests.query(userId, query));
    },
  };
}

async function time<Result>(histogram: Timer, type: string, work: () => Promise<Result>): Promise<Result> {
  const stop = histogram.startTimer({ type });
  try {
    const result = await work();
    stop({ outcome: 'answered' });
    return result;
  } catch (error) {
    stop({ outcome: 'refused' });
    throw error;
  }
}
