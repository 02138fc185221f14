import { fireEvent } from '@testing-library/preact';
import { show } from '../../../../components/testing/show.tsx';
import type { Crms, LinkState } from '../../../../lib/messaging/contract.ts';
import type { CheckedConnection, Permission, System } from '../../../../lib/protocol/index.ts';
import { sampleCrms } from '../../../../lib/testing/crm-samples.ts';
import { FakePageClient } from '../../../../lib/testing/fake-page-client.ts';
import { anna, sampleStatus } from '../../../../lib/testing/page-samples.ts';
import { Processes } from '../../processes.tsx';

export const MANAGES: Permission[] = ['manage-definitions'];

interface Opened {
  crms?: Crms;
  permissions?: Permission[];
  link?: LinkState;
}

/** The page, and a server that does what it is asked to. */
export function open({
  crms = structuredClone(sampleCrms),
  permissions = MANAGES,
  link = 'live',
}: Opened = {}) {
  const client = new FakePageClient({ status: sampleStatus({ link, user: { ...anna, permissions } }) });
  const { calls } = client;
  const known = { ...crms };
  const others = <Row extends { system: string }>(rows: Row[], system: string) =>
    rows.filter((row) => row.system !== system);
  calls.set('crms.list', () => ({ type: 'crms', crms: structuredClone(known) }));
  calls.set('connection.save', (request) => {
    if (request.type !== 'connection.save') return undefined;
    const { system, kind, settings, secret } = request;
    const before = known.connections.find((one) => one.system === system);
    const hasSecret = secret === undefined ? before?.hasSecret === true : secret !== null;
    const connection: CheckedConnection = {
      ...{ system, kind, settings, hasSecret, checkedAt: null, problem: null, signedInAs: null },
    };
    known.connections = [...others(known.connections, system), connection];
    return { type: 'connection', connection };
  });
  client.obey('system.put', ({ system }) => {
    known.systems = [...known.systems.filter(({ id }) => id !== system.id), system];
    return { type: 'done' };
  });
  const signIn = { as: 'server', problem: null as string | null };
  calls.set('connection.check', (request) => {
    const [before] = known.connections.filter((one) => 'system' in request && one.system === request.system);
    if (!before) return undefined;
    const found = { problem: signIn.problem, signedInAs: signIn.problem === null ? signIn.as : null };
    const connection = { ...before, ...found, checkedAt: '2026-03-11T10:55:00Z' };
    known.connections = [...others(known.connections, before.system), connection];
    return { type: 'connection', connection };
  });
  calls.set('connection.remove', (request) => {
    if ('system' in request) known.connections = others(known.connections, String(request.system));
    return undefined;
  });
  calls.set('webhook.make', (request) => {
    if (request.type !== 'webhook.make') return undefined;
    const made = { system: request.system, createdAt: '2026-03-11T10:55:00Z', lastAt: null };
    known.webhooks = [...others(known.webhooks, request.system), made];
    return { type: 'webhook', webhook: { ...made, token: `tlh_${client.sent('webhook.make').length}` } };
  });
  calls.set('webhook.remove', (request) => {
    if ('system' in request) known.webhooks = others(known.webhooks, String(request.system));
    return undefined;
  });
  /** Somebody else changes a CRM. */
  const changeElsewhere = (system: System) => {
    known.systems = [...known.systems.filter(({ id }) => id !== system.id), system];
    client.put('sites', []);
  };
  return { ...show(<Processes />, client), signIn, changeElsewhere };
}

export const field = (element: HTMLElement) => element as HTMLInputElement;
export const type = (element: HTMLElement, value: string) => fireEvent.input(element, { target: { value } });
/** The button of the open dialog that does it. */
export const confirm = (dialog: HTMLElement) => {
  const button = dialog.querySelector('button[type=submit]');
  if (button) fireEvent.click(button);
};
