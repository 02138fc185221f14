import { act, fireEvent, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { press, show } from '../../../components/testing/show.tsx';
import type { OverlayView, PageView as View } from '../../../lib/messaging/contract.ts';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import {
  editPage,
  newRecordPage,
  sampleOverlay,
  samplePage,
  sampleStatus,
} from '../../../lib/testing/page-samples.ts';
import { SEEN_MS } from '../guard.ts';
import { Overlay } from '../overlay.tsx';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

const TASK = 't-edit';

async function open(view: View, overlay: Partial<OverlayView> = {}) {
  const client = new FakePageClient({
    overlay: sampleOverlay({ task: TASK, ...overlay }),
    status: sampleStatus(),
  });
  client.put('page', view, TASK);
  const drawn = show(<Overlay />, client);
  await act(() => undefined);
  vi.advanceTimersByTime(SEEN_MS);
  return { ...drawn, client, push: (next: View) => act(() => client.put('page', next, TASK)) };
}

describe('the page of a step on a record that is elsewhere', () => {
  it('[M12] lists what the record must be like in words, and what of it is open', async () => {
    const { getByText, getAllByRole, push } = await open(samplePage(editPage));
    expect(getByText('2 things are still open')).toBeTruthy();
    expect(getAllByRole('listitem').map(({ textContent }) => textContent?.trim())).toEqual([
      'E-mail is filled in (done)',
      'Budget is more than 1,000 (open)',
      'string length(notes) > 20 (open)',
    ]);
    const conditions = editPage.conditions.map((condition) => ({ ...condition, state: 'met' as const }));
    await push(samplePage({ ...editPage, conditions }));
    expect(getByText('Everything is as it should be.')).toBeTruthy();
  });

  it('[M11] has the server look again, and says so when nothing has come of it', async () => {
    const { getByText, client, push } = await open(samplePage(editPage));
    press(getByText('Check again'));
    await waitFor(() => expect(client.sent('task.check')).toEqual([{ type: 'task.check', task: TASK }]));
    await push(samplePage(editPage, { sending: 'sending' }));
    await push(samplePage(editPage));
    await waitFor(() => expect(getByText(/something is still open/)).toBeTruthy());
  });

  it('says that the record is read first: a save before that goes unnoticed', async () => {
    const content = { ...editPage, conditions: [], confirmedBy: 'unknown' as const };
    const { getByText, queryByText } = await open(samplePage(content));
    expect(getByText('Throughline is reading the record first. Save it after that.')).toBeTruthy();
    expect(queryByText('It is done when you save the record.')).toBe(null);
  });

  it('[M11] lets the person say that it is done where the server cannot see it, with a result', async () => {
    const results = [
      { code: 'won', label: 'Won' },
      { code: 'lost', label: 'Lost' },
    ];
    const content = { ...editPage, conditions: [], results, confirmedBy: 'person' as const };
    const { getByText, getByLabelText, client } = await open(samplePage(content));
    await act(() => press(getByText('Done')));
    expect(getByText('Choose a result to complete this.')).toBeTruthy();
    await act(() => getByLabelText('Won').click());
    await act(() => press(getByText('Done')));
    await waitFor(() =>
      expect(client.sent('task.complete').map(({ submission }) => submission)).toEqual([
        { kind: 'open-edit-page', result: 'won' },
      ]),
    );
  });

  it('offers the values of a new record to be copied', async () => {
    const { getByText } = await open(samplePage(newRecordPage));
    expect(getByText('Meyer & Sons, roofers')).toBeTruthy();
    expect(getByText('Copy Language')).toBeTruthy();
  });

  it('says clearly that the record is gone', async () => {
    const { getByText } = await open(samplePage({ ...editPage, gone: true }));
    expect(getByText('This record is not in the CRM any more')).toBeTruthy();
  });
});

describe('the way to the record', () => {
  it('[M11] is offered where it is known, and not where the record is', async () => {
    const { getByText, client } = await open(samplePage(editPage), { mayGo: true });
    press(getByText('Open the record'));
    await waitFor(() => expect(client.sent('record.go')).toEqual([{ type: 'record.go', task: TASK }]));
    expect((await open(samplePage(editPage), { view: 'band' })).queryByText('Open the record')).toBeNull();
  });

  it('[M11] leads to a page for a new one', async () => {
    const { getByText } = await open(samplePage(newRecordPage), { mayGo: true });
    expect(getByText('Open a new record')).toBeTruthy();
  });
});

describe('the band on the page of the record', () => {
  it('leaves the focus to the page that the person works in, and says what makes it done', async () => {
    const content = { ...editPage, conditions: [] };
    const { getByText } = await open(samplePage(content), { view: 'band' });
    expect(getByText('It is done when you save the record.')).toBeTruthy();
    expect(document.activeElement).toBe(document.body);
  });

  it('[M13] puts the step off with Perform later, and gives the page of the record back to the person', async () => {
    const { getByText, getByLabelText, client, container } = await open(samplePage(editPage), {
      view: 'band',
    });
    await act(() => press(getByText('Perform later')));
    await waitFor(() => expect(container.contains(document.activeElement)).toBe(true));
    const type = (label: RegExp, value: string) =>
      fireEvent.input(getByLabelText(label), { target: { value } });
    type(/Start date/, '2200-03-12');
    type(/Start time/, '10:15');
    fireEvent.submit(container.querySelector('.step-panel-form') as Element);
    await waitFor(() =>
      expect(client.sent('activity.command').map(({ command }) => command)).toMatchObject([
        { type: 'task.postpone', task: TASK, start: new Date(2200, 2, 12, 10, 15).toISOString() },
      ]),
    );
    expect(client.sent('task.check')).toEqual([]);
  });

  it('goes to another corner when it is asked to', async () => {
    const { getByRole, client } = await open(samplePage(editPage), { view: 'band' });
    press(getByRole('button', { name: 'Move to another corner' }));
    await waitFor(() => expect(client.sent('overlay.move')).toEqual([{ type: 'overlay.move' }]));
  });

  it('[M11] asks whether the record on show is the new one, only if it can be', async () => {
    const { system, type } = newRecordPage.target;
    const record = { system, type, id: '9', title: 'Meyer & Sons', url: null };
    const { getByText, client, unmount } = await open(samplePage(newRecordPage), { view: 'band', record });
    expect(getByText('Is “Meyer & Sons” the new record?')).toBeTruthy();
    press(getByText('Yes, this one'));
    await waitFor(() => expect(client.sent('record.take')).toEqual([{ type: 'record.take', task: TASK }]));
    unmount();
    const other = { ...record, type: 'something.else' };
    const elsewhere = await open(samplePage(newRecordPage), { view: 'band', record: other });
    expect(elsewhere.queryByText('Yes, this one')).toBeNull();
  });
});
