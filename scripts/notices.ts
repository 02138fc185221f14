/**
 * Writes `public/third-party-notices.txt`: the licences of every package that the extension ships parts of.
 *
 * `node scripts/notices.ts`
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
export const NOTICES = join(ROOT, 'public/third-party-notices.txt');
const HEAD = `Throughline contains parts of the packages below, under their licences.\n`;

interface Package {
  name: string;
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
}

/** The text of the file, out of what is installed. */
export function notices(): string {
  const found = new Map<string, string>();
  const { dependencies = {} } = readPackage(ROOT);
  for (const name of Object.keys(dependencies)) collect(name, ROOT, found);
  return [HEAD, ...[...found.keys()].sort().map((key) => found.get(key) ?? '')].join('\n');
}

function collect(name: string, from: string, found: Map<string, string>): void {
  const folder = folderOf(name, from);
  const own = readPackage(folder);
  const key = `${own.name} ${own.version}`;
  if (found.has(key)) return;
  found.set(key, `${'-'.repeat(80)}\n${key} (${own.license ?? 'see below'})\n\n${licenceIn(folder, own)}\n`);
  for (const dependency of Object.keys(own.dependencies ?? {})) collect(dependency, folder, found);
}

/** Where a package is installed, as seen from another: the nearest `node_modules` that has it. */
function folderOf(name: string, from: string): string {
  const paths = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  const folder = paths.map((path) => join(path, name)).find((path) => existsSync(join(path, 'package.json')));
  if (!folder) throw new Error(`Expected ${name} to be installed, got no folder of it. Run npm ci.`);
  return folder;
}

function licenceIn(folder: string, { name, license }: Package): string {
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(entry));
  if (file) return readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  return `${name} is published under ${license ?? 'a licence of its own'}; the package has no copy of its text.`;
}

function readPackage(folder: string): Package {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(NOTICES, notices());
