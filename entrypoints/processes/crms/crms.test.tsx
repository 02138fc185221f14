import { fireEvent, waitFor, within } from '@testing-library/preact';
import { beforeEach, describe, expect, it } from 'vitest';
import { go } from '../../../components/route.ts';
import { descriptionOf, show } from '../../../components/testing/show.tsx';
import type { Crms } from '../../../lib/messaging/contract.ts';
import { ProtocolError } from '../../../lib/protocol/index.ts';
import { sampleCrms } from '../../../lib/testing/crm-samples.ts';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { anna, sampleStatus } from '../../../lib/testing/page-samples.ts';
import { Processes } from '../processes.tsx';
import { confirm, field, MANAGES, open, type } from './testing/open-crms.tsx';

const NONE: Crms = { systems: [], connections: [], webhooks: [] };

beforeEach(() => go(['crms']));

describe('the list of CRMs', () => {
  it('says of each where it is, as whom the server is signed in or what is wrong, and how changes come', async () => {
    const { findByRole, getAllByRole } = open();
    await findByRole('table');
    const words = getAllByRole('row').map((row) => row.textContent ?? '');
    const rows = [
      ['Tryton', 'Tested with us', 'Signed in as server', 'The CRM tells the server at once', 'Last told'],
      ['Help desk', 'https://desk.intern.example.com:8443', 'got HTTP 401', 'Not heard of while'],
      ['Donau', 'does not know it yet', 'Signed in as api', 'asks every few seconds'],
      ['Odoo', 'Not checked yet'],
      ['Salesforce', 'Not tested by anybody', 'Not connected', 'It has told nothing yet'],
    ];
    rows.forEach((parts, nth) => {
      for (const part of parts) expect(words[nth + 1]).toContain(part);
    });
  });

  it('checks a connection again, and says what came of it', async () => {
    const { findByRole, findByText, client, signIn } = open();
    signIn.as = 'bot';
    fireEvent.click(await findByRole('button', { name: 'Check again Help desk' }));
    expect(await findByText('Signed in as bot')).toBeTruthy();
    expect(client.sent('connection.check')).toEqual([{ type: 'connection.check', system: 'desk' }]);
  });

  it('that is empty says what to do', async () => {
    const { findByText, getByRole } = open({ crms: NONE });
    expect(await findByText(/the address of any page of it is enough/)).toBeTruthy();
    expect(getByRole('link', { name: 'Add a CRM' }).getAttribute('href')).toBe('#/new-crm');
  });

  it('says why there is nothing: no link, no permission, a refusal', async () => {
    expect(await open({ link: 'offline' }).findByText('No link to the process server')).toBeTruthy();
    const denied = open({ permissions: ['see-log'] });
    expect(await denied.findByText(/Manage definitions|manage definitions/)).toBeTruthy();
    expect(denied.queryByRole('link', { name: 'CRMs' })).toBeNull();
    expect(denied.client.sent('crms.list')).toEqual([]);
    const client = new FakePageClient({ status: sampleStatus({ user: { ...anna, permissions: MANAGES } }) });
    client.answer = () => {
      throw new ProtocolError('server-fault', { reference: 'r-1' });
    };
    expect(await show(<Processes />, client).findByText(/r-1/)).toBeTruthy();
  });

  it('is asked for again when somebody else changes a CRM', async () => {
    const { findByRole, client } = open();
    await findByRole('table');
    const before = client.sent('crms.list').length;
    const [system] = sampleCrms.systems;
    if (!system) throw new Error('Expected a CRM among the samples.');
    client.put('sites', [
      {
        system,
        origin: 'https://new.example',
        granted: false,
        known: true,
        barred: false,
        first: true,
        verified: 'tested',
      },
    ]);
    await waitFor(() => expect(client.sent('crms.list').length).toBe(before + 1));
  });
});

