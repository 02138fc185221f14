import { fireEvent, waitFor } from '@testing-library/preact';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleBpmn } from '../../lib/testing/library-samples.ts';
import { canvases, forgetCanvases } from '../testing/fake-canvas.ts';
import { show } from '../testing/show.tsx';
import { Diagram } from './diagram.tsx';

vi.mock('./canvas.ts', () => import('../testing/fake-canvas.ts'));

const xml = sampleBpmn();
const marks = { Review: { tone: 'danger', badge: '!', hint: 'Nobody performs it.' } } as const;

beforeEach(() => forgetCanvases());

describe('a diagram', () => {
  it('is drawn with its marks, its heat and its selection, and has a name', async () => {
    const heat = { Ask: 0.4 };
    show(<Diagram xml={xml} name="Qualify a lead" marks={marks} heat={heat} selected="Ask" />);
    await waitFor(() => expect(canvases[0]).toMatchObject({ xml, marks, heat, selected: 'Ask' }));
    expect(canvases[0]?.name).toBe('Diagram of Qualify a lead. Arrow keys move it, plus and minus zoom.');
  });

  it('lists its elements in words, with type and hint, and choosing one selects it', async () => {
    const onSelect = vi.fn();
    const { findByText, getByRole } = show(
      <Diagram xml={xml} name="Qualify a lead" marks={marks} onSelect={onSelect} />,
    );
    expect(await findByText('4 elements in words')).toBeTruthy();
    const review = getByRole('button', { name: /Review the qualification/, hidden: true });
    expect(review.textContent).toBe('Review the qualificationUser taskNobody performs it.');
    fireEvent.click(review);
    expect(onSelect).toHaveBeenCalledWith('Review');
  });

  it('tells which element was pressed in the drawing, and that none was', async () => {
    const onSelect = vi.fn();
    show(<Diagram xml={xml} name="Qualify a lead" onSelect={onSelect} />);
    await waitFor(() => expect(canvases).toHaveLength(1));
    canvases[0]?.press('Ask');
    canvases[0]?.press(null);
    expect(onSelect.mock.calls).toEqual([['Ask'], [null]]);
  });

  it('is zoomed by buttons', async () => {
    const { findByRole, getByRole } = show(<Diagram xml={xml} name="Qualify a lead" />);
    fireEvent.click(await findByRole('button', { name: 'Zoom in' }));
    fireEvent.click(getByRole('button', { name: 'Zoom out' }));
    fireEvent.click(getByRole('button', { name: 'Show the whole diagram' }));
    expect(canvases[0]?.zooms).toEqual(['in', 'out', 'fit']);
  });

  it('says when the file has no drawing of its own', async () => {
    const { findByText } = show(<Diagram xml={sampleBpmn({ drawn: false })} name="Qualify a lead" />);
    expect(await findByText(/no drawing of its own/)).toBeTruthy();
  });

  it('that can’t be drawn is a list, and says why', async () => {
    forgetCanvases('unknown shape');
    const { findByText, container } = show(<Diagram xml={xml} name="Qualify a lead" />);
    expect(await findByText(/its elements are listed: unknown shape/)).toBeTruthy();
    expect(container.querySelector<HTMLDetailsElement>('details')?.open).toBe(true);
    expect(container.querySelector<HTMLElement>('.diagram-frame')?.hidden).toBe(true);
  });

  it('draws another process in the same place, and leaves nothing behind', async () => {
    const { rerender, unmount } = show(<Diagram xml={xml} name="Qualify a lead" />);
    await waitFor(() => expect(canvases[0]?.xml).toBe(xml));
    const other = sampleBpmn({ review: false });
    rerender(<Diagram xml={other} name="Qualify a lead" />);
    await waitFor(() => expect(canvases[0]?.xml).toBe(other));
    expect(canvases).toHaveLength(1);
    unmount();
    await waitFor(() => expect(canvases[0]?.open).toBe(false));
  });
});
