import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HOSTILE_MODES, modesOf } from './hostile.ts';
import { RECORD_TYPES } from './types.ts';

/** A file or page to send. */
export interface PageFile {
  status: number;
  headers: Record<string, string>;
  text: string;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The names that may be asked for, so that no address reaches another file. */
const FILES = new Set(
  ['app', 'hostile'].flatMap((folder) =>
    readdirSync(path.join(import.meta.dirname, folder)).map((name) => `/${folder}/${name}`),
  ),
);

/** The script, style or picture at an address, or `null` when there is none. */
export function fileFor(url: URL): PageFile | null {
  if (!FILES.has(url.pathname)) return null;
  const contentType = CONTENT_TYPES[path.extname(url.pathname)];
  if (!contentType) return null;
  const text = readFileSync(path.join(import.meta.dirname, url.pathname), 'utf8');
  return { status: 200, headers: { 'Content-Type': contentType }, text };
}

const html = (status: number, text: string, headers: Record<string, string> = {}): PageFile => ({
  status,
  headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
  text,
});

const redirect = (location: string): PageFile => ({ status: 302, headers: { Location: location }, text: '' });

function shell(scripts: readonly string[]): string {
  const modules = scripts.map((src) => `<script type="module" src="${src}"></script>`).join('\n    ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Demo CRM</title>
    <link rel="icon" href="/app/icon.svg">
    <link rel="stylesheet" href="/app/style.css">
    ${modules}
  </head>
  <body><div id="app"></div></body>
</html>
`;
}

function hostileIndex(): string {
  const items = Object.entries(HOSTILE_MODES).map(
    ([name, mode]) => `<dt><a href="/leads/1?hostile=${name}">${name}</a></dt><dd>${mode.about}</dd>`,
  );
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Hostile pages</title><link rel="stylesheet" href="/app/style.css"></head>
  <body class="plain">
    <h1>Hostile pages</h1>
    <p>The lead's page in the hands of a host that is hard on extensions. Modes can be joined with commas.</p>
    <dl>${items.join('')}</dl>
  </body>
</html>
`;
}

/** The address that stands behind a short one, or `null`. */
function shortcut(url: URL): string | null {
  const [, first, second] = url.pathname.split('/');
  if (url.pathname === '/') return '/leads';
  if (first === 'hostile' && second) return `/leads/1?hostile=${encodeURIComponent(second)}`;
  if (first === 'storm' && second) {
    const rate = Number(url.searchParams.get('rate') ?? 1000);
    return `/leads/${encodeURIComponent(second)}?hostile=storm&rate=${rate}`;
  }
  return null;
}

/** The page at an address. The front end draws it; what differs is the headers and the hostile scripts. */
export function pageFor(url: URL): PageFile {
  const target = shortcut(url);
  if (target) return redirect(target);
  const [, folder = ''] = url.pathname.split('/');
  if (folder === 'hostile') return html(200, hostileIndex());
  if (folder !== 'about' && !RECORD_TYPES[folder])
    return html(404, '<!doctype html><title>Not found</title><h1>Not found</h1>');
  const modes = modesOf(url.searchParams);
  const headers = Object.assign({}, ...modes.map((name) => HOSTILE_MODES[name]?.headers ?? {}));
  const scripts = modes.filter((name) => HOSTILE_MODES[name]?.script).map((name) => `/hostile/${name}.js`);
  return html(200, shell([...scripts, '/app/main.js']), headers);
}
