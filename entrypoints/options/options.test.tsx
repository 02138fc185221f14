import { act, fireEvent, waitFor } from '@testing-library/preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { show } from '../../components/testing/show.tsx';
import type { MissingPlace } from '../../lib/messaging/contract.ts';
import { ProtocolError } from '../../lib/protocol/index.ts';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import { sampleStatus } from '../../lib/testing/page-samples.ts';
import { doubtfulSites, samplePolicy, sampleSites } from '../../lib/testing/site-samples.ts';
import { Options } from './options.tsx';

const permissions = {
  ...{ request: vi.fn(), remove: vi.fn(), getAll: vi.fn() },
  ...{ onAdded: heard(), onRemoved: heard() },
};

beforeEach(() => {
  permissions.request.mockReset().mockResolvedValue(true);
  permissions.remove.mockReset().mockResolvedValue(true);
  permissions.getAll.mockReset().mockResolvedValue({ origins: ['https://crm.example.com/*'] });
  Object.assign(fakeBrowser.permissions, permissions);
});

/** An event of the browser that a test can have happen. */
function heard() {
  const listeners = new Set<() => void>();
  return {
    addListener: (listener: () => void) => listeners.add(listener),
    removeListener: (listener: () => void) => listeners.delete(listener),
    happen: () => [...listeners].map((listener) => listener()),
  };
}

function open(status = sampleStatus(), sites = sampleSites, policy = samplePolicy()) {
  return show(<Options />, new FakePageClient({ status, sites, policy }));
}

describe('the server address', () => {
  it('is saved as it is read', async () => {
    const { getByLabelText, getByText, findByText, client } = open();
    fireEvent.input(getByLabelText(/Address/), { target: { value: 'localhost:8080/' } });
    await act(() => void fireEvent.submit(getByLabelText(/Address/).closest('form') as HTMLFormElement));
    expect(client.sent('server.set')).toEqual([{ type: 'server.set', url: 'http://localhost:8080' }]);
    expect(await findByText(/Saved\./)).toBeTruthy();
    expect(getByText('Save')).toBeTruthy();
  });

  it('that an administrator has set can be read and not changed', () => {
    const { getByLabelText, getByText, queryByRole } = open(sampleStatus({ isServerManaged: true }));
    expect((getByLabelText(/Address/) as HTMLInputElement).readOnly).toBe(true);
    expect(getByText('Set by your administrator.')).toBeTruthy();
    expect(queryByRole('button', { name: 'Save' })).toBeNull();
  });

  it('that is none is not saved; the field says what is expected and has the focus', async () => {
    const { getByLabelText, getByText, client } = open();
    fireEvent.input(getByLabelText(/Address/), { target: { value: 'no address' } });
    await act(() => void fireEvent.submit(getByLabelText(/Address/).closest('form') as HTMLFormElement));
    expect(client.sent('server.set')).toEqual([]);
    expect(getByText(/Enter the address of a server/)).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(getByLabelText(/Address/)));
  });
});

describe('the account', () => {
  it('shows who I am and my roles', () => {
    const { getByText, getByRole } = open();
    expect(getByText('Anna Keller')).toBeTruthy();
    expect(getByRole('list', { name: 'Roles' }).textContent).toBe('SalesSupport');
  });

  it('signs in and says why it failed', async () => {
    const { getByText, findByRole, client } = open(sampleStatus({ link: 'signed-out', user: null }));
    client.answer = () => {
      throw new ProtocolError('not-signed-in', { problem: 'a closed window' });
    };
    fireEvent.click(getByText('Sign in'));
    expect((await findByRole('alert')).textContent).toContain('a closed window');
    expect(client.requests).toEqual([{ type: 'sign-in' }]);
  });

  it('signs out', () => {
    const { getByText, client } = open();
    fireEvent.click(getByText('Sign out'));
    expect(client.sent('sign-out')).toEqual([{ type: 'sign-out' }]);
  });
});

