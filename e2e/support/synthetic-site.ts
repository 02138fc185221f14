import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { HOSTILE_MODES } from '../../demo/crm/hostile.ts';
import type { HostShape } from '../../lib/testing/synthetic-host/host.ts';

/** How the pages of the site are from now on. */
export interface SiteShape extends HostShape {
  /** The name of a dialect. */
  dialect: string;
  /** Modes of the demonstration's hostile pages that are made of headers. */
  headers: readonly ('csp' | 'isolated')[];
}

/** A web server for the synthetic host; every address is a page of it, but those of its scripts. */
export interface SyntheticSite {
  origin: string;
  /** The address of another document of the same site, which shows nothing. */
  elsewhere: string;
  be(shape: SiteShape): void;
  close(): Promise<void>;
}

const SCRIPTS = /^\/(?:lib\/testing\/synthetic-host|e2e\/support)\/[\w-]+\.ts$/;
const ELSEWHERE = '/elsewhere.html';

export async function startSyntheticSite(): Promise<SyntheticSite> {
  let shape: SiteShape | null = null;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    const headers = Object.assign({}, ...(shape?.headers ?? []).map((mode) => HOSTILE_MODES[mode]?.headers));
    if (SCRIPTS.test(pathname)) {
      response.writeHead(200, { ...headers, 'Content-Type': 'text/javascript' });
      response.end(stripTypeScriptTypes(readFileSync(pathname.slice(1), 'utf8')));
      return;
    }
    response.writeHead(200, { ...headers, 'Content-Type': 'text/html; charset=utf-8' });
    response.end(pathname === ELSEWHERE ? html('') : html(hostIn(shape)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('Expected a TCP address, got none.');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    elsewhere: origin + ELSEWHERE,
    be(next) {
      shape = next;
    },
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function html(head: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Synthetic</title>${head}</head><body></body></html>`;
}

function hostIn(shape: SiteShape | null): string {
  const said = JSON.stringify(shape).replaceAll("'", '&#39;');
  return `<meta name="shape" content='${said}'><script type="module" src="/e2e/support/synthetic-page.ts"></script>`;
}
