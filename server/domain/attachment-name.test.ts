import { expect, test } from 'vitest';
import { attachmentName } from './attachment-name.ts';

test.each([
  ['Offer May.pdf', 'Offer May.pdf'],
  ['Größe.xlsx', 'Größe.xlsx'],
  ['Gro\u0308ße.xlsx', 'Größe.xlsx'],
  ['/etc/passwd', 'passwd'],
  ['C:\\offers\\May.pdf', 'May.pdf'],
  ['../..', 'attachment'],
  ['folder/', 'attachment'],
  [' \t ', 'attachment'],
  ['a\r\nBcc: eve@example.org\u0000.pdf', 'aBcc: eve@example.org.pdf'],
  ['offer\u202efdp.exe', 'offerfdp.exe'],
  ['half\ud800.pdf', 'half.pdf'],
])('%j becomes %j', (given, expected) => {
  expect(attachmentName(given)).toBe(expected);
});

test('what is too long is cut before its ending, and never within a character', () => {
  expect(attachmentName(`${'a'.repeat(300)}.pdf`)).toBe(`${'a'.repeat(196)}.pdf`);
  const cut = attachmentName(`a${'😀'.repeat(150)}.pdf`);
  expect(cut).toBe(`a${'😀'.repeat(97)}.pdf`);
  expect(attachmentName('b'.repeat(300))).toBe('b'.repeat(200));
});