describe('a CRM', () => {
  it('is added by the address of a page', async () => {
    go(['new-crm']);
    const { findByLabelText, getByLabelText, getByRole, getByText, client } = open();
    type(await findByLabelText(/^Address of a page/), 'https://desk.firm.de/redmine/issues/7');
    expect(getByText('Of it counts https://desk.firm.de')).toBeTruthy();
    expect(field(getByLabelText(/^Kind of CRM/)).value).toBe('redmine');
    expect(field(getByLabelText(/^Code/)).value).toBe('redmine');
    type(getByLabelText(/^Name/), 'Support');
    expect(field(getByLabelText(/^Code/)).value).toBe('support');
    fireEvent.click(getByRole('button', { name: 'Another address' }));
    await waitFor(() => expect(document.activeElement).toBe(getByLabelText(/^Address 2/)));
    type(getByLabelText(/^Address 2/), 'support.intern');
    fireEvent.click(getByRole('button', { name: 'Add it' }));
    await waitFor(() => expect(location.hash).toBe('#/crms/support'));
    const origins = ['https://desk.firm.de', 'https://support.intern'];
    const system = { id: 'support', kind: 'redmine', name: 'Support', origins };
    expect(client.sent('order')).toEqual([
      { type: 'order', order: { type: 'system.put', isNew: true, system } },
    ]);
  });

  it('is not added where something is missing or taken: the first such field has the focus', async () => {
    go(['new-crm']);
    const { findByLabelText, getByLabelText, getByRole, client } = open();
    const address = await findByLabelText(/^Address of a page/);
    fireEvent.click(getByRole('button', { name: 'Add it' }));
    await waitFor(() => expect(document.activeElement).toBe(address));
    expect(descriptionOf(address)).toContain('Enter the address of a page');
    type(address, 'https://crm.example.com/#prod/model/party.party/3');
    fireEvent.click(getByRole('button', { name: 'Add it' }));
    await waitFor(() => expect(descriptionOf(address)).toContain('Tryton has this already'));
    expect(field(getByLabelText(/^Name/)).value).toBe('Tryton crm.example.com');
    expect(client.sent('order')).toEqual([]);
  });

  it('that the server refuses stays as it was entered', async () => {
    go(['new-crm']);
    const { findByLabelText, getByLabelText, getByRole, findByText, client } = open();
    type(await findByLabelText(/^Address of a page/), 'https://desk.firm.de/issues/7');
    client.obey('system.put', () => {
      throw new ProtocolError('system-taken', { got: 'redmine', name: 'Other' });
    });
    fireEvent.click(getByRole('button', { name: 'Add it' }));
    expect(await findByText(/got redmine, which Other has/)).toBeTruthy();
    expect(field(getByLabelText(/^Address of a page/)).value).toBe('https://desk.firm.de/issues/7');
  });

  it('of another kind is called in processes as somebody says', async () => {
    go(['new-crm']);
    const { findByLabelText, getByLabelText, getByRole, client } = open();
    type(await findByLabelText(/^Address of a page/), 'https://crm.firm.de/');
    fireEvent.change(getByLabelText(/^Kind of CRM/), { target: { value: '-' } });
    expect(field(getByLabelText(/^What processes call/)).value).toBe('crm-crm-firm-de');
    type(getByLabelText(/^What processes call/), 'ours');
    fireEvent.click(getByRole('button', { name: 'Add it' }));
    await waitFor(() =>
      expect(client.sent('order')).toMatchObject([{ order: { system: { kind: 'ours' } } }]),
    );
  });

  it('is changed, but for its code', async () => {
    go(['crms', 'desk']);
    const { findByLabelText, findByRole, getByLabelText, getByRole, findByText, client } = open();
    const name = await findByLabelText(/^Name/);
    type(name, 'Service desk');
    expect(field(getByLabelText(/^Code/)).readOnly).toBe(true);
    fireEvent.click(getByRole('button', { name: 'Remove address 2' }));
    fireEvent.click(getByRole('button', { name: 'Save' }));
    expect(await findByText('Saved.')).toBeTruthy();
    await findByRole('heading', { name: 'Service desk' });
    // The form is the same: whoever saves by keyboard stays where they are.
    expect(name.isConnected).toBe(true);
    const origins = ['https://desk.example.com'];
    expect(client.sent('order')).toMatchObject([
      { order: { type: 'system.put', isNew: false, system: { id: 'desk', name: 'Service desk', origins } } },
    ]);
  });

  it('is removed once it was said what that means', async () => {
    go(['crms', 'desk']);
    const { findByRole, client } = open();
    fireEvent.click(await findByRole('button', { name: 'Remove' }));
    const dialog = await findByRole('dialog', { name: 'Remove Help desk?' });
    expect(dialog.textContent).toContain('Instances keep their records');
    expect(client.sent('order')).toEqual([]);
    confirm(dialog);
    await waitFor(() => expect(location.hash).toBe('#/crms'));
    expect(client.sent('order')).toEqual([
      { type: 'order', order: { type: 'system.remove', system: 'desk' } },
    ]);
  });

  it('that is not there says so', async () => {
    go(['crms', 'gone']);
    expect(await open().findByText('There is no such CRM')).toBeTruthy();
  });

  it('that nobody can read yet says what to do', async () => {
    go(['crms', 'donau']);
    expect(await open().findByText(/Point at what counts, in the options/)).toBeTruthy();
  });
});

