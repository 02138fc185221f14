/** The conventions of this repository, as tests. Each failure names the file and the rule it breaks. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKS } from './scripts/test/checks.ts';

const MAX_LINES = 400;

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && !isMissing(file));
const code = files.filter((file) => /\.(ts|tsx|mjs|js)$/.test(file));
const product = code.filter((file) => !/\.test\.tsx?$/.test(file));

/** Who must not import what, as in the table of folders. */
const FORBIDDEN: readonly { from: RegExp; to: RegExp; rule: string }[] = [
  { from: /^components\//, to: /^entrypoints\//, rule: 'components never import entrypoints' },
  { from: /^lib\//, to: /^entrypoints\//, rule: 'lib never imports entrypoints' },
  {
    from: /^lib\/(host|sites)\//,
    to: /^components\//,
    rule: 'lib/host and lib/sites never import components',
  },
  { from: /^server\//, to: /^(entrypoints|components)\//, rule: 'the server never imports pages' },
  {
    from: /^(entrypoints|components|lib)\//,
    to: /^(server|demo|e2e|bench|scripts)\//,
    rule: 'the extension imports only itself',
  },
  { from: /^lib\/protocol\//, to: /^(?!lib\/protocol\/)/, rule: 'lib/protocol imports nothing of ours' },
];

describe('the house', () => {
  it('imports only in the allowed directions', () => {
    const broken = product.flatMap((file) =>
      importsOf(file).flatMap((target) => {
        const rules = FORBIDDEN.filter(({ from, to }) => from.test(file) && to.test(target));
        return rules.map(({ rule }) => `${file} imports ${target}: ${rule}`);
      }),
    );
    expect(broken).toEqual([]);
  });

  it('keeps the places where code starts apart from each other', () => {
    const place = (file: string) => /^entrypoints\/([^/.]+)/.exec(file)?.[1];
    const broken = product
      .filter((file) => place(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => place(target) && place(target) !== place(file))
          .map((target) => `${file} imports ${target}`),
      );
    expect(broken).toEqual([]);
  });

  it('uses zod/mini in the extension: zod itself brings an eval and three times the size', () => {
    const extension = product.filter((file) => /^(entrypoints|components|lib)\//.test(file));
    expect(extension.filter((file) => specifiersOf(file).includes('zod'))).toEqual([]);
  });

  it('keeps the polyfill out of the trigger script, which is on every page', () => {
    const reached = closureOf('entrypoints/trigger.content/index.ts');
    const polyfilled = ['wxt/browser', 'webextension-polyfill', '#imports'];
    expect(reached).not.toEqual([]);
    expect(reached.filter((file) => specifiersOf(file).some((name) => polyfilled.includes(name)))).toEqual(
      [],
    );
    expect(reached.filter((file) => /(?<![\w.])browser\./.test(read(file)))).toEqual([]);
  });

  it('keeps files short enough to be about one thing', () => {
    const sources = files.filter((file) => /\.(ts|tsx|mjs|js|css)$/.test(file));
    const long = sources.filter((file) => read(file).split('\n').length - 1 > MAX_LINES);
    expect(long).toEqual([]);
  });

  it('pins every dependency exactly', () => {
    const loose = files
      .filter((file) => file.endsWith('package.json'))
      .flatMap((file) =>
        versionsOf(file).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$|^\$/.test(version)),
      );
    expect(loose).toEqual([]);
  });

  it('shows in an end-to-end test whatever the documentation claims by id', () => {
    const claimed = idsIn(files.filter((file) => /^(README\.md|docs\/.*\.md)$/.test(file)).map(read));
    const shown = idsIn(
      files.filter((file) => file.endsWith('.e2e.ts')).flatMap((file) => titlesOf(read(file))),
    );
    expect([...claimed].filter((id) => !shown.has(id))).toEqual([]);
  });

  it('says no part of an error in English only', () => {
    const throwers = product.filter((file) => /^(lib|server)\/(?!.*testing\/)/.test(file));
    // What a client's developer reads is English.
    const thrown = /(?:ProtocolError|wireError|unfit)\((?!\s*'message-malformed')[^;]*?\);/g;
    const words = throwers.flatMap((file) =>
      [...read(file).matchAll(thrown)]
        .filter(([call]) => /(?<!phrase\(\s*)['"`][a-z]+ [a-z]+/i.test(call))
        .map(([call]) => `${file}: ${call}`),
    );
    expect(words).toEqual([]);
  });

  it('runs every vitest project in npm test', () => {
    const projects = [...read('vitest.config.ts').matchAll(/\bname: '([\w-]+)'/g)].map(
      ([, name]) => name ?? '',
    );
    const run = CHECKS.map(({ command }) => command).join(' ');
    expect(projects.length).toBeGreaterThan(0);
    expect(projects.filter((name) => !run.includes(`--project ${name}`))).toEqual([]);
  });

  it('names no folder of one machine and no package registry', () => {
    const machine = /(^|[\s"'`(=:])\/(work|farm|root)\/[\w.]/m;
    const registry = new RegExp(['registry\\.npm' + 'js', 'deb\\.deb' + 'ian', 'pypi\\.o' + 'rg'].join('|'));
    const text = files.filter((file) =>
      /\.(ts|tsx|mjs|js|json|md|css|html|sh|ya?ml|bpmn)$|^\.ci\//.test(file),
    );
    expect(text.filter((file) => machine.test(read(file)) || registry.test(read(file)))).toEqual([]);
  });
});

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

/** Deleted in the work tree, but not yet in the index. */
function isMissing(file: string): boolean {
  try {
    read(file);
    return false;
  } catch {
    return true;
  }
}

/** What a file imports, as written. */
function specifiersOf(file: string): string[] {
  const pattern =
    /(?:^|[\s;])(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm;
  return [...read(file).matchAll(pattern)].map((match) => match[1] ?? match[2] ?? '');
}

/** The files of ours that a file imports, from the root. */
function importsOf(file: string): string[] {
  return specifiersOf(file).flatMap((specifier) => {
    if (specifier.startsWith('.')) return [normalize(join(dirname(file), specifier))];
    if (/^[@~]\//.test(specifier)) return [specifier.slice(2)];
    return [];
  });
}

/** A file and all files of ours that it imports, through others too. */
function closureOf(entry: string): string[] {
  const reached = new Set(files.filter((file) => file === entry));
  for (const file of reached)
    for (const target of importsOf(file)) if (files.includes(target)) reached.add(target);
  return [...reached];
}

function versionsOf(file: string): [string, string][] {
  const manifest: Record<string, Record<string, unknown>> = JSON.parse(read(file));
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'];
  return kinds.flatMap((kind) => flat(manifest[kind] ?? {}));
}

function flat(versions: Record<string, unknown>): [string, string][] {
  return Object.entries(versions).flatMap(([name, version]): [string, string][] =>
    typeof version === 'string' ? [[name, version]] : flat(version as Record<string, unknown>),
  );
}

function titlesOf(source: string): string[] {
  return [...source.matchAll(/\b(?:it|test|describe)(?:\.\w+)*\((?:[^)'"`]*\)\()?\s*(['"`])(.*?)\1/g)].map(
    (m) => m[2] ?? '',
  );
}

function idsIn(texts: readonly string[]): Set<string> {
  return new Set(texts.flatMap((text) => text.match(/\bM\d\d\b/g) ?? []));
}