describe('pages that have changed', () => {
  const place: MissingPlace = {
    origin: 'https://crm.example',
    site: 'Odoo',
    type: 'crm.lead',
    missing: 'place',
  };
  const openAt = (report: string | null) => {
    const client = new FakePageClient({
      status: sampleStatus(),
      sites: sampleSites,
      'missing-places': [place],
    });
    client.calls.set('structure.read', () => ({ type: 'structure', report }));
    return show(<Options />, client);
  };

  it('are named, and how one is built is shown before anybody else sees it', async () => {
    const { getByText, getByRole, findByLabelText, client } = openAt('body\n main');
    expect(getByText('Odoo: pages of the type “crm.lead”', { selector: '.site-name' })).toBeTruthy();
    fireEvent.click(getByRole('button', { name: /^Show a report/ }));
    const shown = (await findByLabelText('How the page is built')) as HTMLTextAreaElement;
    expect(shown.value).toBe('body\n main');
    expect(client.sent('structure.read')).toEqual([
      { type: 'structure.read', origin: 'https://crm.example', of: 'crm.lead' },
    ]);
    expect(getByRole('button', { name: 'Copy the report' })).toBeTruthy();
    expect(getByRole('button', { name: 'Save as a file' })).toBeTruthy();
  });

  it('cannot be read while no tab shows one, and the person is told', async () => {
    const { getByRole, findByText } = openAt(null);
    fireEvent.click(getByRole('button', { name: /^Show a report/ }));
    expect(await findByText(/No tab shows such a page now/)).toBeTruthy();
  });

  it('are not spoken of while there are none', () => {
    expect(open().queryByText('Pages that have changed')).toBeNull();
  });
});

describe('the sites', () => {
  it('are asked for in the click itself, without their port, and looked at again', async () => {
    const [, second] = sampleSites;
    const site = { ...second, origin: 'http://issues.example.com:3000' } as (typeof sampleSites)[number];
    const { getByRole, client } = open(sampleStatus(), [site]);
    fireEvent.click(getByRole('button', { name: /^Allow/ }));
    expect(permissions.request).toHaveBeenCalledWith({ origins: ['http://issues.example.com/*'] });
    await waitFor(() => expect(client.sent('sites.refresh')).toHaveLength(1));
  });

  it('that the person declines are said to be declined', async () => {
    permissions.request.mockResolvedValue(false);
    const { getByRole, findByText } = open();
    fireEvent.click(getByRole('button', { name: /^Allow/ }));
    expect(await findByText(/did not grant access to https:\/\/issues\.example\.com/)).toBeTruthy();
  });

  it('are given back', async () => {
    const { getByRole, client } = open();
    fireEvent.click(getByRole('button', { name: /^Remove/ }));
    expect(permissions.remove).toHaveBeenCalledWith({ origins: ['https://crm.example.com/*'] });
    await waitFor(() => expect(client.sent('sites.refresh')).toHaveLength(1));
  });

  it('that are no CRM of the server, and were allowed all the same, are shown too and taken back', async () => {
    const origins = ['https://crm.example.com/*', 'http://forgotten.example.com/*'];
    permissions.getAll.mockResolvedValue({ origins });
    const { findByRole, queryByText } = open();
    const button = await findByRole('button', { name: 'Remove http://forgotten.example.com' });
    fireEvent.click(button);
    expect(permissions.remove).toHaveBeenCalledWith({ origins: ['http://forgotten.example.com/*'] });
    permissions.getAll.mockResolvedValue({ origins: origins.slice(0, 1) });
    await act(async () => void permissions.onRemoved.happen());
    expect(queryByText('Not a CRM of your server')).toBeNull();
  });

  it('are compared with what was allowed only while the server can be asked', async () => {
    permissions.getAll.mockResolvedValue({ origins: ['https://crm.example.com/*'] });
    const { queryByText, findByText } = open(sampleStatus({ link: 'signed-out', user: null }), []);
    expect(await findByText(/No CRM site is known yet/)).toBeTruthy();
    await act(async () => undefined);
    expect(queryByText('Not a CRM of your server')).toBeNull();
  });

  it('of CRMs that nobody has tested us on say so, and no others', () => {
    const { getByText, queryAllByText } = open(sampleStatus(), [...sampleSites, ...doubtfulSites]);
    const seen = getByText(/not among those that we test on/);
    expect(seen.closest('li')?.textContent).toContain('https://north.example.com');
    const unseen = getByText(/Nobody has tested this CRM/);
    expect(unseen.closest('li')?.textContent).toContain('https://crm.zoho.eu');
    expect(queryAllByText(/with us|we test on/)).toHaveLength(2);
  });

  it('of a kind that has no adapter here can’t be allowed', () => {
    const { getByText, queryByRole } = open(sampleStatus(), sampleSites.slice(2));
    expect(getByText(/^This extension does not know this CRM yet/)).toBeTruthy();
    expect(queryByRole('button', { name: /^Allow/ })).toBeNull();
  });
});

