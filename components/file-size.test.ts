import { beforeEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { i18n } from '../lib/testing/texts.ts';
import { fileSize } from './file-size.ts';

beforeEach(() => void Object.assign(fakeBrowser.i18n, i18n));

it.each([
  [0, '0 kB'],
  [1, '1 kB'],
  [1499, '1 kB'],
  [240_000, '240 kB'],
  [1_250_000, '1.3 MB'],
  [10_000_000, '10 MB'],
])('%i bytes are %s', (bytes, words) => {
  expect(fileSize(bytes)).toBe(words);
});
