import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import type { Service } from './child.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** What a static site is made of. */
export interface StaticSite {
  folder: string;
  /** The only files that are served; the first is also what `/` gives. */
  files: readonly [string, ...string[]];
  headers: Readonly<Record<string, string>>;
  port: number;
}

/** Serves a few files on 127.0.0.1. */
export async function serveStatic(site: StaticSite): Promise<Service & { origin: string }> {
  const server = createServer(async (request, response) => {
    const asked = new URL(request.url ?? '/', 'http://site.invalid').pathname.slice(1) || site.files[0];
    if (!site.files.includes(asked)) {
      response.writeHead(404).end();
      return;
    }
    const type = CONTENT_TYPES[path.extname(asked)] ?? 'application/octet-stream';
    const content = await readFile(path.join(site.folder, asked));
    response
      .writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-cache', ...site.headers })
      .end(content);
  });
  server.listen(site.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('Expected a TCP port, got none.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
