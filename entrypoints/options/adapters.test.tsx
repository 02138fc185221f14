import { act, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { show } from '../../components/testing/show.tsx';
import type { AdapterView, KnownAdapter, PolicyView, Status } from '../../lib/messaging/contract.ts';
import { type Order, ProtocolError } from '../../lib/protocol/index.ts';
import { redmine } from '../../lib/sites/redmine.ts';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import { sampleStatus } from '../../lib/testing/page-samples.ts';
import { samplePolicy, sampleSites } from '../../lib/testing/site-samples.ts';
import { AdaptersSection } from './adapters-section.tsx';

const request = vi.fn();
const manager = sampleStatus();
const clerk = { ...manager, user: manager.user && { ...manager.user, permissions: [] } };

beforeEach(() => {
  request.mockReset().mockResolvedValue(true);
  Object.assign(fakeBrowser.permissions, { request });
});

const known = (source: KnownAdapter['source'], state: KnownAdapter['state'] = 'used'): KnownAdapter => ({
  adapter: redmine,
  source,
  state,
});

function open(view: Partial<AdapterView> = {}, status: Status = clerk) {
  return show(
    <AdaptersSection />,
    new FakePageClient({ status, adapters: { known: [], refused: [], ...view } }),
  );
}

const asManager = {
  ...manager,
  user: manager.user && { ...manager.user, permissions: ['manage-definitions' as const] },
};

describe('any other CRM', () => {
  it('is asked for by its address; the browser asks for access in the press itself, then the picker opens', async () => {
    const { getByLabelText, client } = open();
    fireEvent.input(getByLabelText(/^A page of your CRM/), {
      target: { value: 'crm.example.com:8443/leads/7' },
    });
    fireEvent.submit(getByLabelText(/^A page/).closest('form') as HTMLFormElement);
    expect(request).toHaveBeenCalledWith({ origins: ['https://crm.example.com/*'] });
    await waitFor(() =>
      expect(client.sent('pick.start')).toEqual([
        { type: 'pick.start', url: 'https://crm.example.com:8443/leads/7' },
      ]),
    );
  });

  it('is not opened without access, nor without an address', async () => {
    request.mockResolvedValue(false);
    const { getByLabelText, findByText, client } = open();
    const form = getByLabelText(/^A page/).closest('form') as HTMLFormElement;
    fireEvent.submit(form);
    expect(await findByText(/Enter the address of a page/)).toBeTruthy();
    expect(request).not.toHaveBeenCalled();
    fireEvent.input(getByLabelText(/^A page/), { target: { value: 'crm.example.com' } });
    fireEvent.submit(form);
    expect(await findByText(/did not grant access to https:\/\/crm\.example\.com/)).toBeTruthy();
    expect(client.sent('pick.start')).toEqual([]);
  });
});

describe('an administrator who has set in this browser', () => {
  const openWith = (policy: Partial<PolicyView>, adapters: KnownAdapter[] = []) =>
    show(
      <AdaptersSection />,
      new FakePageClient({
        status: asManager,
        adapters: { known: adapters, refused: [] },
        policy: samplePolicy(policy),
      }),
    );

  it('that nobody adds a CRM is named by every control that does nothing', async () => {
    const { getByLabelText, getByRole, client } = openWith({ ownAdapters: false });
    const field = getByLabelText(/^A page of your CRM/) as HTMLInputElement;
    expect(field.readOnly).toBe(true);
    for (const name of [/^Open it and point/, /^Take from a file/]) {
      const button = getByRole('button', { name });
      expect(button.getAttribute('aria-disabled')).toBe('true');
      const why = document.getElementById(button.getAttribute('aria-describedby') ?? '');
      expect(why?.textContent).toContain('Set by your administrator');
    }
    fireEvent.input(field, { target: { value: 'crm.example.com' } });
    fireEvent.submit(field.closest('form') as HTMLFormElement);
    expect(request).not.toHaveBeenCalled();
    expect(client.sent('pick.start')).toEqual([]);
  });

  it('that an address is not to be worked on is asked before the browser is', async () => {
    const { getByLabelText, findByText, client } = openWith({
      origins: { only: null, never: ['https://*.example.com'] },
    });
    const field = getByLabelText(/^A page of your CRM/);
    fireEvent.input(field, { target: { value: 'crm.example.com/leads/1' } });
    fireEvent.submit(field.closest('form') as HTMLFormElement);
    expect(await findByText(/does not let the extension work on https:\/\/crm\.example\.com/)).toBeTruthy();
    expect(request).not.toHaveBeenCalled();
    expect(client.sent('pick.start')).toEqual([]);
  });

  it('an adapter leaves nothing to do with it but to save it', () => {
    const { getByText, getAllByRole } = openWith({}, [known('policy')]);
    const row = getByText(/Set in this browser by your administrator · /).closest('li') as HTMLElement;
    expect(
      within(row)
        .getAllByRole('button')
        .map((button) => button.textContent),
    ).toEqual([expect.stringMatching(/^Save as a file/)]);
    expect(getAllByRole('button', { name: /Redmine/ })).toHaveLength(1);
  });

  it('that mine are not used lets me delete it and not switch it', () => {
    const { getByText, getByRole, queryByRole } = openWith({ ownAdapters: false }, [known('own', 'barred')]);
    expect(getByText('Switched off by your administrator')).toBeTruthy();
    expect(queryByRole('button', { name: /^Switch/ })).toBeNull();
    expect(getByRole('button', { name: /^Delete/ })).toBeTruthy();
  });
});

describe('an adapter', () => {
  it('is switched off and on, and deleted if it is mine', async () => {
    const { getByRole, client } = open({ known: [known('own'), known('shipped', 'off')] });
    fireEvent.click(getByRole('button', { name: /^Switch off Redmine, Made by you/ }));
    fireEvent.click(getByRole('button', { name: /^Switch on Redmine, Comes with/ }));
    fireEvent.click(getByRole('button', { name: /^Delete/ }));
    expect(client.requests).toEqual([
      { type: 'adapter.set', kind: 'redmine', source: 'own', used: false },
      { type: 'adapter.set', kind: 'redmine', source: 'shipped', used: true },
      { type: 'adapter.remove', kind: 'redmine' },
    ]);
  });

  it('is given to everybody by who manages definitions, and by nobody else', async () => {
    expect(open({ known: [known('own')] }).queryByRole('button', { name: /everybody/ })).toBeNull();
    const client = open({ known: [known('own')] }, asManager).client;
    const give = async () => {
      const ordered: Order[] = [];
      client.obey('adapter.publish', (order) => {
        ordered.push(order);
        return { type: 'done' };
      });
      const [button] = screen.getAllByRole('button', { name: /^Give to everybody/ });
      await act(async () => void fireEvent.click(button as Element));
      return ordered;
    };
    const given = { type: 'adapter.publish', adapter: JSON.stringify(redmine) };
    expect(await give()).toEqual([{ ...given, origin: expect.stringMatching(/^https?:/) }]);
    // What the server knows is not where the examples of the adapter are.
    act(() => client.put('sites', sampleSites));
    expect(await give()).toEqual([{ ...given, origin: null }]);
  });

  it('that was switched off for everybody says so', () => {
    const { getByText, queryByRole } = open({ known: [known('shipped', 'withdrawn')] });
    expect(getByText('Switched off by your administrator')).toBeTruthy();
    expect(queryByRole('button', { name: /^Switch/ })).toBeNull();
  });

  it('that the server gives and that is wrong is not used, and it is said why', () => {
    const { getByText } = open({ refused: [{ kind: 'redmine', why: 'signature' }] });
    const banner = getByText('What the server gives for “redmine” is not used').closest(
      '.banner',
    ) as HTMLElement;
    expect(within(banner).getByText(/Expected a signature of this server/)).toBeTruthy();
  });

  it.each([
    [JSON.stringify(redmine), /Redmine was taken over/, 1],
    ['{}', /got one with something else at “kind”/, 0],
    ['hello', /got a file without one/, 0],
  ])('is taken from a file if it is one: %.8s', async (words, said, times) => {
    const { container, findByText, client } = open();
    const input = container.querySelector('input[type=file]') as HTMLInputElement;
    Object.defineProperty(input, 'files', { value: [new File([words], 'crm.adapter.json')] });
    fireEvent.change(input);
    expect(await findByText(said)).toBeTruthy();
    expect(client.sent('adapter.put')).toHaveLength(times);
  });

  it('is not said to be taken over where it was refused', async () => {
    const { container, findByText, queryByText, client } = open();
    client.answer = () => {
      throw new ProtocolError('policy-forbids', { what: 'a description of Redmine' });
    };
    const input = container.querySelector('input[type=file]') as HTMLInputElement;
    const file = new File([JSON.stringify(redmine)], 'crm.adapter.json');
    Object.defineProperty(input, 'files', { value: [file] });
    fireEvent.change(input);
    expect(await findByText(/got a description of Redmine/)).toBeTruthy();
    expect(queryByText(/was taken over/)).toBeNull();
  });
});
