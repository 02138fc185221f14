/** What is being entered stays, whatever comes from the server meanwhile. */
import { fireEvent, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { go } from '../../../components/route.ts';
import { descriptionOf } from '../../../components/testing/show.tsx';
import { confirm, field, open, type } from './testing/open-crms.tsx';

const theirs = { id: 'desk', kind: 'redmine', name: 'Theirs', origins: ['https://theirs.example.com'] };

describe('a CRM that is being changed', () => {
  it('keeps what was typed when somebody else changes it, and has what else they changed', async () => {
    go(['crms', 'desk']);
    const { findByLabelText, findByRole, getByLabelText, getByRole, client, changeElsewhere } = open();
    const name = await findByLabelText(/^Name/);
    type(name, 'Service desk');
    changeElsewhere(theirs);
    await findByRole('heading', { name: 'Theirs' });
    expect(name.isConnected).toBe(true);
    expect(field(name).value).toBe('Service desk');
    expect(field(getByLabelText(/^Address of a page/)).value).toBe('https://theirs.example.com');
    fireEvent.click(getByRole('button', { name: 'Save' }));
    await findByRole('heading', { name: 'Service desk' });
    expect(client.sent('order')).toMatchObject([{ order: { system: { ...theirs, name: 'Service desk' } } }]);
  });

  it('is shown as it is once it was saved, and as somebody else changes it then', async () => {
    go(['crms', 'desk']);
    const { findByLabelText, findByRole, findByText, getByLabelText, getByRole, changeElsewhere } = open();
    const name = await findByLabelText(/^Name/);
    type(name, 'Service desk');
    type(getByLabelText(/^Address of a page/), 'https://desk.example.com/issues/7');
    fireEvent.click(getByRole('button', { name: 'Save' }));
    await findByText('Saved.');
    await findByRole('heading', { name: 'Service desk' });
    expect(field(getByLabelText(/^Address of a page/)).value).toBe('https://desk.example.com');
    changeElsewhere(theirs);
    await findByRole('heading', { name: 'Theirs' });
    await waitFor(() => expect(field(name).value).toBe('Theirs'));
  });

  it('has its errors at the fields that they are about, as long as they are wrong', async () => {
    go(['crms', 'desk']);
    const { findByLabelText, getByRole } = open();
    const address = await findByLabelText(/^Address of a page/);
    type(address, 'desk intern');
    fireEvent.click(getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(descriptionOf(address)).toContain('Enter the address of a page'));
    fireEvent.click(getByRole('button', { name: 'Remove address 1' }));
    await waitFor(() => expect(field(address).value).toBe('https://desk.intern.example.com:8443'));
    expect(address.hasAttribute('aria-invalid')).toBe(false);
  });
});

describe('a connection that is being entered', () => {
  it('has no error for what another connector needs', async () => {
    go(['crms', 'sales']);
    const { findByLabelText, getByLabelText, getByRole } = open();
    const connector = await findByLabelText(/^How it is reached/);
    fireEvent.change(connector, { target: { value: 'tryton' } });
    fireEvent.click(getByRole('button', { name: 'Save and check' }));
    await waitFor(() => expect(descriptionOf(getByLabelText(/^User name/))).toContain('Fill this in'));
    fireEvent.change(connector, { target: { value: 'redmine' } });
    expect(getByLabelText(/^User name/).hasAttribute('aria-invalid')).toBe(false);
  });

  it('is known as the server answers, without a question for all CRMs: its secret is not sent away by a second press', async () => {
    go(['crms', 'sales']);
    const { findByLabelText, findByText, getByLabelText, getByRole, client } = open();
    const connector = await findByLabelText(/^How it is reached/);
    client.answer = ({ type: asked }) => (asked === 'crms.list' ? new Promise(() => {}) : undefined);
    fireEvent.change(connector, { target: { value: 'redmine' } });
    type(getByLabelText(/^Password or API key/), 'right');
    fireEvent.click(getByRole('button', { name: 'Save and check' }));
    await findByText('Signed in as server');
    fireEvent.click(getByRole('button', { name: 'Save and check' }));
    await waitFor(() => expect(client.sent('connection.save')).toHaveLength(2));
    expect(client.sent('connection.save')[1]).not.toHaveProperty('secret');
  });

  it('begins anew when the one before has been ended', async () => {
    go(['crms', 'crm']);
    const { findByLabelText, findByRole, findByText, getByLabelText } = open();
    expect(field(await findByLabelText(/^Database/)).value).toBe('production');
    fireEvent.click(await findByRole('button', { name: 'Disconnect' }));
    confirm(await findByRole('dialog'));
    await findByText('Not connected');
    expect(field(getByLabelText(/^Database/)).value).toBe('');
  });
});