describe('what an administrator has set in this browser', () => {
  const site = sampleSites[1] as (typeof sampleSites)[number];

  it('is said where it says on which addresses people may work', () => {
    const origins = { only: ['https://*.example.com'], never: ['https://old.example.com'] };
    const { getByText } = open(sampleStatus(), sampleSites, samplePolicy({ origins }));
    const banner = getByText('Set by your administrator.').closest('.banner');
    expect(banner?.textContent).toContain('works only on https://*.example.com.');
    expect(banner?.textContent).toContain('does not work on https://old.example.com.');
  });

  it('keeps a site from being allowed; one that was allowed can be given back', () => {
    const barred = { ...site, barred: true };
    const granted = { ...barred, origin: 'https://old.example.com', granted: true };
    const { getAllByText, queryByRole, getByRole } = open(sampleStatus(), [barred, granted]);
    expect(getAllByText('Not allowed by your administrator')).toHaveLength(2);
    expect(queryByRole('button', { name: /^Allow/ })).toBeNull();
    expect(getByRole('button', { name: /^Remove/ })).toBeTruthy();
  });

  it('sends people to the administrator where a CRM is not known and they may not describe it', () => {
    const { getByText } = open(sampleStatus(), sampleSites.slice(2), samplePolicy({ ownAdapters: false }));
    expect(getByText(/^This extension does not know this CRM yet: ask your administrator/)).toBeTruthy();
  });

  it('recommends a site in words', () => {
    const { getByText } = open(sampleStatus(), [{ ...site, first: true }]);
    expect(getByText('Recommended by your administrator').closest('li')?.textContent).toContain(site.origin);
  });

  it('is named where it cannot be used, with what is expected, and is not spoken of else', () => {
    expect(open().queryByText('Settings of your administrator')).toBeNull();
    const faults = [
      { setting: 'origins', entry: 2, why: 'origin' as const, at: null },
      { setting: 'adapters', entry: 1, why: 'untrue' as const, at: 'https://x.example/' },
      { setting: 'sever', entry: null, why: 'unknown' as const, at: null },
    ];
    const { getByText } = open(sampleStatus(), sampleSites, samplePolicy({ faults }));
    const said = (title: string) => getByText(title).closest('.banner')?.textContent;
    expect(said('origins, entry 2')).toContain('Expected an address without a path');
    expect(said('adapters, entry 1')).toContain('reads its own example https://x.example/ wrong');
    expect(said('sever')).toContain('Expected a setting that this version knows');
  });
});

