import { act, fireEvent, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { press, show } from '../../components/testing/show.tsx';
import type { PageView as View } from '../../lib/messaging/contract.ts';
import { ProtocolError, wireError } from '../../lib/protocol/index.ts';
import { FakePageClient } from '../../lib/testing/fake-page-client.ts';
import {
  activity,
  anna,
  form,
  hoursFromNoon,
  lead,
  question,
  sampleOverlay,
  samplePage,
  sampleStatus,
} from '../../lib/testing/page-samples.ts';
import { SEEN_MS } from './guard.ts';
import { Overlay } from './overlay.tsx';

const end = { reason: 'completed', by: { id: 'u-ben', name: 'Ben Okafor' }, at: hoursFromNoon(0) } as const;

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

/** Opens a page in the overlay and lets the person look at it for as long as the guard wants. */
async function open(view: View, { depth = 0, seen = true } = {}) {
  const task = view.page?.task.id ?? 't-1';
  const client = new FakePageClient({ overlay: sampleOverlay({ task, depth }), status: sampleStatus() });
  client.put('page', view, task);
  const drawn = show(<Overlay />, client);
  await act(() => undefined);
  if (seen) vi.advanceTimersByTime(SEEN_MS);
  return { ...drawn, client, push: (next: View) => act(() => client.put('page', next, task)) };
}

const completed = (client: FakePageClient) =>
  client.sent('task.complete').map(({ submission }) => submission);
const type = (control: Element, value: string) => fireEvent.input(control, { target: { value } });

describe('a question page', () => {
  it('[M14] submits the chosen answer', async () => {
    const { getByLabelText, getByText, client } = await open(samplePage(question));
    fireEvent.click(getByLabelText('Perhaps later'));
    press(getByText('Continue'));
    await waitFor(() => expect(completed(client)).toEqual([{ kind: 'user-dialog', answers: ['later'] }]));
  });

  it('[M14] takes several answers where the process says so, in the order of the process', async () => {
    const { getByLabelText, getByText, client } = await open(samplePage({ ...question, multiple: true }));
    fireEvent.click(getByLabelText('No'));
    fireEvent.click(getByLabelText('Yes, they want an offer'));
    press(getByText('Continue'));
    await waitFor(() => expect(completed(client)).toEqual([{ kind: 'user-dialog', answers: ['yes', 'no'] }]));
  });

  it('submits the preselected answer as it stands, or none where none is required', async () => {
    const first = await open(samplePage({ ...question, preselected: 'no' }));
    press(first.getByText('Continue'));
    await waitFor(() => expect(completed(first.client)).toEqual([{ kind: 'user-dialog', answers: ['no'] }]));
    const second = await open(samplePage({ ...question, required: false }));
    press(second.getByText('Continue'));
    await waitFor(() => expect(completed(second.client)).toEqual([{ kind: 'user-dialog', answers: [] }]));
  });

  it('asks for an answer that is required and puts the focus there', async () => {
    const { getByText, getAllByRole, client } = await open(samplePage(question));
    await act(() => press(getByText('Continue')));
    expect(getByText('Choose an answer to go on.')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(getAllByRole('radio')[0]));
    expect(client.sent('task.complete')).toEqual([]);
  });
});

describe('a page whose record was deleted meanwhile', () => {
  it.each([
    ['question', question],
    ['form', form],
  ])('says so, and a %s can still be done', async (_kind, content) => {
    const view = samplePage(content);
    const { getByText, queryByText, getByRole, push } = await open(view);
    expect(queryByText('This record is not in the CRM any more')).toBeNull();
    await push({ ...view, page: view.page && { ...view.page, recordGone: true } });
    expect(getByText('This record is not in the CRM any more')).toBeTruthy();
    expect(getByRole('button', { name: /Continue|Make an offer/ }).hasAttribute('disabled')).toBe(false);
  });
});

describe('an auto-generated page', () => {
  it('[M15] submits the button and every value in its type', async () => {
    const { getByLabelText, getByText, client } = await open(samplePage(form));
    type(getByLabelText(/Contact person/), 'Jana Meyer');
    type(getByLabelText(/Budget/), '48,000');
    type(getByLabelText(/Wanted start/), '2026-04-01');
    fireEvent.change(getByLabelText('Kind of roof'), { target: { value: 'flat' } });
    fireEvent.click(getByLabelText('Battery'));
    fireEvent.click(getByLabelText('A site visit is agreed'));
    press(getByText('Make an offer'));
    const values = {
      contact: 'Jana Meyer',
      budget: 48_000,
      start: '2026-04-01',
      roof: 'flat',
      priority: 'low',
      extras: ['battery'],
      notes: null,
      visit: true,
    };
    await waitFor(() =>
      expect(completed(client)).toEqual([{ kind: 'auto-generated-page', button: 'next', values }]),
    );
  });

  it('names what is missing at its field, and focuses the first', async () => {
    const { getByLabelText, getByText, client } = await open(samplePage(form));
    await act(() => press(getByText('Make an offer')));
    for (const words of ['Enter: Contact person', 'Enter: Budget in euro', 'Enter: Wanted start']) {
      expect(getByText(words)).toBeTruthy();
    }
    await waitFor(() => expect(document.activeElement).toBe(getByLabelText(/Contact person/)));
    expect(client.sent('task.complete')).toEqual([]);
  });

  it('completes as it stands with a button that does not validate', async () => {
    const { getByText, client } = await open(samplePage(form));
    press(getByText('Not a fit'));
    await waitFor(() =>
      expect(completed(client)).toMatchObject([{ button: 'cancel', values: { contact: null } }]),
    );
  });

  it('clears the error of a field that is corrected, and no other', async () => {
    const { getByLabelText, getByText, queryByText } = await open(samplePage(form));
    await act(() => press(getByText('Make an offer')));
    await act(() => void type(getByLabelText(/Contact person/), 'J'));
    expect(queryByText('Enter: Contact person')).toBeNull();
    expect(queryByText('Enter: Budget in euro')).not.toBeNull();
  });
});

describe('an activity', () => {
  it('[M06] [M07] completes only with one of the allowed results', async () => {
    const { getByLabelText, getByText, getAllByRole, client } = await open(samplePage(activity));
    expect(getAllByRole('radio').map((radio) => (radio as HTMLInputElement).value)).toEqual([
      'done',
      'again',
      'lost',
    ]);
    await act(() => press(getByText('Complete')));
    expect(getByText('Choose a result to complete this.')).toBeTruthy();
    fireEvent.click(getByLabelText('Not reached, call again'));
    await act(() => void type(getByLabelText('Details of the result'), ' Monday '));
    press(getByText('Complete'));
    const submission = { kind: 'perform-task', result: 'again', details: 'Monday' };
    await waitFor(() => expect(completed(client)).toEqual([submission]));
  });

  it('shows category, planned duration and description', async () => {
    const { container } = await open(samplePage(activity));
    for (const words of ['Call', '1 hour 30 minutes', 'Bring the roof plan']) {
      expect(container.textContent).toContain(words);
    }
  });
});

describe('a draft', () => {
  it('is kept at every keystroke, with everything else that stands on the page', async () => {
    const { getByLabelText, client } = await open(samplePage(form));
    await act(() => void type(getByLabelText(/Contact person/), 'J'));
    await act(() => void type(getByLabelText(/Contact person/), 'Ja'));
    await act(() => void type(getByLabelText(/Budget/), '4'));
    const kept = client.sent('draft.save').map(({ draft }) => [draft.contact, draft.budget, draft.priority]);
    expect(kept).toEqual([
      ['J', '', 'low'],
      ['Ja', '', 'low'],
      ['Ja', '4', 'low'],
    ]);
  });

  it.each([
    ['an answer', samplePage(question, { draft: { $answers: ['no'] } }), 'No'],
    ['a result', samplePage(activity, { draft: { $result: 'lost' } }), 'No longer interested'],
  ])('of %s is there again when the page is reopened', async (_, view, label) => {
    const { getByLabelText } = await open(view);
    expect((getByLabelText(label) as HTMLInputElement).checked).toBe(true);
  });

  it('of a half-typed number is there again as it was typed', async () => {
    const { getByLabelText } = await open(samplePage(form, { draft: { budget: '12,' } }));
    expect((getByLabelText(/Budget/) as HTMLInputElement).value).toBe('12,');
  });

  it('that comes back from elsewhere never overwrites what is typed here', async () => {
    const { getByLabelText, push } = await open(samplePage(form));
    const contact = getByLabelText(/Contact person/) as HTMLInputElement;
    contact.focus();
    await act(() => void type(contact, 'Jana'));
    await push(samplePage(form, { draft: { contact: 'J' } }));
    expect(contact.value).toBe('Jana');
    expect(document.activeElement).toBe(contact);
  });

  it('that the browser could not keep is said', async () => {
    const { getByLabelText, findByText, client } = await open(samplePage(form));
    client.answer = () => {
      throw new ProtocolError('server-fault', { reference: 'x' });
    };
    await act(() => void type(getByLabelText(/Contact person/), 'J'));
    expect(await findByText(/could not keep your last entry/)).toBeTruthy();
  });
});

describe('a click that completes', () => {
  const answered = samplePage({ ...question, preselected: 'yes' });

  it('does not count when a script made it', async () => {
    const { getByText, client } = await open(answered);
    await act(() => void fireEvent.click(getByText('Continue')));
    expect(client.sent('overlay.probe')).toEqual([]);
    expect(client.sent('task.complete')).toEqual([]);
  });

  it('does not count on a page that has just appeared, and says so', async () => {
    const { getByText, client } = await open(answered, { seen: false });
    await act(() => press(getByText('Continue')));
    expect(getByText(/only just appeared/)).toBeTruthy();
    expect(client.sent('task.complete')).toEqual([]);
  });

  it('does not count while the CRM page covers the overlay; the step can be opened in a tab', async () => {
    const { getByText, findByText, client } = await open(answered);
    client.answer = ({ type: request }) => {
      if (request === 'overlay.probe') throw new ProtocolError('server-fault', { reference: 'covered' });
    };
    await act(() => press(getByText('Continue')));
    const link = (await findByText('Open in a tab of its own')).closest('a');
    expect(link?.getAttribute('href')).toBe('/overlay.html?task=t-1');
    expect(client.sent('task.complete')).toEqual([]);
  });

  it('sends once, however often it is pressed', async () => {
    const { getByText, client } = await open(answered);
    await act(() => {
      press(getByText('Continue'));
    });
    await act(() => {
      press(getByText('Continue'));
    });
    expect(client.sent('task.complete').length).toBeLessThanOrEqual(1);
  });

  it('never happens by closing', async () => {
    const { getByLabelText, client } = await open(answered);
    fireEvent.click(getByLabelText('Close'));
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(client.requests.filter(({ type: request }) => request !== 'overlay.size')).toEqual([
      { type: 'overlay.close' },
      { type: 'overlay.close' },
    ]);
  });
});

describe('after the click', () => {
  const typed = { contact: 'Jana', budget: '200' };

  it.each([
    ['sending', 'Sending…'],
    ['queued', 'Kept; sent when the connection is back'],
  ] as const)('%s is said in place, and the entries stay readable', async (sending, words) => {
    const { getByText, getByLabelText } = await open(samplePage(form, { draft: typed, sending }));
    expect(getByText(words)).toBeTruthy();
    expect((getByLabelText(/Contact person/) as HTMLInputElement).value).toBe('Jana');
    expect((getByLabelText(/Contact person/) as HTMLInputElement).readOnly).toBe(true);
    expect(getByText('Make an offer').closest('button')?.getAttribute('aria-disabled')).toBe('true');
  });

  it('a refusal stands at its field, with the input intact', async () => {
    const details = { field: 'Budget in euro', expected: 'at least 1000', got: '200' };
    const error = wireError('submission-unfit', details, 'budget');
    const { getByLabelText, getByText, push } = await open(
      samplePage(form, { draft: typed, sending: 'sending' }),
    );
    await push(samplePage(form, { draft: typed, sending: 'refused', error }));
    const budget = getByLabelText(/Budget/) as HTMLInputElement;
    expect(budget.value).toBe('200');
    expect(budget.getAttribute('aria-invalid')).toBe('true');
    expect(getByText(error.message)).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(budget));
  });

  it('a refusal without a field is a banner that says that the input is kept', async () => {
    const error = wireError('server-fault', { reference: 'f-1' });
    const { getByRole } = await open(samplePage(activity, { sending: 'refused', error }));
    expect(getByRole('alert').textContent).toContain('f-1');
    expect(getByRole('alert').textContent).toContain('What you entered is kept.');
  });

  it('somebody else was faster: I am told, and my input can be copied', async () => {
    const { getByText, getByLabelText, push, client } = await open(samplePage(form));
    await act(() => void type(getByLabelText(/Contact person/), 'Jana'));
    await push(samplePage(form, { state: 'ended', end }));
    expect(getByText(/Ben Okafor completed this step/)).toBeTruthy();
    expect((getByLabelText(/Contact person/) as HTMLInputElement).value).toBe('Jana');
    const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await act(() => press(getByText('Copy what I entered')));
    expect(copied.mock.calls[0]?.[0]).toContain('Contact person: Jana');
    await act(() => press(getByText('Make an offer')));
    expect(client.sent('task.complete')).toEqual([]);
  });

  it('my own completion is no news to me', async () => {
    const answered = samplePage({ ...question, preselected: 'yes' });
    const { getByText, queryByText, push, client } = await open(answered);
    await act(() => press(getByText('Continue')));
    await waitFor(() => expect(client.sent('task.complete')).toHaveLength(1));
    await push({ ...answered, state: 'ended', end: { ...end, by: { id: anna.id, name: anna.name } } });
    expect(queryByText(/completed this step on/)).toBeNull();
    expect(getByText('Completed')).toBeTruthy();
  });
});

