import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PolicyFault } from '../messaging/policy-contract.ts';
import { redmine } from '../sites/redmine.ts';
import { readSettings, SETTINGS } from './policy-settings.ts';

const FREE = {
  ...{ server: null, origins: { only: null, never: [] }, first: [] },
  ...{ ownAdapters: true, off: [], adapters: [], faults: [] },
};

describe('a policy', () => {
  it('that says nothing leaves everything to the person', () => {
    expect(readSettings({})).toEqual(FREE);
    expect(readSettings({ server: null, origins: null, ownAdapters: null, adapters: null })).toEqual(FREE);
  });

  it('is read as it is written', () => {
    const said = {
      server: 'https://process.example',
      origins: ['https://*.crm.example '],
      blockedOrigins: ['https://old.crm.example'],
      firstOrigins: ['https://eu.crm.example', 'https://us.crm.example'],
      ownAdapters: false,
      adaptersOff: ['hubspot'],
      adapters: [JSON.stringify(redmine)],
    };
    expect(readSettings(said)).toEqual({
      server: 'https://process.example',
      origins: { only: ['https://*.crm.example'], never: ['https://old.crm.example'] },
      first: ['https://eu.crm.example', 'https://us.crm.example'],
      ownAdapters: false,
      off: ['hubspot'],
      adapters: [redmine],
      faults: [],
    });
  });

  it('takes a description as data too, where the browser does not insist on text', () => {
    expect(readSettings({ adapters: [redmine] }).adapters).toEqual([redmine]);
  });

  const wrong = { ...redmine, testUrls: [{ url: 'https://x.example/', type: 'a', id: '1' }] };

  it.each<[setting: string, said: unknown, fault: Partial<PolicyFault>]>([
    ['sever', 'https://process.example', { why: 'unknown' }],
    ['server', 'process.example', { why: 'address' }],
    ['origins', 'https://crm.example', { why: 'list' }],
    ['blockedOrigins', [7], { entry: 1, why: 'origin' }],
    ['firstOrigins', ['https://a.example', 'b'], { entry: 2, why: 'origin' }],
    ['ownAdapters', 'false', { why: 'switch' }],
    ['adaptersOff', ['Hub Spot'], { entry: 1, why: 'kind' }],
    ['adapters', ['hello'], { entry: 1, why: 'json' }],
    ['adapters', ['x'.repeat(200_001)], { entry: 1, why: 'size' }],
    ['adapters', ['{}'], { entry: 1, why: 'shape', at: 'kind' }],
    ['adapters', [JSON.stringify(wrong)], { entry: 1, why: 'untrue', at: 'https://x.example/' }],
    ['adapters', [redmine, redmine], { entry: 2, why: 'twice', at: 'redmine' }],
  ])('names what is wrong in %s', (setting, said, fault) => {
    expect(readSettings({ [setting]: said }).faults).toEqual([{ setting, entry: null, at: null, ...fault }]);
  });

  it('limits people where it was meant to, though it is written wrongly', () => {
    expect(readSettings({ origins: 'https://crm.example' }).origins.only).toEqual([]);
    expect(readSettings({ origins: ['crm.example', 'https://crm.example'] }).origins.only).toEqual([
      'https://crm.example',
    ]);
    expect(readSettings({ ownAdapters: 'no' }).ownAdapters).toBe(false);
  });

  it('is declared to Chrome by the names that are read', () => {
    const schema = JSON.parse(readFileSync('public/managed-schema.json', 'utf8')) as { properties: object };
    expect(Object.keys(schema.properties)).toEqual(SETTINGS);
  });
});
