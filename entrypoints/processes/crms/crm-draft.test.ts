import { describe, expect, it } from 'vitest';
import type { System } from '../../../lib/protocol/index.ts';
import { sites } from '../../../lib/sites/index.ts';
import { type CrmDraft, draftOf, fill, NEW_CRM, OTHER, readCrm } from './crm-draft.ts';

const desk: System = { id: 'desk', kind: 'redmine', name: 'Redmine', origins: ['https://desk.example'] };
const draft = (entered: Partial<CrmDraft> = {}): CrmDraft => ({ ...NEW_CRM, ...entered });
const read = (entered: CrmDraft, systems: System[] = [], present: System | null = null) =>
  readCrm(fill(entered, sites, systems), systems, present);

describe('a CRM that is added', () => {
  it('is proposed as a whole by the address of a page', () => {
    expect(read(draft({ addresses: [' desk.firm.de/redmine/issues/7 '] }))).toEqual({
      system: { id: 'redmine', kind: 'redmine', name: 'Redmine', origins: ['https://desk.firm.de'] },
    });
  });

  it('is named after its place where there is another one of its kind', () => {
    const { name, id } = fill(draft({ addresses: ['https://two.firm.de/issues/7'] }), sites, [desk]);
    expect({ name, id }).toEqual({ name: 'Redmine two.firm.de', id: 'redmine-two-firm-de' });
  });

  it('gets a code that no other one has, however it is named', () => {
    const named = draft({ addresses: ['https://two.firm.de/issues/7'], name: 'Desk' });
    expect(fill(named, sites, [desk]).id).toBe('desk-2');
    expect(fill({ ...named, name: 'Büro' }, sites, [desk]).id).toBe('buero');
    expect(fill({ ...named, name: '客户' }, sites, [desk]).id).toBe('crm');
  });

  it('keeps what was entered when the address changes', () => {
    const entered = draft({
      addresses: ['https://a.firm.de/issues/7'],
      kind: 'tryton',
      name: 'Ours',
      id: 'x',
    });
    expect(fill({ ...entered, addresses: ['https://b.firm.de/issues/7'] }, sites, [])).toMatchObject({
      ...{ kind: 'tryton', name: 'Ours', id: 'x', origins: ['https://b.firm.de'] },
    });
  });

  it('of another kind is called after where it is, or as somebody wants', () => {
    const entered = draft({ addresses: ['https://crm.firm.de/x'], kind: OTHER });
    expect(read(entered)).toMatchObject({ system: { kind: 'crm-crm-firm-de', name: 'crm.firm.de' } });
    expect(read({ ...entered, otherKind: 'ours' })).toMatchObject({ system: { kind: 'ours' } });
  });

  it('has nothing proposed by an address that is none', () => {
    expect(read(draft({ addresses: ['not one'] }))).toEqual({
      problems: {
        ...{ addresses: ['address'], kind: 'missing', otherKind: null, name: 'missing', id: 'missing' },
      },
    });
  });

  it.each<[string, Partial<CrmDraft>, object]>([
    ['an address twice', { addresses: ['https://a.de/x', 'a.de'] }, { addresses: [null, 'twice'] }],
    [
      'an address of another one',
      { addresses: ['https://desk.example/issues/1'] },
      { addresses: [{ taken: 'Redmine' }] },
    ],
    ['the code of another one', { id: 'desk' }, { id: { taken: 'Redmine' } }],
    ['a code with a colon', { id: 'a:b' }, { id: 'code' }],
    ['a name of spaces', { name: ' ' }, { name: 'missing' }],
    ['no kind', {}, { kind: 'missing' }],
    ['a kind in capitals', { kind: OTHER, otherKind: 'Ours' }, { otherKind: 'code' }],
  ])('cannot have %s', (_title, entered, problems) => {
    expect(read(draft({ addresses: ['https://crm.firm.de/'], ...entered }), [desk])).toMatchObject({
      problems,
    });
  });
});

describe('a CRM that is changed', () => {
  it('begins with what it is, and keeps its code', () => {
    const entered = draftOf(desk, sites);
    expect(read(entered, [desk], desk)).toEqual({ system: desk });
    const moved = { ...entered, addresses: ['https://new.example'], name: 'Desk' };
    expect(read(moved, [desk], desk)).toEqual({
      system: { ...desk, name: 'Desk', origins: ['https://new.example'] },
    });
  });

  it('of a kind that is in no list keeps its kind', () => {
    const ours = { ...desk, kind: 'ours' };
    expect(draftOf(ours, sites)).toMatchObject({ kind: OTHER, otherKind: 'ours' });
    expect(read(draftOf(ours, sites), [ours], ours)).toEqual({ system: ours });
  });

  it('of a kind that cannot be made any more stays of it', () => {
    const old = { ...desk, kind: 'Our_Desk' };
    expect(read({ ...draftOf(old, sites), name: 'Desk' }, [old], old)).toEqual({
      system: { ...old, name: 'Desk' },
    });
  });

  it('with a code of a kind that cannot be made any more stays as it is', () => {
    const old = { ...desk, id: 'Old Desk' };
    expect(read(draftOf(old, sites), [old], old)).toEqual({ system: old });
  });
});