describe('a connection', () => {
  it('is saved and checked at once; what is wrong is said, and what was entered stays but for the secret', async () => {
    go(['crms', 'sales']);
    const { findByLabelText, getByLabelText, getByRole, findByText, queryByText, client, signIn } = open();
    signIn.problem = 'Expected the CRM to accept it, got HTTP 401.';
    expect(field(await findByLabelText(/^How it is reached/)).value).toBe('generic');
    fireEvent.change(getByLabelText(/^How it is reached/), { target: { value: 'odoo' } });
    fireEvent.click(getByRole('button', { name: 'Save and check' }));
    const database = getByLabelText(/^Database/);
    await waitFor(() => expect(document.activeElement).toBe(database));
    type(database, 'erp');
    type(getByLabelText(/^Password or API key/), 'wrong');
    fireEvent.click(getByRole('button', { name: 'Save and check' }));
    expect(await findByText(signIn.problem)).toBeTruthy();
    expect(field(database).value).toBe('erp');
    expect(field(getByLabelText(/^Password or API key/)).value).toBe('');
    signIn.problem = null;
    type(getByLabelText(/^Password or API key/), 'right');
    fireEvent.click(getByRole('button', { name: 'Save and check' }));
    expect(await findByText('Signed in as server')).toBeTruthy();
    expect(queryByText(/HTTP 401/)).toBeNull();
    const settings = { baseUrl: 'https://acme.lightning.force.com', database: 'erp' };
    expect(client.sent('connection.save')).toEqual([
      { type: 'connection.save', system: 'sales', kind: 'odoo', settings, secret: 'wrong' },
      { type: 'connection.save', system: 'sales', kind: 'odoo', settings, secret: 'right' },
    ]);
  });

  it('keeps its secret where none is entered, and asks for it where it would go elsewhere', async () => {
    go(['crms', 'crm']);
    const { findByLabelText, getByLabelText, getByRole, client } = open();
    const secret = await findByLabelText(/^Password/);
    expect(field(secret).type).toBe('password');
    expect(descriptionOf(secret)).toContain('Leave this empty to keep it');
    fireEvent.click(getByRole('button', { name: 'Save and check' }));
    await waitFor(() => expect(client.sent('connection.check')).toHaveLength(1));
    await waitFor(() => expect(secret.closest('form')?.getAttribute('aria-busy')).toBe('false'));
    expect(client.sent('connection.save')[0]).not.toHaveProperty('secret');
    type(getByLabelText(/^User name/), 'other');
    fireEvent.click(getByRole('button', { name: 'Save and check' }));
    await waitFor(() => expect(descriptionOf(secret)).toContain('Enter it again'));
    expect(client.sent('connection.save')).toHaveLength(1);
  });

  it('takes a description from a file, and says what the server finds in it', async () => {
    go(['crms', 'sales']);
    const { container, findByLabelText, getByRole, findByText, client } = open();
    const description = await findByLabelText(/^Description of its interface/);
    const [input] = container.querySelectorAll('input[type=file]');
    if (!input) throw new Error('Expected a way to choose a file.');
    const files = [new File(['{"name": "Ours"}'], 'ours.json')];
    fireEvent.change(input, { target: { files } });
    await waitFor(() => expect(field(description).value).toBe('{"name": "Ours"}'));
    client.answer = ({ type: asked }) => {
      if (asked !== 'connection.save') return;
      throw new ProtocolError('message-malformed', { where: 'the connection', problem: 'description.types' });
    };
    fireEvent.click(getByRole('button', { name: 'Save and check' }));
    expect(await findByText(/description\.types/)).toBeTruthy();
    expect(client.sent('connection.save')).toMatchObject([{ settings: { description: { name: 'Ours' } } }]);
    expect(client.sent('connection.check')).toEqual([]);
    type(description, '{');
    fireEvent.click(getByRole('button', { name: 'Save and check' }));
    await waitFor(() => expect(descriptionOf(description)).toContain('This is no JSON'));
  });

  it('is ended once it was said what that means', async () => {
    go(['crms', 'desk']);
    const { findByRole, findByText, client } = open();
    fireEvent.click(await findByRole('button', { name: 'Disconnect' }));
    const dialog = await findByRole('dialog', { name: 'Disconnect Help desk?' });
    confirm(dialog);
    expect(await findByText('Not connected')).toBeTruthy();
    expect(client.sent('connection.remove')).toEqual([{ type: 'connection.remove', system: 'desk' }]);
  });
});

describe('a webhook', () => {
  it('is made, and its token shown once with what to enter', async () => {
    go(['crms', 'desk']);
    const { findByRole, findByText, getByText, queryByText } = open();
    fireEvent.click(await findByRole('button', { name: 'Make a webhook' }));
    expect(await findByText('tlh_1')).toBeTruthy();
    expect(await findByText('It has told nothing yet')).toBeTruthy();
    expect(getByText(/hooks\/records\/desk/)).toBeTruthy();
    go(['crms']);
    await findByRole('table');
    go(['crms', 'desk']);
    await findByRole('button', { name: 'Revoke the webhook' });
    expect(queryByText('tlh_1')).toBeNull();
  });

  it.each([
    ['Make another token', 'Make another token for Tryton?', 'tlh_1'],
    ['Revoke the webhook', 'Revoke the webhook of Tryton?', 'The server asks every few seconds'],
  ])('%s: only once it was said what that means', async (button, title, outcome) => {
    go(['crms', 'crm']);
    const { findByRole, findByText, client } = open();
    fireEvent.click(await findByRole('button', { name: button }));
    const dialog = await findByRole('dialog', { name: title });
    expect(within(dialog).getByText(/from then on/)).toBeTruthy();
    expect([...client.sent('webhook.make'), ...client.sent('webhook.remove')]).toEqual([]);
    confirm(dialog);
    expect(await findByText(outcome)).toBeTruthy();
  });
});
