import { expect, test } from 'vitest';
import { textsIn } from '../texts/texts.ts';
import { matter } from './notice-words.ts';

const facts = [
  { label: 'Rabatt', value: 1234.5 },
  { label: 'Bestand', value: true },
  { label: 'Farben', value: ['rot', 2.5, false] },
  { label: 'Grund', value: null },
];

test.each([
  ['de', ['Rabatt: 1.234,5', 'Bestand: Ja', 'Farben: rot, 2,5, Nein', 'Grund: –']],
  ['en', ['Rabatt: 1,234.5', 'Bestand: Yes', 'Farben: rot, 2.5, No', 'Grund: –']],
])('what there is to decide by is written in %s as people read it', (language, lines) => {
  const task = { content: { facts }, caption: 'Angebot 7', record: null };
  const said = matter({ task, texts: textsIn([language]), timeZone: 'UTC' });
  expect(said).toEqual([...lines, 'Angebot 7']);
});
