import { expect, it } from 'vitest';
import { readAdapter, writeAdapter } from './adapter-file.ts';
import { redmine } from './redmine.ts';

it('what is written is read again', () => {
  const { name, words } = writeAdapter(redmine);
  expect(name).toBe('redmine.adapter.json');
  expect(readAdapter(words)).toEqual({ adapter: redmine });
});

it.each([
  ['no file of ours', 'hello', { problem: 'json' }],
  ['what is too large', ' '.repeat(300_000), { problem: 'size' }],
  ['one with code in it', JSON.stringify({ ...redmine, run: 'alert(1)' }), { problem: 'shape', at: '–' }],
  ['one without places', JSON.stringify({ ...redmine, records: [] }), { problem: 'shape', at: 'records' }],
  [
    'one that reads its own addresses wrong',
    JSON.stringify({ ...redmine, negativeUrls: ['https://crm.example/issues/7'] }),
    { problem: 'untrue', at: 'https://crm.example/issues/7' },
  ],
])('refuses %s', (_, words, problem) => expect(readAdapter(words)).toEqual(problem));