describe('access tokens', () => {
  const pipeline = {
    ...{ id: 'k-1', name: 'Pipeline', createdAt: '2026-03-02T09:00:00Z' },
    ...{ expiresAt: '2026-06-02T09:00:00Z', lastUsedAt: null },
  };

  it('are listed, made and shown once, and revoked', async () => {
    const client = new FakePageClient({ status: sampleStatus(), sites: sampleSites });
    let tokens = [pipeline];
    client.calls.set('tokens.list', () => ({ type: 'tokens', tokens }));
    client.calls.set('token.create', () => ({
      type: 'token',
      token: { ...pipeline, id: 'k-2', name: 'Laptop', token: 'tlt_secret' },
    }));
    const { findAllByText, findByText, findByRole, getByLabelText, getAllByText, queryByText } = show(
      <Options />,
      client,
    );
    expect((await findAllByText('Pipeline')).length).toBeGreaterThan(0);
    fireEvent.input(getByLabelText(/What it is for/), { target: { value: ' Laptop ' } });
    tokens = [pipeline, { ...pipeline, id: 'k-2', name: 'Laptop' }];
    await act(
      () => void fireEvent.submit(getByLabelText(/What it is for/).closest('form') as HTMLFormElement),
    );
    expect(await findByText('tlt_secret')).toBeTruthy();
    expect(client.sent('token.create')).toEqual([{ type: 'token.create', name: 'Laptop', days: 90 }]);
    tokens = [pipeline];
    fireEvent.click(await findByRole('button', { name: 'Revoke Laptop' }));
    await waitFor(() => expect(queryByText('tlt_secret')).toBeNull());
    expect(client.sent('token.revoke')).toEqual([{ type: 'token.revoke', token: 'k-2' }]);
    expect(getAllByText('Pipeline')).not.toHaveLength(0);
  });

  it('need a name, and say why they cannot be read', async () => {
    const client = new FakePageClient({ status: sampleStatus(), sites: sampleSites });
    client.calls.set('tokens.list', () => {
      throw new ProtocolError('server-unreachable', { server: 'https://flow.example', problem: 'no answer' });
    });
    const { getByLabelText, getByText, findByRole } = show(<Options />, client);
    expect((await findByRole('alert')).textContent).toContain('no answer');
    fireEvent.submit(getByLabelText(/What it is for/).closest('form') as HTMLFormElement);
    expect(await waitFor(() => getByText(/Say what the token is for/))).toBeTruthy();
    expect(client.sent('token.create')).toEqual([]);
  });

  it('are not there for who is signed out', () => {
    const client = new FakePageClient({
      status: sampleStatus({ link: 'signed-out', user: null }),
      sites: [],
    });
    expect(show(<Options />, client).queryByText('Access tokens')).toBeNull();
  });
});

describe('notifications', () => {
  const switches = (choice: { tasks: boolean; reminders: boolean }) => {
    const shown = open();
    shown.client.put('notices', choice);
    return shown;
  };

  it('ask the browser at a press, and are on when it agrees', async () => {
    const { findByText, client } = switches({ tasks: false, reminders: false });
    await act(async () => void fireEvent.click(await findByText('Turn on notifications')));
    expect(permissions.request).toHaveBeenCalledWith({ permissions: ['notifications'] });
    expect(client.sent('notices.set').map(({ choice }) => choice)).toEqual([
      { tasks: true, reminders: true },
    ]);
  });

  it('stay off when the browser does not agree, and say where to allow them', async () => {
    permissions.request.mockResolvedValue(false);
    const { findByText, client } = switches({ tasks: false, reminders: false });
    fireEvent.click(await findByText('Turn on notifications'));
    expect(await findByText(/did not allow notifications/)).toBeTruthy();
    expect(client.sent('notices.set')).toEqual([]);
  });

  it('are switched one by one, and off without asking anybody', async () => {
    const { findByLabelText, client } = switches({ tasks: true, reminders: true });
    await act(async () => void fireEvent.click(await findByLabelText('Tell me about reminders')));
    expect(client.sent('notices.set').at(-1)?.choice).toEqual({ tasks: true, reminders: false });
    permissions.request.mockClear();
    await act(() => client.put('notices', { tasks: true, reminders: false }));
    await act(async () => void fireEvent.click(await findByLabelText('Tell me about new tasks')));
    expect(client.sent('notices.set').at(-1)?.choice).toEqual({ tasks: false, reminders: false });
    expect(permissions.request).not.toHaveBeenCalled();
  });
});
