import { fireEvent, waitFor } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { type FindPeople, PersonPicker } from './person-picker.tsx';
import { show } from './testing/show.tsx';

function open(find: FindPeople) {
  const onChoose = vi.fn();
  const drawn = show(
    <PersonPicker name="who" label="Person or role" value="" roles find={find} onChoose={onChoose} />,
  );
  fireEvent.input(drawn.getByRole('combobox'), { target: { value: 'sam' } });
  return { ...drawn, onChoose };
}

describe('a person or role', () => {
  it('is found by a part of the name, and chosen by keys', async () => {
    const sam = { type: 'user' as const, id: 'sam', name: 'Sam Young' };
    const { findByRole, getByRole, onChoose } = open(async () => [sam]);
    expect((await findByRole('option')).textContent).toContain('Sam Young');
    fireEvent.keyDown(getByRole('combobox'), { key: 'Enter' });
    expect(onChoose).toHaveBeenCalledWith(sam);
  });

  it('that could not be searched is not said to be nobody', async () => {
    const { getByRole } = open(() => Promise.reject(new Error('no link')));
    await waitFor(() => expect(getByRole('status').textContent).toContain('no link to the server'));
    expect(getByRole('status').textContent).not.toContain('Nobody');
  });
});
