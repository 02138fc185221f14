import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import preact from '@preact/preset-vite';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..', '..');
const GALLERY = join(import.meta.dirname, 'gallery');
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
};

/** Builds the gallery into a temporary folder: the pages of the extension without an extension around them. */
export async function buildGallery(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'throughline-shots-'));
  await build({
    root: GALLERY,
    configFile: false,
    logLevel: 'warn',
    publicDir: join(ROOT, 'public'),
    plugins: [preact()],
    resolve: { alias: { 'wxt/browser': join(GALLERY, 'browser.ts') } },
    build: { outDir, emptyOutDir: true, target: 'es2022' },
  });
  return outDir;
}

/** Serves a folder on a port of its own. */
export async function serve(folder: string): Promise<{ address: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = join(folder, normalize(pathname === '/' ? '/index.html' : pathname));
    const body = file.startsWith(folder) ? await readFile(file).catch(() => null) : null;
    response.writeHead(body ? 200 : 404, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    });
    response.end(body ?? '');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const port = server.address();
  if (typeof port !== 'object' || !port) throw new Error('Expected a TCP port, got none.');
  return { address: `http://127.0.0.1:${port.port}/`, server };
}
