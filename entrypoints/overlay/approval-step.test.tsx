import { act, fireEvent, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { descriptionOf, press, show } from '../../components/testing/show.tsx';
import type { PageView as View } from '../../lib/messaging/contract.ts';
import { wireError } from '../../lib/protocol/index.ts';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import { approval, sampleOverlay, samplePage, sampleStatus } from '../../lib/testing/page-samples.ts';
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
  const decided = () => client.sent('task.complete').map(({ submission }) => submission);
  return { ...drawn, client, decided };
}

const type = (control: Element, value: string) => fireEvent.input(control, { target: { value } });

describe('an approval page', () => {
  it('[M17] shows what is asked and what to decide by, in words of the person', async () => {
    const { container, getByText } = await open(samplePage(approval));
    expect(getByText('May Hotel Alpenblick get this discount?')).toBeTruthy();
    const facts = [...container.querySelectorAll('.step-fact')].map((row) => row.textContent);
    expect(facts).toEqual(
      expect.arrayContaining(['Discount in %17.5', 'Offer in euro48,000', 'Valid until30 Apr 2026']),
    );
  });

  it('asks for approval where its author says nothing else', async () => {
    const { getByText } = await open(samplePage({ ...approval, purpose: null, facts: [] }));
    expect(getByText('Approval required')).toBeTruthy();
  });

  it('[M17] approves, with or without a comment', async () => {
    const { getByText, decided } = await open(samplePage(approval));
    press(getByText('Approve'));
    await waitFor(() =>
      expect(decided()).toEqual([{ kind: 'approval', decision: 'approved', comment: null }]),
    );
    const other = await open(samplePage(approval, { draft: { $comment: ' Go ahead. ' } }));
    press(other.getByText('Approve'));
    await waitFor(() => expect(other.decided()).toMatchObject([{ comment: 'Go ahead.' }]));
  });

  it('[M17] rejects only with a reason: asks for it where it has to be entered', async () => {
    const { getByText, getByLabelText, decided, client } = await open(samplePage(approval));
    const comment = getByLabelText(/^Comment/);
    await act(() => press(getByText('Reject')));
    expect(descriptionOf(comment)).toContain('Say why you reject this.');
    await waitFor(() => expect(document.activeElement).toBe(comment));
    expect(decided()).toEqual([]);
    type(comment, 'Too much for one roof');
    await waitFor(() => expect(comment.getAttribute('aria-invalid')).toBeNull());
    press(getByText('Reject'));
    await waitFor(() =>
      expect(decided()).toEqual([
        { kind: 'approval', decision: 'rejected', comment: 'Too much for one roof' },
      ]),
    );
    expect(client.sent('draft.save').at(-1)).toMatchObject({ draft: { $comment: 'Too much for one roof' } });
  });

  it('asks for a comment on a yes, too, where the process wants one', async () => {
    const strict = { ...approval, comment: { key: null, required: true } };
    const { getByText, getByLabelText, decided } = await open(samplePage(strict));
    await act(() => press(getByText('Approve')));
    expect(descriptionOf(getByLabelText(/^Comment/))).toContain('Enter a comment to approve this.');
    expect(decided()).toEqual([]);
  });

  it('shows at the comment what the server says about it', async () => {
    const error = wireError(
      'submission-unfit',
      { field: 'the comment', expected: 'a reason', got: 'nothing' },
      'comment',
    );
    const { getByLabelText, queryByText } = await open(
      samplePage(approval, { sending: 'refused', error, draft: { $comment: 'x' } }),
    );
    expect(descriptionOf(getByLabelText(/^Comment/))).toContain('Expected a reason for the comment');
    expect(queryByText('This was not accepted')).toBeNull();
  });

  it('[M17] is handed on to a person, where its author allows it', async () => {
    const { client, container, findByText, queryByText, getByLabelText, getByText } = await open(
      samplePage(approval),
    );
    client.tell('people.search', () => ({
      type: 'people.search',
      found: [
        { type: 'role', id: 'r-ben', name: 'Benchmarkers', members: 3 },
        { type: 'user', id: 'u-ben', name: 'Ben Okafor' },
      ],
    }));
    await act(() => press(getByLabelText('Hand on to somebody else')));
    const submit = () => {
      fireEvent.submit(container.querySelector('.step-panel-form') as Element);
    };
    await act(submit);
    expect(getByText('Choose a person from the list.')).toBeTruthy();
    type(getByLabelText(/^Person/, { selector: 'input' }), 'ben');
    const ben = await findByText('Ben Okafor', { selector: '.picker-option span' });
    expect(queryByText('Benchmarkers')).toBeNull();
    fireEvent.click(ben);
    submit();
    await waitFor(() =>
      expect(client.sent('activity.command').map(({ command }) => command)).toEqual([
        { type: 'task.assign', task: 't-approval', user: 'u-ben', role: null },
      ]),
    );
  });

  it('says who has handed it on, and is not handed on again', async () => {
    const handed = { ...approval, delegation: { allowed: true, by: { id: 'u-ben', name: 'Ben Okafor' } } };
    const { getByText, queryByLabelText } = await open(samplePage(handed));
    expect(getByText('Ben Okafor')).toBeTruthy();
    expect(queryByLabelText('Hand on to somebody else')).toBeNull();
  });

  it('is not handed on where its author keeps it to its approver', async () => {
    const kept = { ...approval, delegation: { allowed: false, by: null } };
    const { queryByLabelText } = await open(samplePage(kept));
    expect(queryByLabelText('Hand on to somebody else')).toBeNull();
    expect(queryByLabelText('Assign to somebody else')).toBeNull();
  });
});
