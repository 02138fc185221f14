import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contrast } from '../lib/testing/contrast.ts';

const tokens = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const [lightCss = '', darkCss = ''] = tokens.split('@media (prefers-color-scheme: dark)');
const light = coloursIn(lightCss);
const dark = { ...light, ...coloursIn(darkCss.split('@media')[0] ?? '') };

/** Least contrast, foreground, background: WCAG 2.2 AA for text (4.5) and for what shows a control (3). */
const PAIRS: readonly [number, string, string][] = [
  ...['bg', 'bg-subtle', 'bg-hover', 'bg-active', 'bg-selected'].flatMap(
    (ground): [number, string, string][] => [
      [7, 'text', ground],
      [4.5, 'text-2', ground],
    ],
  ),
  ...['bg', 'bg-subtle', 'bg-hover', 'bg-selected'].map((ground): [number, string, string] => [
    4.5,
    'accent-text',
    ground,
  ]),
  ...['bg', 'bg-subtle'].map((ground): [number, string, string] => [4.5, 'danger-text', ground]),
  [4.5, 'danger-text', 'bg-hover'],
  [4.5, 'on-solid', 'accent-solid'],
  [4.5, 'on-solid', 'accent-solid-hover'],
  [4.5, 'on-solid', 'danger-solid'],
  [4.5, 'on-solid', 'danger-solid-hover'],
  [7, 'ok-text', 'ok-bg'],
  [7, 'warn-text', 'warn-bg'],
  [7, 'danger-strong', 'danger-bg'],
  [7, 'info-text', 'info-bg'],
  [4.5, 'text', 'heat'],
  [3, 'line-control', 'bg'],
  [3, 'line-control', 'bg-subtle'],
  [3, 'focus', 'bg'],
  [3, 'focus', 'bg-hover'],
  [3, 'focus', 'bg-selected'],
];

describe('colours', () => {
  it.each(PAIRS)('keep a contrast of %f for %s on %s, in light and in dark', (least, front, ground) => {
    expect(contrast(light[front], light[ground])).toBeGreaterThanOrEqual(least);
    expect(contrast(dark[front], dark[ground])).toBeGreaterThanOrEqual(least);
  });

  it('have a value of their own in dark, but for white on solid and the accent itself', () => {
    const same = Object.keys(light).filter((name) => !(name in coloursIn(darkCss)));
    expect(same).toEqual(['on-solid']);
  });
});

describe('styles', () => {
  it('take colours, type sizes and layers from the tokens', () => {
    const raw = styleFiles().flatMap(({ file, css }) =>
      [...css.matchAll(/#[\da-f]{3,8}\b|rgba?\(|font-size:|z-index:\s*\d/gi)].map(
        ([found]) => `${file}: ${found}`,
      ),
    );
    expect(raw).toEqual([]);
  });

  it('use only tokens that exist, and what they register for their own elements', () => {
    const known = new Set([...tokens.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
    const unknown = styleFiles().flatMap(({ file, css }) => {
      const own = [...css.matchAll(/@property (--[\w-]+)/g)].map(([, name]) => name);
      return [...css.matchAll(/var\((--[\w-]+)/g)]
        .filter(([, name]) => !known.has(name) && !own.includes(name))
        .map(([found]) => `${file}: ${found}`);
    });
    expect(unknown).toEqual([]);
  });
});

function coloursIn(css: string): Record<string, string> {
  const found = [...css.matchAll(/--([\w-]+): (#[\da-f]{6});/g)];
  return Object.fromEntries(found.map(([, name = '', colour = '']) => [name, colour]));
}

function styleFiles(): { file: string; css: string }[] {
  const root = join(import.meta.dirname, '..');
  return ['components', 'entrypoints']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    )
    .filter((file) => file.endsWith('.css') && !file.endsWith('tokens.css'))
    .map((file) => ({ file, css: readFileSync(join(root, file), 'utf8') }));
}
