import { act, fireEvent, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { press } from '../../../components/testing/show.tsx';
import type { LookupQuery, PageItem } from '../../../lib/protocol/index.ts';
import { done, open, submitted, type } from './testing/open-form.tsx';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

const placed = {
  key: 'who',
  label: 'Customer',
  description: null,
  required: true,
  readonly: false,
  value: null,
};
const lookup: PageItem = {
  ...{ ...placed, type: 'lookup', titleKey: 'whoTitle', window: true },
  records: { system: 'crm', type: 'account', field: null },
};
const title: PageItem = { ...placed, type: 'lookup-title', key: 'whoTitle', required: false };
const row = (id: string, name: string, city: string | null) => ({ id, title: name, cells: [city] });

type Browse = Extract<LookupQuery, { type: 'lookup.browse' }>;

/** A form whose lookup finds these, two a page. */
async function openWindow(item: PageItem = lookup) {
  const drawn = await open([item, title]);
  const all = [row('7', 'Meyer & Sons', 'Graz'), row('9', 'Meyerhof', null), row('11', 'Solar', 'Riga')];
  drawn.client.browseRecords = ({ text, page }) => {
    const found = all.filter((one) => one.title.toLowerCase().includes(text));
    const rows = found.slice(2 * page, 2 * page + 2);
    return { columns: ['City'], rows, more: found.length > 2 * page + 2 };
  };
  const button = drawn.getByRole('button', { name: 'Choose from a list: Customer' });
  button.focus();
  await act(() => void fireEvent.click(button));
  const dialog = within(drawn.getByRole('dialog'));
  const asked = () => drawn.client.sent('lookup.query').map(({ query }) => query as Browse);
  return { ...drawn, button, dialog, asked };
}

describe('the window of a lookup', () => {
  it('[M15] shows the records as a table, a page at a time', async () => {
    const { dialog, asked } = await openWindow();
    await dialog.findByRole('button', { name: 'Meyerhof' });
    expect(dialog.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      ...['Name', 'City'],
    ]);
    expect(dialog.getByText('Graz')).toBeTruthy();
    expect(dialog.getByRole('region', { name: 'Customer' }).tabIndex).toBe(0);
    const [before, after] = ['Previous rows', 'Next rows'].map((name) =>
      dialog.getByRole('button', { name }),
    );
    if (!before || !after) throw new Error('Expected two buttons, got fewer.');
    expect(before.getAttribute('aria-disabled')).toBe('true');
    await act(() => void fireEvent.click(after));
    await dialog.findByRole('button', { name: 'Solar' });
    expect(dialog.getByText('Page 2')).toBeTruthy();
    expect(after.getAttribute('aria-disabled')).toBe('true');
    await act(() => void fireEvent.click(before));
    await dialog.findByRole('button', { name: 'Meyerhof' });
    expect(asked().map(({ page }) => page)).toEqual([0, 1, 0]);
  });

  it('[M15] gives the form what is chosen, and the focus back', async () => {
    const { dialog, button, getByText, getByRole, queryByRole, client } = await openWindow();
    const meyerhof = await dialog.findByRole('button', { name: 'Meyerhof' });
    await act(() => void fireEvent.click(meyerhof));
    expect(queryByRole('dialog')).toBeNull();
    expect((getByRole('combobox') as HTMLInputElement).value).toBe('Meyerhof');
    expect(document.activeElement).toBe(button);
    press(getByText('Done'));
    await waitFor(() => expect(submitted(client)).toEqual(done({ who: '9', whoTitle: 'Meyerhof' })));
  });

  it('begins in the search; the arrow keys lead to the rows and back', async () => {
    const { dialog } = await openWindow();
    const search = dialog.getByRole('textbox');
    expect(document.activeElement).toBe(search);
    const first = await dialog.findByRole('button', { name: 'Meyer & Sons' });
    const key = (name: string) =>
      act(() => void fireEvent.keyDown(document.activeElement as Element, { key: name }));
    await key('ArrowDown');
    expect(document.activeElement).toBe(first);
    await key('ArrowDown');
    await key('ArrowDown');
    expect(document.activeElement?.textContent).toBe('Meyerhof');
    await key('ArrowUp');
    await key('ArrowUp');
    expect(document.activeElement).toBe(search);
  });

  it('searches from the first page on, and says when nothing is found', async () => {
    const { dialog, asked } = await openWindow();
    await dialog.findByText('Meyerhof');
    await act(() => void fireEvent.click(dialog.getByRole('button', { name: 'Next rows' })));
    await type(dialog.getByRole('textbox'), 'nobody');
    await dialog.findByText('No record of that name was found.');
    expect(asked().at(-1)).toMatchObject({ text: 'nobody', page: 0 });
    expect(dialog.queryByRole('table')).toBeNull();
  });

  it('leaves the form as it was when it is closed', async () => {
    const { dialog, client, queryByRole, getByRole } = await openWindow();
    await act(() => void fireEvent.click(dialog.getByRole('button', { name: 'Close' })));
    expect(queryByRole('dialog')).toBeNull();
    expect((getByRole('combobox') as HTMLInputElement).value).toBe('');
    expect(client.sent('draft.save')).toEqual([]);
  });

  it('says that the CRM could not be searched, and tries again', async () => {
    const { dialog, client } = await openWindow();
    await dialog.findByText('Meyerhof');
    client.browseRecords = () => {
      throw new Error('no link');
    };
    await act(() => void fireEvent.click(dialog.getByRole('button', { name: 'Next rows' })));
    await dialog.findByText('The CRM could not be searched.');
    client.browseRecords = () => ({ columns: [], rows: [row('1', 'Back', null)], more: false });
    await act(() => void fireEvent.click(dialog.getByRole('button', { name: 'Try again' })));
    await dialog.findByText('Back');
  });

  it('is not there where the author wants a drop-down only', async () => {
    const { window: _, ...plain } = lookup as Extract<PageItem, { type: 'lookup' }>;
    const { queryByRole } = await open([plain, title]);
    expect(queryByRole('button', { name: 'Choose from a list: Customer' })).toBeNull();
  });
});
