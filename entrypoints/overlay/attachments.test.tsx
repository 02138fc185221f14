import { act, fireEvent, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { descriptionOf, press, show } from '../../components/testing/show.tsx';
import type { Status } from '../../lib/messaging/contract.ts';
import { ProtocolError } from '../../lib/protocol/index.ts';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import {
  attachments,
  email,
  sampleOverlay,
  samplePage,
  sampleStatus,
} from '../../lib/testing/page-samples.ts';
import { SEEN_MS } from './guard.ts';
import { Overlay } from './overlay.tsx';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

type Email = typeof email;

/** Opens the page of an e-mail; `list` says what is attached to it from then on. */
async function open(content: Email = email, status: Partial<Status> = {}) {
  const client = new FakePageClient({
    overlay: sampleOverlay({ task: 't-mail' }),
    status: sampleStatus(status),
  });
  const list = (files: Email['attachments']) =>
    act(() => client.put('page', samplePage({ ...email, attachments: files }), 't-mail'));
  client.put('page', samplePage(content), 't-mail');
  const drawn = show(<Overlay />, client);
  await act(() => undefined);
  vi.advanceTimersByTime(SEEN_MS);
  const choose = (...files: File[]) => {
    const input = drawn.container.querySelector('input[type="file"]');
    if (!input) throw new Error('Expected a way to choose files, got none.');
    return act(() => {
      fireEvent.change(input, { target: { files } });
    });
  };
  const rows = () => [...drawn.container.querySelectorAll('.attachment')].map((row) => row.textContent);
  const said = () => drawn.getByRole('alert').textContent;
  const sent = () => client.sent('task.complete').map(({ submission }) => submission);
  return { ...drawn, client, list, choose, rows, said, sent };
}

const small = new File(['Hello'], 'Hello.txt');
/** A file that says it is so large. */
function sized(name: string, size: number): File {
  return Object.defineProperty(new File([], name), 'size', { value: size });
}

describe('the files of an e-mail', () => {
  it('[M17] go to the server as they are chosen, and out with the mail', async () => {
    const { choose, rows, client, list, getByText, sent } = await open();
    await choose(small, new File([], 'empty'));
    await waitFor(() => expect(client.sent('attachment.add')).toHaveLength(2));
    const [first, second] = client.sent('attachment.add');
    expect(first).toMatchObject({ task: 't-mail', name: 'Hello.txt', data: btoa('Hello') });
    expect(second).toMatchObject({ name: 'empty', data: '' });
    await waitFor(() => expect(rows()).toEqual(['Hello.txt1 kB', 'empty0 kB']));
    await list([{ id: first?.id ?? '', name: 'Hello.txt', size: 5 }, ...attachments.slice(0, 1)]);
    expect(rows()).toEqual(['Hello.txt1 kB', 'Your offer for a solar roof.pdf1.3 MB', 'empty0 kB']);
    press(getByText('Send'));
    await waitFor(() => expect(sent()).toMatchObject([{ attachments: [first?.id, 'a-1', second?.id] }]));
  });

  it('are listed again when the page opens again, and can be removed', async () => {
    const { rows, client, list, getByLabelText, getByText } = await open({ ...email, attachments });
    expect(rows()[0]).toBe('Your offer for a solar roof.pdf1.3 MB');
    await act(() => press(getByLabelText('Remove Your offer for a solar roof.pdf')));
    expect(client.sent('attachment.remove')).toEqual([
      { type: 'attachment.remove', task: 't-mail', id: 'a-1' },
    ]);
    expect(document.activeElement).toBe(getByText('Attach files').closest('button'));
    await list(attachments.slice(1));
    expect(rows()).toHaveLength(1);
  });

  it('that were seen by the page and removed elsewhere do not come back', async () => {
    const { choose, rows, client, list } = await open();
    await choose(small);
    await waitFor(() => expect(rows()).toEqual(['Hello.txt1 kB']));
    await list([{ id: client.sent('attachment.add')[0]?.id ?? '', name: 'Hello.txt', size: 5 }]);
    await list([]);
    await waitFor(() => expect(rows()).toEqual([]));
  });

  it('hold up the mail until they have arrived', async () => {
    const { choose, client, getByText, sent, said, rows } = await open();
    let arrive = () => {};
    const upload = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    client.answer = () => upload;
    await choose(small);
    await waitFor(() => expect(client.sent('attachment.add')).toHaveLength(1));
    expect(rows()).toEqual(['Hello.txtOn its way']);
    await act(() => press(getByText('Send')));
    expect(said()).toContain('still on their way');
    expect(sent()).toEqual([]);
    client.answer = () => undefined;
    await act(() => arrive());
    await waitFor(() => expect(rows()).toEqual(['Hello.txt1 kB']));
    await act(() => press(getByText('Send')));
    await waitFor(() => expect(sent()).toHaveLength(1));
  });

  it.each([
    ['six', Array.from({ length: 6 }, (_, index) => new File([], `${index}`)), 'at most 5 files'],
    ['too much together', [sized('a', 6_000_000), sized('b', 4_000_001)], 'at most 10 MB'],
  ])('are not added when there are %s', async (_, files, problem) => {
    const { choose, client, said, rows, getByText } = await open();
    const button = getByText('Attach files').closest('button') as HTMLElement;
    expect(descriptionOf(button)).toBe('At most 5 files, 10 MB together.');
    await choose(...files);
    expect(said()).toContain(problem);
    expect(descriptionOf(button)).toContain(problem);
    expect(rows()).toEqual([]);
    expect(client.sent('attachment.add')).toEqual([]);
    await choose(small);
    expect(said()).toBe('');
  });

  it('need the server', async () => {
    const { choose, client, said, getByLabelText } = await open(
      { ...email, attachments: attachments.slice(0, 1) },
      { link: 'offline' },
    );
    await choose(small);
    expect(said()).toContain('needs the server');
    await act(() => press(getByLabelText(/^Remove Your offer/)));
    expect([...client.sent('attachment.add'), ...client.sent('attachment.remove')]).toEqual([]);
  });

  it('that the server refuses are named, with its reason', async () => {
    const { choose, client, said, rows } = await open({ ...email, attachments });
    const refusal = { field: 'the attachments', expected: 'at most 10 MB together', got: '12 MB' };
    client.answer = () => {
      throw new ProtocolError('submission-unfit', refusal);
    };
    await choose(small);
    await waitFor(() =>
      expect(said()).toContain('Hello.txt was not attached. Expected at most 10 MB together'),
    );
    expect(rows()).toHaveLength(2);
  });

  it('can only be read once the mail is on its way', async () => {
    const { client, rows, queryByText, queryByLabelText } = await open();
    await act(() =>
      client.put('page', samplePage({ ...email, attachments }, { sending: 'sending' }), 't-mail'),
    );
    expect(rows()).toHaveLength(2);
    expect(queryByText('Attach files')).toBeNull();
    expect(queryByLabelText(/^Remove/)).toBeNull();
  });
});
