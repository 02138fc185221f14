import { act, fireEvent, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { press, show } from '../../../components/testing/show.tsx';
import type { PageView } from '../../../lib/messaging/contract.ts';
import {
  type PageContent,
  type PageItem,
  ProtocolError,
  Values,
  wireError,
} from '../../../lib/protocol/index.ts';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { sampleOverlay, samplePage, sampleStatus } from '../../../lib/testing/page-samples.ts';
import { SEEN_MS } from '../guard.ts';
import { Overlay } from '../overlay.tsx';
import { readToKeep, reopened } from './source-values.ts';
import { DONE, submitted, type } from './testing/open-form.tsx';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

const shared = { description: null, required: false, readonly: false, value: null } as const;
const bound = (field: string) => ({ bound: { source: 'lead', field } });
const company: PageItem = {
  ...{ ...shared, type: 'textfield', key: 'company', label: 'Company', ...bound('name') },
  ...{ minLength: null, maxLength: null, pattern: null, inputType: 'text' },
};
const budget: PageItem = {
  ...{ ...shared, type: 'number', key: 'budget', label: 'Budget', ...bound('budget') },
  ...{ min: null, max: null, decimals: null },
};
const content: PageContent = {
  ...{ kind: 'pre-configured-page', recommendation: null, buttons: [DONE], outputs: {} },
  items: [company, budget],
  sources: [{ code: 'lead', system: 'crm', type: 'lead', id: '7', output: null }],
};
const HELD = { company: 'Lamps', budget: 5 };
const kept = (read: Values) => readToKeep(read);

async function open(view: Partial<PageView> = {}, held: () => Values = () => HELD) {
  const page = samplePage(content, view);
  const task = page.page?.task.id ?? '';
  const client = new FakePageClient({ overlay: sampleOverlay({ task }), status: sampleStatus() });
  client.readSources = held;
  client.put('page', page, task);
  const drawn = show(<Overlay />, client);
  await waitFor(() => expect(drawn.container.querySelector('.step-buttons, .banner')).not.toBeNull());
  await waitFor(() => expect(drawn.queryByText('Reading the record in the CRM…')).toBeNull());
  vi.advanceTimersByTime(SEEN_MS);
  const entry = (label: string) => (drawn.getByLabelText(label) as HTMLInputElement).value;
  const push = (next: Partial<PageView>) => act(() => client.put('page', { ...page, ...next }, task));
  return { ...drawn, client, entry, push };
}

describe('a page with fields of a record', () => {
  it('[M16] shows what the CRM holds, and hands in what it began with', async () => {
    const { entry, getByLabelText, getByText, client } = await open();
    expect(client.sent('lookup.query')).toMatchObject([{ query: { type: 'sources.read' } }]);
    expect(entry('Company')).toBe('Lamps');
    await waitFor(() => expect(document.activeElement).toBe(getByLabelText(/^Company/)));
    await type(getByLabelText('Budget'), '8');
    expect(client.sent('draft.save').at(-1)).toMatchObject({ draft: { budget: '8', ...kept(HELD) } });
    press(getByText('Done'));
    await waitFor(() =>
      expect(submitted(client)).toEqual([
        {
          ...{ kind: 'pre-configured-page', button: 'done', read: HELD },
          values: { company: 'Lamps', budget: 8 },
        },
      ]),
    );
  });

  it('says why nothing can be read, and reads again on request', async () => {
    let answers = false;
    const { findByText, getByText, queryByText, entry } = await open({}, () => {
      if (answers) return HELD;
      throw new ProtocolError('connection-failed', { system: 'crm', problem: 'no answer' });
    });
    await findByText('The record could not be read');
    expect(queryByText('Done')).toBeNull();
    answers = true;
    await act(() => void fireEvent.click(getByText('Try again')));
    await waitFor(() => expect(entry('Company')).toBe('Lamps'));
  });

  it('asks nothing of a step that is over', async () => {
    const end = { reason: 'completed', by: null, at: '2026-01-01T00:00:00.000Z' } as const;
    const { client, entry } = await open({ state: 'ended', end, draft: { company: 'Typed' } });
    expect(client.sent('lookup.query')).toEqual([]);
    expect(entry('Company')).toBe('Typed');
  });

  it('says at the field that somebody else has changed it, keeps what was entered, and then replaces theirs', async () => {
    let held: Values = HELD;
    const { getByLabelText, getByText, findByText, entry, client, push } = await open({}, () => held);
    await type(getByLabelText('Budget'), '8');
    held = { company: 'Lamps & Co', budget: 6 };
    const draft = client.sent('draft.save').at(-1)?.draft ?? null;
    const error = wireError('record-changed', { field: '"Budget"', got: '6' }, 'values.budget');
    await push({ sending: 'refused', error, draft });
    await findByText(/got 6, which somebody has entered/);
    await waitFor(() => expect(entry('Company')).toBe('Lamps & Co'));
    expect(entry('Budget')).toBe('8');
    // The second half of a double click replaces nothing.
    press(getByText('Done'));
    expect(submitted(client)).toEqual([]);
    vi.advanceTimersByTime(SEEN_MS);
    press(getByText('Done'));
    await waitFor(() =>
      expect(submitted(client)).toMatchObject([
        { read: { company: 'Lamps & Co', budget: 6 }, values: { company: 'Lamps & Co', budget: 8 } },
      ]),
    );
  });
});

describe('a page that opens again over a draft', () => {
  const items = [company, budget];

  it('has what the CRM holds now where nobody has typed', () => {
    const draft = { company: 'Lamps', budget: '8', ...kept(HELD) };
    const { read, draft: left } = reopened(items, { company: 'New', budget: 6 }, draft);
    expect(read).toEqual({ company: 'New', budget: 5 });
    expect(left).toEqual({ budget: '8', ...kept(HELD) });
  });

  it('is as the CRM has it where nothing was typed at all', () => {
    expect(reopened(items, HELD, null)).toEqual({ read: HELD, draft: null });
  });

  it('knows what the CRM held however long it is', () => {
    const long = { company: 'Lamps', notes: '💡x'.repeat(6_000), more: `x${'💡'.repeat(9_999)}`, budget: 5 };
    const draft: Values = { ...long, budget: '8', ...kept(long) };
    expect(Values.safeParse(draft).success).toBe(true);
    const fresh = { ...long, company: 'New', budget: 6 };
    const { read, draft: left } = reopened(items, fresh, draft);
    expect(read).toEqual({ ...fresh, budget: 5 });
    expect(left).toMatchObject({ budget: '8' });
    expect(left).not.toHaveProperty('company');
  });

  it('of which nothing belongs to a record has nothing to keep', () => {
    expect(readToKeep(null)).toEqual({});
  });
});
