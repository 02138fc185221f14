import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHROME_ID } from './client.ts';
import { allowExtension } from './cors.ts';

const EXTENSION = `chrome-extension://${CHROME_ID}`;
let app: FastifyInstance;

beforeEach(() => {
  app = fastify();
  allowExtension(app, []);
  app.get('/health', async () => ({ status: 'ok' }));
  app.post('/link', async () => ({}));
});
afterEach(() => app.close());

describe('requests from other origins', () => {
  it.each([EXTENSION, 'moz-extension://11111111-2222-4333-8444-555555555555'])(
    'may be read by %s',
    async (origin) => {
      const { headers } = await app.inject({ url: '/health', headers: { origin } });
      expect(headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'Origin' });
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
    },
  );

  it.each(['https://crm.example', `chrome-extension://${'a'.repeat(32)}`, 'null'])(
    'may not be read by %s',
    async (origin) => {
      const asked = { origin, 'access-control-request-method': 'POST' };
      for (const answer of [
        await app.inject({ url: '/health', headers: { origin } }),
        await app.inject({ method: 'OPTIONS', url: '/link', headers: asked }),
      ]) {
        expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
      }
    },
  );

  it('are allowed to carry a token and JSON when the extension asks beforehand', async () => {
    const headers = { origin: EXTENSION, 'access-control-request-method': 'POST' };
    const answer = await app.inject({ method: 'OPTIONS', url: '/link', headers });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['access-control-allow-headers']).toBe('authorization, content-type');
    expect(answer.headers['access-control-allow-origin']).toBe(EXTENSION);
  });
});
