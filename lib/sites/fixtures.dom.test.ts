import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { activeContainer, findPlace, findTitle, textOf } from '../host/record.ts';
import { siteOf } from './index.ts';
import { matchRecord } from './match.ts';
import type { RecordPage } from './schema.ts';

const FOLDER = join(import.meta.dirname, 'fixtures');
const all = globSync('*/*.html', { cwd: FOLDER }).sort();
/** At the address of a record, but without one. */
const gone = all.filter((file) => file.includes('+gone'));
const files = all.filter((file) => !gone.includes(file));

/** The fixture as a document; its `<meta name>`s say what is to be read from it. */
function open(file: string): { page: RecordPage; type: string; id: string; title: string } {
  document.documentElement.innerHTML = readFileSync(join(FOLDER, file), 'utf8');
  const said = (name: string) =>
    document.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? '';
  const site = siteOf(dirname(file));
  const match = site && matchRecord(site, said('url'));
  if (!match) throw new Error(`Expected the adapter to know ${said('url')} of ${file}, got nothing.`);
  return { ...match, title: said('title') };
}

/** What an adapter points at inside of a record's page. */
function selectorsOf({ anchors, stageBar = [], keepClear }: RecordPage): string[] {
  return [...[...anchors, ...stageBar].map(({ selector }) => selector), ...keepClear];
}

describe.each(files)('the fixture %s', (file) => {
  it('is of the type that its name says', () => {
    expect(open(file).type).toBe(basename(file, '.html').replace(/\+.*/, ''));
  });

  it('has a visible container, and in it the title, where there is one', () => {
    const { page, title } = open(file);
    const container = activeContainer(page);
    if (!container) throw new Error(`Expected ${page.active} to match, got nothing.`);
    const found = findTitle(page, container);
    expect(found ? textOf(found) : '').toBe(title);
  });

  it('has a place for the button', () => {
    const { page } = open(file);
    const container = activeContainer(page);
    expect(container && findPlace(page, container)).not.toBeNull();
  });
});

describe.each(gone)('the fixture %s', (file) => {
  it('holds no record', () => {
    expect(activeContainer(open(file).page)).toBeNull();
  });
});

describe('every anchor of every adapter, and all that is to be kept clear', () => {
  const pages = new Map<RecordPage, Set<string>>();
  for (const file of files) {
    const { page } = open(file);
    const container = activeContainer(page);
    const matched = pages.get(page) ?? new Set();
    for (const selector of selectorsOf(page)) if (container?.querySelector(selector)) matched.add(selector);
    pages.set(page, matched);
  }

  it.each([...pages].map(([page, matched]) => [page.url, page, matched] as const))(
    'is in a fixture for %s',
    (_, page, matched) => {
      expect(selectorsOf(page).filter((selector) => !matched.has(selector))).toEqual([]);
    },
  );
});
