import type { FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ERRORS, LIMITS, ProtocolError, WireError } from '../../lib/protocol/index.ts';
import { DeploymentRefused } from '../domain/processes.ts';
import { toWireError } from './faults.ts';

/** For the schema of every route: what it answers when something is wrong. */
export const ERROR_RESPONSES = { '4xx': WireError, '5xx': WireError } as const;

/** Gives every error of every route the shape and the words of the one table. */
export function mountErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?');
    return reply.code(404).send(new ProtocolError('route-unknown', { path }).wire);
  });
  app.setErrorHandler((thrown, request, reply) => {
    const error = toWireError(translate(thrown, request.routeOptions.bodyLimit), request.log);
    const findings = thrown instanceof DeploymentRefused ? { findings: thrown.findings } : {};
    return reply.code(ERRORS[error.code].status).send({ ...error, ...findings });
  });
}

/** Fastify's own errors in our words. */
function translate(thrown: unknown, limit = LIMITS.commandBytes): unknown {
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const [first] = thrown.validation;
    const where = `${thrown.validationContext ?? 'body'}${first?.instancePath.replaceAll('/', '.') ?? ''}`;
    return new ProtocolError('message-malformed', {
      where,
      problem: first?.message ?? 'it has another shape',
    });
  }
  if (!(thrown instanceof Error) || !('code' in thrown)) return thrown;
  if (thrown.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new ProtocolError('message-too-large', { limit });
  }
  if (String(thrown.code).startsWith('FST_ERR_CTP')) {
    return new ProtocolError('message-malformed', { where: 'the body', problem: 'it is no JSON' });
  }
  return thrown;
}
