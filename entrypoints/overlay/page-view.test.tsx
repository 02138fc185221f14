import { act, fireEvent } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { show } from '../../components/testing/show.tsx';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import { anna, form, sampleOverlay, samplePage, sampleStatus } from '../../lib/testing/page-samples.ts';
import { Overlay } from './overlay.tsx';

/** Opens a form; `push` has the background tell its page again, as it is there. */
async function open() {
  const view = samplePage(form);
  const task = view.page?.task.id ?? '';
  const client = new FakePageClient({ overlay: sampleOverlay({ task }), status: sampleStatus() });
  client.put('page', view, task);
  const { getByLabelText } = show(<Overlay />, client);
  await act(() => undefined);
  const field = () => getByLabelText(/Contact person/) as HTMLInputElement;
  return {
    client,
    type: (value: string) => fireEvent.input(field(), { target: { value } }),
    entry: () => field().value,
    push: () => act(() => client.put('page', view, task)),
  };
}

describe('a page that stays open while another person signs in', () => {
  it('shows them nothing of what was typed before', async () => {
    const { type, entry, client, push } = await open();
    type('told to Anna alone');
    const ben = { ...anna, id: 'u-ben', name: 'Ben Okafor' };
    await act(() => client.put('status', sampleStatus({ user: ben })));
    await push();
    expect(entry()).not.toContain('Anna alone');
  });

  it('keeps what was typed over a short sign-out of the same person', async () => {
    const { type, entry, client, push } = await open();
    type('Jana Meyer');
    await act(() => client.put('status', sampleStatus({ link: 'signed-out', user: null })));
    await act(() => client.put('status', sampleStatus()));
    await push();
    expect(entry()).toBe('Jana Meyer');
  });
});
