import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dynamics } from './dynamics.ts';
import { matchRecord } from './match.ts';
import { oneForm } from './record-id.ts';
import { salesforce } from './salesforce.ts';
import { matchSave } from './saves.ts';

describe('the form of an id', () => {
  it('is of 18 characters in Salesforce, whichever of the two an address has', () => {
    expect(oneForm({ ids: 'salesforce' }, '0035g00000ABCde')).toBe('0035g00000ABCdeAAH');
    expect(oneForm({ ids: 'salesforce' }, '001A0000006Vm9r')).toBe('001A0000006Vm9rIAC');
    expect(oneForm({ ids: 'salesforce' }, '001A0000006Vm9rIAC')).toBe('001A0000006Vm9rIAC');
  });

  it('is in small letters where capitals mean nothing', () => {
    expect(oneForm({ ids: 'any-case' }, '91330924-802A-4B0D')).toBe('91330924-802a-4b0d');
  });

  it('is as the CRM writes it everywhere else', () => {
    fc.assert(
      fc.property(fc.string(), (id) => {
        expect(oneForm({}, id)).toBe(id);
      }),
    );
  });

  it('does not change once it is taken, and tells apart what is apart', () => {
    const one = fc.stringMatching(/^[a-zA-Z0-9]{15}$/);
    fc.assert(
      fc.property(one, one, (a, b) => {
        const [x, y] = [oneForm({ ids: 'salesforce' }, a), oneForm({ ids: 'salesforce' }, b)];
        expect(oneForm({ ids: 'salesforce' }, x)).toBe(x);
        expect(x.toLowerCase() === y.toLowerCase()).toBe(a === b);
      }),
    );
  });

  it('[M20] makes one record of two addresses', () => {
    const at = (id: string) => `https://acme.lightning.force.com/lightning/r/Contact/${id}/view`;
    expect(matchRecord(salesforce, at('0035g00000ABCde'))?.id).toBe(
      matchRecord(salesforce, at('0035g00000ABCdeAAH'))?.id,
    );
    const record = (id: string) =>
      `https://acme.crm.dynamics.com/main.aspx?pagetype=entityrecord&etn=lead&id=${id}`;
    expect(matchRecord(dynamics, record('91330924-802A-4B0D-A900-34FD9D790829'))?.id).toBe(
      matchRecord(dynamics, record('91330924-802a-4b0d-a900-34fd9d790829'))?.id,
    );
  });

  it('is that of saves too', () => {
    const url = 'https://acme.crm4.dynamics.com/api/data/v9.0/accounts(91330924-802A-4B0D-A900-34FD9D790829)';
    expect(matchSave(dynamics, { method: 'PATCH', url, status: 204 })?.id).toBe(
      '91330924-802a-4b0d-a900-34fd9d790829',
    );
  });
});
