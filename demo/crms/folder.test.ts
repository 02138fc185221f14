import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fillOnce } from './folder.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crm-folder-'));
});

afterEach(() => rm(folder, { recursive: true }));

const put = (name: string) => () => writeFile(path.join(folder, name), '');

it('fills a folder once', async () => {
  await fillOnce({ folder, version: '1', fill: put('first') });
  await fillOnce({ folder, version: '1', fill: put('second') });
  expect(await readdir(folder)).toEqual(['filled.json', 'filling.json', 'first']);
});

it('fills a folder anew when the contents have another version', async () => {
  await fillOnce({ folder, version: '1', fill: put('first') });
  await fillOnce({ folder, version: '2', fill: put('second') });
  expect(await readdir(folder)).toEqual(['filled.json', 'filling.json', 'second']);
});

it('empties what a broken-off start left, and fills again', async () => {
  const brokenOff = async () => {
    await put('half')();
    throw new Error('killed');
  };
  await expect(fillOnce({ folder, version: '1', fill: brokenOff })).rejects.toThrow('killed');
  await fillOnce({ folder, version: '1', fill: put('whole') });
  expect(await readdir(folder)).toEqual(['filled.json', 'filling.json', 'whole']);
});

it('does not touch a folder that holds something else', async () => {
  await put('letters')();
  await expect(fillOnce({ folder, version: '1', fill: put('data') })).rejects.toThrow('got letters');
  expect(await readdir(folder)).toEqual(['letters']);
});

it('is filled by one of several at the same time, and the others wait', async () => {
  let fillings = 0;
  const fill = async () => {
    fillings += 1;
    await put('data')();
  };
  await Promise.all([1, 2, 3].map(() => fillOnce({ folder, version: '1', fill })));
  expect(fillings).toBe(1);
});
