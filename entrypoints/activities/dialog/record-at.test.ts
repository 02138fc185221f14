import { describe, expect, it } from 'vitest';
import type { Site } from '../../../lib/messaging/contract.ts';
import { recordAt } from './record-at.ts';

const sites: Site[] = [
  {
    system: { id: 's-1', kind: 'redmine', name: 'Issues', origins: ['https://issues.example.com'] },
    origin: 'https://issues.example.com',
    granted: true,
    known: true,
    verified: 'tested',
  },
];

describe('a record by its address', () => {
  it('is found by the CRM that the server knows', () => {
    expect(recordAt('https://issues.example.com/issues/42', sites)).toEqual({
      system: 's-1',
      type: 'issue',
      id: '42',
      title: null,
      url: 'https://issues.example.com/issues/42',
    });
  });

  it.each([
    'https://issues.example.com/projects',
    'https://elsewhere.example.com/issues/42',
    'javascript:alert(1)',
    'no address',
    '',
  ])('is none at %j', (address) => {
    expect(recordAt(address, sites)).toBeNull();
  });
});
