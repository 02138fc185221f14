/** Opens pages of fields and buttons in the overlay, as tests look at them. */
import { act, fireEvent, waitFor } from '@testing-library/preact';
import { expect, vi } from 'vitest';
import { show } from '../../../../components/testing/show.tsx';
import type { PageView } from '../../../../lib/messaging/contract.ts';
import type { PageButton, PageItem, Values } from '../../../../lib/protocol/index.ts';
import { FakePageClient } from '../../../../lib/testing/fake-page-client.ts';
import { sampleOverlay, samplePage, sampleStatus } from '../../../../lib/testing/page-samples.ts';
import { SEEN_MS } from '../../guard.ts';
import { Overlay } from '../../overlay.tsx';

/** The button that takes the page when it is in order. */
export const DONE: PageButton = { code: 'done', label: 'Done', style: 'primary', validates: true };

interface Options {
  data?: Values;
  kind?: 'auto-generated-page' | 'pre-configured-page';
  buttons?: PageButton[];
  view?: Partial<PageView>;
}

/** Opens a page with these items; the clock of `performance` has to be a false one. */
export async function open(
  items: PageItem[],
  { data, buttons = [DONE], view = {}, ...options }: Options = {},
) {
  const content = { recommendation: null, items, buttons, ...(data ? { data } : {}) };
  const whole =
    options.kind === 'pre-configured-page'
      ? { ...content, kind: options.kind, outputs: {} }
      : { ...content, kind: 'auto-generated-page' as const };
  const page = samplePage(whole, view);
  const task = page.page?.task.id ?? '';
  const client = new FakePageClient({ overlay: sampleOverlay({ task }), status: sampleStatus() });
  client.put('page', page, task);
  const drawn = show(<Overlay />, client);
  await waitFor(() => {
    expect(drawn.container.querySelector('.step-buttons button')).not.toBeNull();
    expect(drawn.container.querySelector('.loading')).toBeNull();
  });
  vi.advanceTimersByTime(SEEN_MS);
  return {
    ...drawn,
    client,
    push: (next: Partial<PageView>) => act(() => client.put('page', { ...page, ...next }, task)),
  };
}

/** Types it, over what was there. */
export const type = (control: Element, value: string) =>
  act(() => void fireEvent.input(control, { target: { value } }));
/** What was handed in. */
export const submitted = (client: FakePageClient) =>
  client.sent('task.complete').map(({ submission }) => submission);
/** A page that was handed in with `DONE`. */
export const done = (values: Values) => [{ kind: 'auto-generated-page', button: 'done', values }];