describe('around a step', () => {
  it('[M05] the hint is behind an information button, and the button is there only for a hint', async () => {
    const { getByLabelText, getByText, queryByLabelText } = await open(samplePage(question));
    const hint = getByText(/partner network/);
    expect(hint.hidden).toBe(true);
    fireEvent.click(getByLabelText('Hint for this step'));
    expect(hint.hidden).toBe(false);
    expect(getByLabelText('Hint for this step').getAttribute('aria-expanded')).toBe('true');
    const { page } = samplePage(question);
    await open({ ...samplePage(question), page: page && { ...page, hint: null } });
    expect(queryByLabelText('Hint for this step')).toBeNull();
  });

  it('the focus begins in the form', async () => {
    const { getByLabelText } = await open(samplePage(form));
    expect(document.activeElement).toBe(getByLabelText(/Contact person/));
  });

  it('the focus begins at the heading of an activity, where there is something to read first', async () => {
    const { getByRole } = await open(samplePage(activity));
    expect(document.activeElement).toBe(getByRole('heading', { level: 1 }));
  });

  it('the focus begins at the heading where there is nothing to fill in any more', async () => {
    const { getByRole } = await open(samplePage(form, { state: 'ended', end }));
    expect(document.activeElement).toBe(getByRole('heading', { level: 1 }));
  });

  it.each([
    ['the record underneath', lead, 0],
    ['another record', { ...lead, id: '4711' }, 1],
    ['a record of another type with the same number', { ...lead, type: 'party.party' }, 1],
  ])(
    '[M42] over %s the record of the step is a link only where it is not there already',
    async (_, under, links) => {
      const { client, queryAllByRole } = await open(samplePage(question));
      await act(() => client.put('overlay', sampleOverlay({ record: under })));
      expect(queryAllByRole('link')).toHaveLength(links);
    },
  );

  it('[M27] what is stacked under it is counted', async () => {
    const { getByText } = await open(samplePage(question), { depth: 2 });
    expect(getByText('2 more steps after this')).toBeTruthy();
  });

  it('the next page follows without a blank between', async () => {
    const { client, container, getByText } = await open(samplePage(question));
    await act(() => client.put('overlay', sampleOverlay({ task: 't-form' })));
    expect(container.querySelector('h1')?.textContent).toBe('Is the lead interested?');
    await act(() => client.put('page', samplePage(form)));
    expect(container.querySelector('h1')?.textContent).toBe('Note the needs');
    await act(() => press(getByText('Not a fit')));
    expect(client.sent('task.complete')).toEqual([]);
  });

  it.each([
    ['missing', 'This step is not in your tasks'],
    ['unavailable', 'This step is not stored on this computer'],
    ['ended', 'This step is over'],
  ] as const)('a page that is %s says so', async (state, words) => {
    const { getByText } = await open({ ...samplePage(question), page: null, state });
    expect(getByText(words)).toBeTruthy();
  });
});
