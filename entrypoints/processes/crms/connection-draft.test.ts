import { describe, expect, it } from 'vitest';
import type { CheckedConnection, System } from '../../../lib/protocol/index.ts';
import { type ConnectionDraft, connectionDraft, readConnection } from './connection-draft.ts';

const system: System = { id: 'desk', kind: 'redmine', name: 'Desk', origins: ['https://desk.example'] };
const stored: CheckedConnection = {
  ...{ system: 'desk', kind: 'tryton', hasSecret: true, checkedAt: null, problem: null, signedInAs: null },
  settings: {
    ...{ baseUrl: 'https://desk.example/erp', database: 'erp', user: 'server' },
    buttons: { 'rental.order': { confirmed: 'confirm' } },
  },
};
const draft = (entered: Partial<ConnectionDraft> = {}): ConnectionDraft => ({
  ...connectionDraft(system, null),
  ...entered,
});

describe('a new connection', () => {
  it.each([
    ['redmine', 'redmine'],
    ['salesforce', 'generic'],
  ])('begins for %s with %s and its address', (kind, connector) => {
    expect(connectionDraft({ ...system, kind }, null)).toEqual({
      ...{ kind: connector, baseUrl: 'https://desk.example', values: {}, secret: '' },
    });
  });

  it('is sent with what was filled in, and no secret where none was entered', () => {
    expect(readConnection(draft(), null)).toEqual({
      ...{ settings: { baseUrl: 'https://desk.example' }, secret: null },
    });
    expect(readConnection(draft({ values: { user: ' maria ' }, secret: ' pass ' }), null)).toEqual({
      ...{ settings: { baseUrl: 'https://desk.example', user: 'maria' }, secret: ' pass ' },
    });
  });

  it('sends nothing that was entered for another kind', () => {
    const entered = draft({ kind: 'redmine', values: { database: 'erp', description: '{}' } });
    expect(readConnection(entered, null)).toMatchObject({ settings: { baseUrl: 'https://desk.example' } });
    expect(readConnection(entered, null)).not.toHaveProperty('settings.database');
  });

  it.each([
    ['no address', 'desk'],
    ['an address of no page', 'ftp://desk.example'],
    ['a user', 'https://maria:pass@desk.example'],
    ['a query', 'https://desk.example?key=1'],
  ])('has no base address with %s', (_title, baseUrl) => {
    expect(readConnection(draft({ baseUrl }), null)).toEqual({ problems: { baseUrl: 'address' } });
  });

  it('needs what its kind needs', () => {
    expect(readConnection(draft({ kind: 'tryton', values: { user: ' ' } }), null)).toEqual({
      problems: { database: 'missing', user: 'missing' },
    });
    expect(readConnection(draft({ kind: 'odoo', values: { database: 'erp' } }), null)).toHaveProperty(
      'settings.database',
    );
  });

  it('takes a description as JSON', () => {
    const entered = draft({ kind: 'generic', values: { description: '{"name": "Ours"}' } });
    expect(readConnection(entered, null)).toMatchObject({ settings: { description: { name: 'Ours' } } });
    expect(readConnection({ ...entered, values: { description: '{' } }, null)).toEqual({
      problems: { description: 'json' },
    });
  });
});

describe('a connection that is changed', () => {
  it('begins with its settings, and keeps its secret', () => {
    const begun = connectionDraft(system, stored);
    expect(begun).toMatchObject({ kind: 'tryton', values: { database: 'erp', user: 'server' }, secret: '' });
    expect(readConnection(begun, stored)).toEqual({ settings: stored.settings, secret: undefined });
  });

  it('keeps it for another folder of the same place too', () => {
    const moved = { ...connectionDraft(system, stored), baseUrl: 'https://desk.example/other' };
    expect(readConnection(moved, stored)).toMatchObject({ secret: undefined });
  });

  it.each<[string, Partial<ConnectionDraft>]>([
    ['kind', { kind: 'redmine' }],
    ['place', { baseUrl: 'https://other.example' }],
    ['user', { values: { database: 'erp', user: 'maria' } }],
    ['database', { values: { database: 'other', user: 'server' } }],
  ])('asks for the secret again with another %s, as the server does', (_title, entered) => {
    const changed = { ...connectionDraft(system, stored), ...entered };
    expect(readConnection(changed, stored)).toEqual({ problems: { secret: 'again' } });
    expect(readConnection({ ...changed, secret: 'new' }, stored)).toMatchObject({ secret: 'new' });
    expect(readConnection(changed, { ...stored, hasSecret: false })).toMatchObject({ secret: null });
  });

  it('of a kind that this version does not know begins anew', () => {
    expect(connectionDraft(system, { ...stored, kind: 'newer' })).toMatchObject({ kind: 'redmine' });
  });
});
