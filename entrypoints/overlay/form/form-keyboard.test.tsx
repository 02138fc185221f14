/**
 * Fields of a form by keyboard alone (must-have M26). The browser brings the keys of its own controls, so what is held
 * here is that each is one of those, is reached in the order of the page, has a name, and loses none of its keys to us.
 */
import { act, fireEvent, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { press } from '../../../components/testing/show.tsx';
import { choiceItem, groupItem, textItem } from '../../../lib/forms/testing.ts';
import type { FieldItem, PageItem } from '../../../lib/protocol/index.ts';
import { done, open, submitted, type } from './testing/open-form.tsx';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

const CHOICES = [
  { code: 'train', label: 'Train' },
  { code: 'car', label: 'Car' },
];
const plain = (itemType: 'date' | 'time' | 'datetime', key: string): FieldItem =>
  ({ ...textItem(key, { label: key }), type: itemType }) as FieldItem;
const textarea = { ...textItem('notes', { label: 'Notes' }), type: 'textarea' } as FieldItem;

type Control = HTMLInputElement | HTMLTextAreaElement;

/** Where the Tab key stops among the fields, in its order; of radio buttons with one name it stops at one. */
function tabStops(container: Element): HTMLElement[] {
  const all = [
    ...container.querySelectorAll<HTMLElement>(
      '.step-content input, .step-content textarea, .step-content button',
    ),
  ];
  const seen = new Set<string>();
  return all.filter((element) => {
    expect(element.tabIndex).toBe(0);
    if (element.closest('[hidden]') || (element as Control).disabled) return false;
    if ((element as Control).type !== 'radio') return true;
    const { name } = element as Control;
    return !seen.has(name) && seen.add(name);
  });
}

/** The keys of a control reach the browser: nobody takes them away. */
function keeps(control: HTMLElement, ...keys: string[]) {
  act(() => control.focus());
  expect(document.activeElement).toBe(control);
  for (const key of keys) expect([key, fireEvent.keyDown(control, { key })]).toEqual([key, true]);
}

describe('[M15] [M26] by keyboard', () => {
  it('radio buttons are one group to walk with the arrows, chosen with the space bar, and may be emptied', async () => {
    const { container, getByRole, getByText, getByLabelText, client } = await open([
      choiceItem('radio', 'by', { label: 'Travel by', choices: CHOICES }),
      choiceItem('radio', 'back', { label: 'Back by', choices: CHOICES }),
    ]);
    expect(tabStops(container)).toHaveLength(2);
    const group = getByRole('radiogroup', { name: 'Travel by' });
    const [train, car] = [...group.querySelectorAll('input')] as [HTMLInputElement, HTMLInputElement];
    expect(train.name).toBe(car.name);
    keeps(train, 'ArrowDown', 'ArrowUp', ' ', 'Tab');
    await act(() => car.click());
    expect([train.checked, car.checked]).toEqual([false, true]);
    expect(document.activeElement).toBe(train);
    await act(() => press(getByText('Clear the answer')));
    expect(car.checked).toBe(false);
    await act(() => (getByLabelText('Train', { selector: `[name="${train.name}"]` }) as Control).click());
    press(getByText('Done'));
    await waitFor(() => expect(submitted(client)).toEqual(done({ by: 'train', back: null })));
  });

  it('each box of a checklist is a stop of its own, ticked and unticked with the space bar', async () => {
    const { container, getByRole, getByLabelText, getByText, client } = await open([
      choiceItem('checklist', 'by', { label: 'Travel by', choices: CHOICES }),
    ]);
    expect(getByRole('group', { name: 'Travel by' })).toBeTruthy();
    const boxes = CHOICES.map(({ label }) => getByLabelText(label) as HTMLInputElement);
    expect(tabStops(container)).toEqual(boxes);
    for (const box of boxes) {
      keeps(box, ' ', 'Tab');
      await act(() => box.click());
    }
    await act(() => boxes[0]?.click());
    expect(boxes.map(({ checked }) => checked)).toEqual([false, true]);
    press(getByText('Done'));
    await waitFor(() => expect(submitted(client)).toEqual(done({ by: ['car'] })));
  });

  it('a text of several lines takes Enter for itself', async () => {
    const { container, getByLabelText, getByText, client } = await open([textarea]);
    const area = getByLabelText('Notes') as HTMLTextAreaElement;
    expect(tabStops(container)).toEqual([area]);
    keeps(area, 'Enter', 'Tab', 'ArrowDown');
    await type(area, 'One\nTwo');
    expect(submitted(client)).toEqual([]);
    press(getByText('Done'));
    await waitFor(() => expect(submitted(client)).toEqual(done({ notes: 'One\nTwo' })));
  });

  it('day, time and both are typed into the browser’s own controls', async () => {
    const { container, getByLabelText, getByText, client } = await open([
      plain('date', 'day'),
      plain('time', 'hour'),
      plain('datetime', 'moment'),
    ]);
    const controls = ['day', 'hour', 'moment'].map((label) => getByLabelText(label) as HTMLInputElement);
    expect(tabStops(container)).toEqual(controls);
    expect(controls.map((control) => control.type)).toEqual(['date', 'time', 'datetime-local']);
    const typed = ['2027-03-01', '14:30', '2027-03-01T09:15'];
    for (const [index, control] of controls.entries()) {
      keeps(control, 'ArrowUp', 'ArrowRight', '1', 'Tab');
      await type(control, typed[index] ?? '');
    }
    press(getByText('Done'));
    const moment = new Date(2027, 2, 1, 9, 15).toISOString();
    await waitFor(() =>
      expect(submitted(client)).toEqual(done({ day: '2027-03-01', hour: '14:30', moment })),
    );
  });

  it('a block is opened and minimised with its button, and what it hides is no stop', async () => {
    const items: PageItem[] = [
      groupItem('g', { label: 'More', minimised: true }),
      textItem('name', { in: 'g', label: 'Name' }),
      textItem('after', { label: 'After' }),
    ];
    const { container, getByLabelText, getByRole } = await open(items);
    const head = getByRole('button', { name: 'More' });
    const [inside, after] = [getByLabelText('Name'), getByLabelText('After')];
    expect(tabStops(container)).toEqual([head, after]);
    keeps(head, 'Enter', ' ');
    await act(() => press(head));
    expect(document.activeElement).toBe(head);
    expect(tabStops(container)).toEqual([head, inside, after]);
    await act(() => press(head));
    expect(tabStops(container)).toEqual([head, after]);
  });

  it('a group that stays open is named by its label and stops nowhere itself', async () => {
    const items: PageItem[] = [
      groupItem('g', { label: 'Address' }),
      textItem('street', { in: 'g', label: 'Street' }),
    ];
    const { container, getByLabelText, getByRole } = await open(items);
    expect(getByRole('group', { name: 'Address' })).toBeTruthy();
    expect(tabStops(container)).toEqual([getByLabelText('Street')]);
  });
});
