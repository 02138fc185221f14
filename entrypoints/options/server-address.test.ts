import { describe, expect, it } from 'vitest';
import { readServerAddress } from './server-address.ts';

describe('the address of a process server', () => {
  it.each([
    ['https://process.example.com', 'https://process.example.com'],
    ['  https://process.example.com/  ', 'https://process.example.com'],
    ['https://example.com/process/', 'https://example.com/process'],
    ['process.example.com', 'https://process.example.com'],
    ['localhost:8080', 'http://localhost:8080'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://process.example.com', 'http://process.example.com'],
    ['', null],
    ['two words', null],
    ['ftp://example.com', null],
    ['javascript://alert(1)', null],
    ['https://user:secret@example.com', null],
    ['https://example.com/?a=1', null],
    ['https://', null],
  ])('“%s” is read as %s', (typed, address) => {
    expect(readServerAddress(typed)).toBe(address);
  });
});
