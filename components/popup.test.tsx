import { fireEvent, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { Popup } from './popup.tsx';
import { show } from './testing/show.tsx';

function open() {
  const page = show(
    <Popup label="Columns" icon="columns">
      <button type="button">First</button>
    </Popup>,
  );
  const button = page.getByRole('button', { name: 'Columns' });
  fireEvent.click(button);
  return { ...page, button };
}

describe('a button that opens something small', () => {
  it('says that it is open, and gives the focus to what is in it', async () => {
    const { button, getByText } = open();
    await waitFor(() => expect(document.activeElement).toBe(getByText('First')));
    expect(button.getAttribute('aria-expanded')).toBe('true');
    expect(document.getElementById(button.getAttribute('aria-controls') ?? '')).toBeTruthy();
  });

  it('closes with Escape and has the focus again', async () => {
    const { button, getByText, queryByText } = open();
    fireEvent.keyDown(getByText('First'), { key: 'Escape' });
    await waitFor(() => expect(queryByText('First')).toBeNull());
    expect(document.activeElement).toBe(button);
  });

  it('closes with a press elsewhere', async () => {
    const { queryByText } = open();
    await waitFor(() => expect(document.activeElement?.textContent).toBe('First'));
    fireEvent.pointerDown(document.body);
    await waitFor(() => expect(queryByText('First')).toBeNull());
  });
});
