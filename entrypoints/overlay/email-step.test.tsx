import { act, fireEvent, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { descriptionOf, press, show } from '../../components/testing/show.tsx';
import type { PageView as View } from '../../lib/messaging/contract.ts';
import { wireError } from '../../lib/protocol/index.ts';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import { email, sampleOverlay, samplePage, sampleStatus } from '../../lib/testing/page-samples.ts';
import { SEEN_MS } from './guard.ts';
import { Overlay } from './overlay.tsx';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

/** Opens the page and lets the person look at it for as long as the guard wants. */
async function open(view: View) {
  const task = view.page?.task.id ?? '';
  const client = new FakePageClient({ overlay: sampleOverlay({ task }), status: sampleStatus() });
  client.put('page', view, task);
  const drawn = show(<Overlay />, client);
  await act(() => undefined);
  vi.advanceTimersByTime(SEEN_MS);
  const sent = () => client.sent('task.complete').map(({ submission }) => submission);
  const factsShown = () => [...drawn.container.querySelectorAll('.step-fact')].map((row) => row.textContent);
  return { ...drawn, client, sent, factsShown };
}

const type = (control: Element, value: string) => fireEvent.input(control, { target: { value } });
const entered = (control: Element) => (control as HTMLInputElement).value;

describe('an e-mail page', () => {
  it('[M17] begins with what the author proposes, and says whom it comes from', async () => {
    const { getByLabelText, factsShown, queryByText } = await open(samplePage(email));
    expect(entered(getByLabelText(/^To/))).toBe('Jana Meyer <jana@meyer.example>');
    expect(entered(getByLabelText(/^Subject/))).toBe('Your offer for a solar roof');
    expect(entered(getByLabelText(/^Text/))).toContain('Dear Ms Meyer,\n\nthank you');
    expect(factsShown()).toContain('FromSales <sales@example.com>');
    expect(queryByText('Importance')).toBeNull();
  });

  it('says how important it is where that is unusual', async () => {
    const { factsShown } = await open(samplePage({ ...email, importance: 'high' }));
    expect(factsShown()).toContain('ImportanceHigh');
  });

  it('[M17] finds recipients in the CRM by what stands behind the last comma', async () => {
    const { getByRole, findAllByRole, client } = await open(
      samplePage({ ...email, recipients: { system: 'crm', type: 'contact', address: null } }),
    );
    client.findRecords = () => [
      { id: '7', title: 'Meyer, Ben', address: 'ben@meyer.example' },
      { id: '9', title: 'Meyerhof', address: 'office@meyerhof.example' },
    ];
    const to = getByRole('combobox', { name: /^To/ });
    await act(() => void type(to, `${entered(to)}, mey`));
    const options = await findAllByRole('option');
    expect(options.map(({ textContent }) => textContent)).toEqual([
      'Meyer, Ben <ben@meyer.example>',
      'Meyerhof <office@meyerhof.example>',
    ]);
    expect(client.sent('lookup.query').map(({ query }) => query)).toMatchObject([
      { type: 'lookup.search', field: 'to', text: 'mey' },
    ]);
    await act(() => void fireEvent.keyDown(to, { key: 'Enter' }));
    expect(entered(to)).toBe('Jana Meyer <jana@meyer.example>, "Meyer, Ben" <ben@meyer.example>, ');
    await act(() => void type(to, `${entered(to)}ada@example.com`));
    await waitFor(() => expect(client.sent('draft.save').at(-1)?.draft).toMatchObject({ $to: entered(to) }));
  });

  it('looks for nobody while an address is written', async () => {
    const { getByRole, queryByRole } = await open(
      samplePage({ ...email, recipients: { system: 'crm', type: 'contact', address: null } }),
    );
    const to = getByRole('combobox', { name: /^To/ });
    await act(() => void type(to, 'ada@'));
    expect(to.getAttribute('aria-expanded')).toBe('false');
    await act(() => void type(to, 'ad'));
    expect(to.getAttribute('aria-expanded')).toBe('true');
    expect(queryByRole('option')).toBeNull();
  });

  it('[M17] asks nobody where the author names no records', async () => {
    const { getByLabelText, queryByRole, client } = await open(samplePage(email));
    type(getByLabelText(/^To/), 'mey');
    expect(queryByRole('combobox')).toBeNull();
    expect(client.sent('lookup.query')).toEqual([]);
  });

  it('[M17] sends what the person made of it, as lists of addresses', async () => {
    const { getByLabelText, getByText, sent, client } = await open(samplePage(email));
    await act(() => press(getByText('Cc and Bcc')));
    type(getByLabelText(/^Cc/), '"Meyer, Ben" <ben@meyer.example>; ada@example.com');
    await waitFor(() =>
      expect(client.sent('draft.save').at(-1)).toMatchObject({
        draft: { $cc: '"Meyer, Ben" <ben@meyer.example>; ada@example.com' },
      }),
    );
    press(getByText('Send'));
    await waitFor(() =>
      expect(sent()).toEqual([
        {
          kind: 'send-email',
          to: ['Jana Meyer <jana@meyer.example>'],
          cc: ['"Meyer, Ben" <ben@meyer.example>', 'ada@example.com'],
          bcc: [],
          subject: email.subject,
          body: email.body,
          attachments: [],
        },
      ]),
    );
  });

  it('goes on with a draft, and shows the copies that it has', async () => {
    const draft = { $to: 'new@example.com', $bcc: 'boss@example.com', $body: 'Short.' };
    const { getByLabelText, queryByText } = await open(samplePage(email, { draft }));
    expect(entered(getByLabelText(/^To/))).toBe('new@example.com');
    expect(entered(getByLabelText(/^Bcc/))).toBe('boss@example.com');
    expect(entered(getByLabelText(/^Subject/))).toBe(email.subject);
    expect(queryByText('Cc and Bcc')).toBeNull();
  });

  it.each([
    ['nobody', { $to: ' , ' }, /^To/, 'Enter who gets this.'],
    ['an address that is none', { $to: 'jana@meyer.example, Bob' }, /^To/, 'in place of “Bob”'],
    ['a copy to nobody', { $cc: 'ben@' }, /^Cc/, 'in place of “ben@”'],
    ['no subject', { $subject: '' }, /^Subject/, 'Enter a subject.'],
    ['too many', { $to: Array(51).fill('a@example.com').join() }, /^To/, 'at most 50'],
  ])('sends nothing with %s, and says so at the field', async (_, draft, label, problem) => {
    const { getByLabelText, getByText, sent } = await open(samplePage(email, { draft }));
    await act(() => press(getByText('Send')));
    const control = getByLabelText(label);
    expect(descriptionOf(control)).toContain(problem);
    await waitFor(() => expect(document.activeElement).toBe(control));
    expect(sent()).toEqual([]);
    type(control, 'ok@example.com');
    await waitFor(() => expect(control.getAttribute('aria-invalid')).toBeNull());
  });

  it('[M17] shows why the mail server refused it, with everything as it was entered', async () => {
    const error = wireError('mail-refused', { problem: '550 No such mailbox here' });
    const { getByLabelText, getByText } = await open(
      samplePage(email, { sending: 'refused', error, draft: { $to: 'gone@meyer.example' } }),
    );
    expect(getByText(/No such mailbox here/)).toBeTruthy();
    expect(entered(getByLabelText(/^To/))).toBe('gone@meyer.example');
  });

  it('shows at its field what the server refuses, until it is changed', async () => {
    const error = wireError(
      'submission-unfit',
      { field: 'a recipient', expected: 'an e-mail address', got: '“x”' },
      'cc',
    );
    const { getByLabelText, queryByText } = await open(
      samplePage(email, { sending: 'refused', error, draft: { $cc: 'x@y' } }),
    );
    const copies = getByLabelText(/^Cc/);
    expect(descriptionOf(copies)).toContain('Expected an e-mail address');
    expect(queryByText('This was not accepted')).toBeNull();
    type(copies, 'x@y.example');
    await waitFor(() => expect(copies.getAttribute('aria-invalid')).toBeNull());
  });
});
