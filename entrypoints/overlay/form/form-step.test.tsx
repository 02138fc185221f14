import { act, fireEvent, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { press } from '../../../components/testing/show.tsx';
import {
  choiceItem,
  expressionItem,
  groupItem,
  listItem,
  numberItem,
  textItem,
} from '../../../lib/forms/testing.ts';
import { type PageButton, type PageItem, wireError } from '../../../lib/protocol/index.ts';
import { DONE, done, open, submitted, type } from './testing/open-form.tsx';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

const LATER: PageButton = { code: 'later', label: 'Not now', style: 'secondary', validates: false };

describe('a condition on a page', () => {
  const items = [
    textItem('answer', { label: 'Answer' }),
    textItem('why', { label: 'Why not', required: true, dynamic: { hidden: '=answer != "no"' } }),
  ];

  it('shows and hides a field as the person types; what is hidden is not asked and not sent', async () => {
    const { getByLabelText, queryByLabelText, getByText, client } = await open(items);
    expect(queryByLabelText(/Why not/)).toBeNull();
    await type(getByLabelText('Answer'), 'no');
    await type(getByLabelText(/Why not/), 'too dear');
    await type(getByLabelText('Answer'), 'yes');
    expect(queryByLabelText(/Why not/)).toBeNull();
    press(getByText('Done'));
    await waitFor(() => expect(submitted(client)).toEqual(done({ answer: 'yes' })));
  });

  it('keeps what was typed in the hidden field for the time when it is shown again', async () => {
    const { getByLabelText } = await open(items, { view: { draft: { answer: 'yes', why: 'too dear' } } });
    await type(getByLabelText('Answer'), 'no');
    expect((getByLabelText(/Why not/) as HTMLInputElement).value).toBe('too dear');
  });

  it('takes a button out of use', async () => {
    const buttons = [{ ...DONE, dynamic: { enabled: '=answer != null' } }];
    const { getByLabelText, getByText } = await open([textItem('answer', { label: 'Answer' })], { buttons });
    expect(getByText('Done').closest('button')?.getAttribute('aria-disabled')).toBe('true');
    await type(getByLabelText('Answer'), 'yes');
    expect(getByText('Done').closest('button')?.getAttribute('aria-disabled')).toBeNull();
  });
});

describe('a pre-configured page', () => {
  const keep: PageButton = { ...LATER, code: 'keep', label: 'Keep for later', completes: false };
  const kind = 'pre-configured-page';

  it('goes on with a button that completes it', async () => {
    const { getByText, client } = await open([textItem('name')], { buttons: [DONE, keep], kind });
    press(getByText('Done'));
    await waitFor(() =>
      expect(submitted(client)).toEqual([{ kind, button: 'done', values: { name: null } }]),
    );
  });

  it('is closed by one that does not, with what was entered kept and nothing sent', async () => {
    const items = [textItem('name', { label: 'Name' })];
    const { getByLabelText, getByText, client } = await open(items, { buttons: [DONE, keep], kind });
    await type(getByLabelText('Name'), 'Ida');
    press(getByText('Keep for later'));
    await waitFor(() => expect(client.sent('overlay.close')).toHaveLength(1));
    expect(client.sent('draft.save').at(-1)).toMatchObject({ draft: { name: 'Ida' } });
    expect(submitted(client)).toEqual([]);
  });

  it('stays open where such a button checks the fields and one is missing', async () => {
    const items = [textItem('name', { label: 'Name', required: true })];
    const buttons = [DONE, { ...keep, validates: true }];
    const { getByText, findByText, client } = await open(items, { buttons, kind });
    press(getByText('Keep for later'));
    await findByText('Enter: Name');
    expect(client.sent('overlay.close')).toEqual([]);
  });
});

describe('FEEL on a page', () => {
  it('fills in labels and texts, and computes what is sent', async () => {
    const items: PageItem[] = [
      numberItem('price', {
        label: '',
        suffix: '',
        dynamic: { label: '="Price in " + unit', suffix: '=unit' },
      }),
      { type: 'text', text: '', dynamic: { text: 'That makes **{{total}}** {{unit}}.' } },
      expressionItem('total', '=price * 2'),
    ];
    const { findByLabelText, container, getByText, client } = await open(items, { data: { unit: 'CHF' } });
    const price = await findByLabelText('Price in CHF');
    await type(price, '21');
    expect(container.querySelector('.rich')?.textContent).toBe('That makes 42 CHF.');
    expect(container.querySelector('.rich strong')?.textContent).toBe('42');
    press(getByText('Done'));
    await waitFor(() => expect(submitted(client)).toEqual(done({ price: 21, total: 42 })));
  });
});

describe('a list of rows', () => {
  const items = [
    listItem('lines', { label: 'Lines', rows: [{ name: 'Oven' }] }),
    textItem('name', { in: 'lines', label: 'Name', required: true }),
    numberItem('price', { in: 'lines', label: 'Price' }),
  ];

  it('grows and shrinks, with the focus where the person goes on, and is sent as rows', async () => {
    const { getAllByLabelText, getByText, getAllByText, client } = await open(items);
    await act(() => press(getByText('Add a row')));
    await waitFor(() => expect(document.activeElement).toBe(getAllByLabelText(/Name/)[1]));
    await type(getAllByLabelText(/Name/)[1] as Element, 'Hood');
    await type(getAllByLabelText(/Price/)[1] as Element, '90');
    await act(() => press(getAllByText('Remove')[0] as Element));
    await waitFor(() => expect(document.activeElement).toBe(getAllByLabelText(/Name/)[0]));
    expect(getAllByLabelText(/Name/).map((input) => (input as HTMLInputElement).value)).toEqual(['Hood']);
    press(getByText('Done'));
    await waitFor(() => expect(submitted(client)).toEqual(done({ lines: [{ name: 'Hood', price: 90 }] })));
  });

  it('says what is wrong at the field of the row', async () => {
    const { getAllByLabelText, getByText } = await open(items, {
      view: { draft: { lines: [{ name: 'a' }, { name: '' }] } },
    });
    await act(() => press(getByText('Done')));
    expect(getByText('Enter: Name')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(getAllByLabelText(/Name/)[1]));
  });

  it('is kept in the draft with half-typed numbers', async () => {
    const { getByLabelText, client } = await open(items);
    await type(getByLabelText(/Price/), '12,');
    expect(client.sent('draft.save').at(-1)?.draft).toEqual({ lines: [{ name: 'Oven', price: '12,' }] });
  });
});

describe('[M15] a form of several pages', () => {
  const items = [
    groupItem('one', { label: 'Who', page: true }),
    textItem('name', { in: 'one', label: 'Name', required: true }),
    groupItem('two', { label: 'What', page: true, dynamic: { hidden: '=name = "nobody"' } }),
    textItem('need', { in: 'two', label: 'Need' }),
    groupItem('three', { label: 'When', page: true }),
    textItem('when', { in: 'three', label: 'When' }),
  ];
  const buttons = [DONE, LATER];
  const heading = (container: Element) => container.querySelector('h2')?.textContent;

  it('goes on when the page is in order, and back without a check; the last page has the buttons', async () => {
    const { getByLabelText, getByText, queryByText, queryByLabelText, container, client } = await open(
      items,
      {
        buttons,
      },
    );
    expect(heading(container)).toBe('Page 1 of 3Who');
    expect(queryByText('Done')).toBeNull();
    expect(queryByText('Back')).toBeNull();
    await act(() => press(getByText('Next')));
    expect(getByText('Enter: Name')).toBeTruthy();
    await type(getByLabelText(/Name/), 'Ida');
    await act(() => press(getByText('Next')));
    expect(heading(container)).toBe('Page 2 of 3What');
    expect(document.activeElement).toBe(container.querySelector('h2'));
    expect(queryByLabelText(/Name/)).toBeNull();
    await act(() => press(getByText('Next')));
    await act(() => press(getByText('Back')));
    await act(() => press(getByText('Next')));
    expect(queryByText('Next')).toBeNull();
    press(getByText('Done'));
    await waitFor(() => expect(submitted(client)).toEqual(done({ name: 'Ida', need: null, when: null })));
  });

  it('leaves out pages that are hidden', async () => {
    const { getByLabelText, getByText, container } = await open(items, { buttons });
    await type(getByLabelText(/Name/), 'nobody');
    expect(heading(container)).toBe('Page 1 of 2Who');
    await act(() => press(getByText('Next')));
    expect(heading(container)).toBe('Page 2 of 2When');
  });

  it('opens where the person left it', async () => {
    const { container } = await open(items, {
      buttons,
      view: { draft: { name: 'Ida', $page: 'two' } },
    }).catch(() => open(items, { buttons: [LATER, DONE], view: { draft: { name: 'Ida', $page: 'two' } } }));
    expect(heading(container)).toBe('Page 2 of 3What');
  });

  it('goes to the page of what the server refuses', async () => {
    const view = { draft: { name: 'Ida', $page: 'three' }, sending: 'sending' } as const;
    const { push, container, getByLabelText } = await open(items, { buttons, view });
    const error = wireError('submission-unfit', { field: 'Name', expected: 'another', got: 'Ida' }, 'name');
    await push({ draft: view.draft, sending: 'refused', error });
    expect(heading(container)).toBe('Page 1 of 3Who');
    await waitFor(() => expect(document.activeElement).toBe(getByLabelText(/Name/)));
  });
});

describe('parts of a page', () => {
  it('a block is minimised and opened; what is wrong in it opens it', async () => {
    const items = [
      groupItem('g', { label: 'More', minimised: true }),
      textItem('name', { in: 'g', label: 'Name', required: true }),
    ];
    const { getByText, getByLabelText, container } = await open(items);
    const inside = container.querySelector('.form-inside') as HTMLElement;
    const more = getByText('More').closest('button') as HTMLElement;
    expect([inside.hidden, more.getAttribute('aria-expanded')]).toEqual([true, 'false']);
    await act(() => press(more));
    expect([inside.hidden, more.getAttribute('aria-expanded')]).toEqual([false, 'true']);
    await act(() => press(more));
    await act(() => press(getByText('Done')));
    expect(inside.hidden).toBe(false);
    await waitFor(() => expect(document.activeElement).toBe(getByLabelText(/Name/)));
  });

  it('tags are found by their words, chosen and taken away by keyboard', async () => {
    const choices = ['Austria', 'Australia', 'Belgium'].map((label) => ({
      code: label.toLowerCase(),
      label,
    }));
    const { getByRole, getAllByRole, queryByText, getByText, client } = await open([
      choiceItem('taglist', 'tags', { label: 'Countries', choices }),
    ]);
    const input = getByRole('combobox', { name: 'Countries' });
    await type(input, 'aus');
    expect(getAllByRole('option').map((option) => option.textContent)).toEqual(['Austria', 'Australia']);
    await act(() => void fireEvent.keyDown(input, { key: 'ArrowDown' }));
    await act(() => void fireEvent.keyDown(input, { key: 'Enter' }));
    await type(input, 'bel');
    await act(() => void fireEvent.keyDown(input, { key: 'Enter' }));
    expect(getByText('Belgium')).toBeTruthy();
    await act(() => void fireEvent.keyDown(input, { key: 'Backspace' }));
    expect(queryByText('Belgium', { selector: '.tags-chosen li' })).toBeNull();
    press(getByText('Done'));
    await waitFor(() => expect(submitted(client)).toEqual(done({ tags: ['australia'] })));
  });

  it('a table is sorted by its headings and shown a page at a time', async () => {
    const rows = [3, 1, 2].map((amount) => ({ amount, name: `n${amount}` }));
    const table: PageItem = {
      ...{ type: 'table', label: 'Lines', rows, pageSize: 2 },
      columns: [
        { key: 'name', label: 'Name' },
        { key: 'amount', label: 'Amount' },
      ],
    };
    const { getByText, getByRole, container } = await open([table]);
    expect(getByRole('region', { name: 'Lines' }).tabIndex).toBe(0);
    const shown = () => [...container.querySelectorAll('tbody tr')].map((row) => row.firstChild?.textContent);
    expect(shown()).toEqual(['n3', 'n1']);
    await act(() => press(getByText('Amount')));
    expect(getByRole('columnheader', { name: 'Amount' }).getAttribute('aria-sort')).toBe('ascending');
    expect(shown()).toEqual(['n1', 'n2']);
    await act(() => press(getByText('Next rows')));
    expect(shown()).toEqual(['n3']);
    await act(() => press(getByText('Amount')));
    expect(shown()).toEqual(['n3', 'n2']);
  });

  it('HTML keeps its text and loses what could run or fetch', async () => {
    const text =
      '<p onclick="x()">Hi <b>you</b><script>bad()</script><img src="https://e.example/x.png"> <a href="javascript:x()">no</a> <a href="https://e.example">yes</a></p>';
    const { container } = await open([{ type: 'html', text }]);
    const rich = container.querySelector('.rich') as HTMLElement;
    expect(rich.textContent).toBe('Hi you no yes');
    expect(rich.innerHTML).not.toMatch(/script|onclick|<img|javascript/);
    expect(rich.querySelector('a')?.getAttribute('href')).toBe('https://e.example');
  });

  it('a picture that stands elsewhere is a link, one of the form is shown', async () => {
    const { container, getByText } = await open([
      { type: 'image', source: 'https://e.example/x.png', alt: 'A plan' },
      { type: 'image', source: 'data:image/png;base64,AAAA', alt: 'A logo' },
    ]);
    expect(getByText('A plan').getAttribute('href')).toBe('https://e.example/x.png');
    expect([...container.querySelectorAll('img')].map((img) => img.alt)).toEqual(['A logo']);
  });

  it('the reset button empties what was entered', async () => {
    const items: PageItem[] = [
      textItem('name', { label: 'Name', value: 'given' }),
      { type: 'reset', label: 'Empty' },
    ];
    const { getByLabelText, getByText } = await open(items);
    await type(getByLabelText('Name'), 'typed');
    await act(() => press(getByText('Empty')));
    expect((getByLabelText('Name') as HTMLInputElement).value).toBe('given');
  });
});

describe('a lookup', () => {
  const records = { system: 'crm', type: 'account', field: null };
  const lookup: PageItem = {
    ...{ ...textItem('who'), type: 'lookup', label: 'Customer', required: true },
    ...{ titleKey: 'whoTitle', records },
  } as PageItem;
  const title = { ...textItem('whoTitle'), type: 'lookup-title', label: 'Customer' } as PageItem;
  const FOUND = [
    { id: '7', title: 'Meyer & Sons' },
    { id: '9', title: 'Meyerhof' },
  ];

  it('asks when the person pauses, and gives out the id and title of what is chosen by keyboard', async () => {
    const { getByRole, findAllByRole, getByText, client } = await open([lookup, title]);
    client.findRecords = () => FOUND;
    const input = getByRole('combobox');
    await type(input, 'me');
    await type(input, 'mey');
    expect(await findAllByRole('option')).toHaveLength(2);
    expect(client.sent('lookup.query').map(({ query }) => query)).toEqual([
      { type: 'lookup.search', task: expect.any(String), field: 'who', text: 'mey' },
    ]);
    await act(() => void fireEvent.keyDown(input, { key: 'ArrowDown' }));
    await act(() => void fireEvent.keyDown(input, { key: 'Enter' }));
    expect((input as HTMLInputElement).value).toBe('Meyerhof');
    press(getByText('Done'));
    await waitFor(() => expect(submitted(client)).toEqual(done({ who: '9', whoTitle: 'Meyerhof' })));
  });

  it('shows the title of what was chosen before, and forgets both when it is emptied', async () => {
    const view = { draft: { who: '7', whoTitle: 'Meyer & Sons' } };
    const { getByRole, getByText, findByText, client } = await open([lookup, title], { view });
    const input = getByRole('combobox') as HTMLInputElement;
    expect(input.value).toBe('Meyer & Sons');
    await type(input, '');
    expect(client.sent('draft.save').at(-1)).toMatchObject({ draft: { who: '', whoTitle: '' } });
    press(getByText('Done'));
    await findByText('Choose one: Customer');
    expect(submitted(client)).toEqual([]);
  });

  it.each<[string, () => typeof FOUND]>([
    ['No record of that name was found.', () => []],
    [
      'The CRM could not be searched. Type again to try once more.',
      () => {
        throw new Error('offline');
      },
    ],
  ])('says: %s', async (words, find) => {
    const { getByRole, findByText, queryAllByRole, client } = await open([lookup, title]);
    client.findRecords = async () => find();
    await type(getByRole('combobox'), 'x');
    await findByText(words);
    expect(queryAllByRole('option')).toEqual([]);
  });
});
