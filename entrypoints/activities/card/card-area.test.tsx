import { act, fireEvent, within } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { go, route } from '../../../components/route.ts';
import { show } from '../../../components/testing/show.tsx';
import { sampleActivity, sampleStepOf } from '../../../lib/testing/activity-samples.ts';
import { FakePageClient } from '../../../lib/testing/fake-page-client.ts';
import { hoursFromNoon, lead, NOON, sampleStatus } from '../../../lib/testing/page-samples.ts';
import { CardArea } from './card-area.tsx';

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
  go(['list']);
});
afterEach(() => void vi.useRealTimers());

const offer = sampleActivity({ connected: [lead] });
const question = sampleActivity({ id: 'a-2', title: 'Is it so?', task: sampleStepOf('user-dialog') });
const done = sampleActivity({
  ...{ id: 'a-3', title: 'Send it', status: 'completed', endedAt: hoursFromNoon(0) },
  result: { code: 'done', label: 'Done' },
});

function open() {
  const items = [offer, question, done];
  const client = new FakePageClient({ status: sampleStatus() });
  const page = show(
    <CardArea items={items}>
      {items.map(({ id, title }) => (
        <button key={id} type="button" data-entry={id}>
          {title}
        </button>
      ))}
      <p>Elsewhere</p>
    </CardArea>,
    client,
  );
  const entry = (title: string) => page.getByRole('button', { name: title });
  const card = (title: string) => page.queryByRole('group', { name: title });
  return { ...page, client, entry, card };
}
const wait = (ms: number) => act(() => void vi.advanceTimersByTime(ms));
async function hover(element: Element, how: Partial<PointerEvent> = {}) {
  fireEvent.pointerOver(element, how);
  fireEvent.pointerMove(element, how);
  await wait(500);
}
async function focus(element: HTMLElement) {
  element.focus();
  await wait(500);
}

describe('the card of an activity (behaviour 7.1)', () => {
  it('says time, status, owner and record of what the pointer rests on', async () => {
    const { entry, card } = open();
    await hover(entry('Prepare the offer'));
    const words = card('Prepare the offer')?.textContent ?? '';
    for (const word of [/11.*14:00.*14:30|11.*2:00.*2:30/, /Not started/, /Anna Keller/, /Solar roof/])
      expect(words).toMatch(word);
  });

  it('does not come for a pointer that only passes, a finger, a drag, or what moves under a resting pointer', async () => {
    const { entry, card, getByText } = open();
    const offered = entry('Prepare the offer');
    fireEvent.pointerMove(offered);
    await wait(100);
    fireEvent.pointerOver(getByText('Elsewhere'));
    await wait(500);
    await hover(offered, { pointerType: 'touch' });
    await hover(offered, { buttons: 1 });
    fireEvent.pointerOver(offered);
    await wait(500);
    expect(card('Prepare the offer')).toBeNull();
  });

  it('stays while the pointer is in it, and goes when that is elsewhere', async () => {
    const { entry, card, getByText } = open();
    await hover(entry('Prepare the offer'));
    fireEvent.pointerOver(getByText('Elsewhere'));
    await wait(50);
    fireEvent.pointerOver(card('Prepare the offer') as Element);
    await wait(1000);
    expect(card('Prepare the offer')).not.toBeNull();
    fireEvent.pointerOver(getByText('Elsewhere'));
    await wait(500);
    expect(card('Prepare the offer')).toBeNull();
  });

  it('goes with its entry when that is drawn anew', async () => {
    let draw = (_: number) => {};
    function Drawn() {
      const [round, setRound] = useState(0);
      draw = setRound;
      return (
        <CardArea items={[{ ...offer }]}>
          <button key={round} type="button" data-entry={offer.id}>
            {offer.title}
          </button>
        </CardArea>
      );
    }
    const page = show(<Drawn />, new FakePageClient({ status: sampleStatus() }));
    await hover(page.getByRole('button', { name: 'Prepare the offer' }));
    expect(page.queryByRole('group', { name: 'Prepare the offer' })).not.toBeNull();
    await act(() => draw(1));
    expect(page.queryByRole('group', { name: 'Prepare the offer' })).toBeNull();
  });

  it('goes when its entry is pressed or scrolled away, and does not come back by itself', async () => {
    const { entry, card } = open();
    const offered = entry('Prepare the offer');
    await hover(offered);
    fireEvent.pointerDown(offered);
    expect(card('Prepare the offer')).toBeNull();
    await hover(offered);
    expect(card('Prepare the offer')).toBeNull();
    await hover(entry('Send it'));
    act(() => void fireEvent.scroll(document));
    expect(card('Send it')).toBeNull();
  });

  it('comes by keyboard too: the arrow leads in, Escape out, Tab past it', async () => {
    const { entry, card } = open();
    const offered = entry('Prepare the offer');
    await focus(offered);
    const shown = card('Prepare the offer') as HTMLElement;
    const described = document.getElementById(offered.getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).toContain('Not started');
    fireEvent.keyDown(offered, { key: 'ArrowDown' });
    const inside = within(shown).getAllByRole('button');
    expect(document.activeElement).toBe(within(shown).getByRole('link'));
    inside.at(-1)?.focus();
    fireEvent.keyDown(inside.at(-1) as Element, { key: 'Tab' });
    expect(document.activeElement).toBe(offered);
    fireEvent.keyDown(offered, { key: 'Escape' });
    expect(card('Prepare the offer')).toBeNull();
    expect(offered.hasAttribute('aria-describedby')).toBe(false);
    await wait(1000);
    expect(card('Prepare the offer')).toBeNull();
    await focus(entry('Send it'));
    expect(card('Send it')?.textContent).toContain('Completed: Done');
  });

  it('completes what is ended here, and opens it', async () => {
    const { entry, card } = open();
    await hover(entry('Prepare the offer'));
    const pressed = (name: string) =>
      fireEvent.click(within(card('Prepare the offer') as HTMLElement).getByRole('button', { name }));
    pressed('Complete');
    expect(route().query).toMatchObject({ activity: 'a-1', ending: 'completed' });
    go(['list']);
    await hover(entry('Prepare the offer'));
    pressed('Open');
    expect(route().query).toEqual({ activity: 'a-1' });
  });

  it('opens the page of a step that is answered there, and completes nothing that is over', async () => {
    const { entry, card, client } = open();
    await hover(entry('Is it so?'));
    const asked = within(card('Is it so?') as HTMLElement);
    expect(asked.queryByRole('button', { name: 'Complete' })).toBeNull();
    fireEvent.click(asked.getByRole('button', { name: 'Open its page' }));
    expect(client.sent('task.open')).toEqual([{ type: 'task.open', task: 't-1' }]);
    await hover(entry('Send it'));
    expect(within(card('Send it') as HTMLElement).queryByRole('button', { name: 'Complete' })).toBeNull();
  });
});
