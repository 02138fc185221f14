import { fireEvent, waitFor } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { describe, expect, it, vi } from 'vitest';
import { Dialog } from './dialog.tsx';
import { show } from './testing/show.tsx';
import { TextInput } from './text-input.tsx';

function Page({ busy = false, onSubmit }: { busy?: boolean; onSubmit: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      {open && (
        <Dialog
          title="Rename it?"
          action="Rename"
          busy={busy}
          onSubmit={onSubmit}
          onClose={() => setOpen(false)}
        >
          <TextInput name="name" label="Name" value="" onInput={() => undefined} />
        </Dialog>
      )}
    </>
  );
}

function open(props: { busy?: boolean } = {}) {
  const onSubmit = vi.fn();
  const page = show(<Page {...props} onSubmit={onSubmit} />);
  const opener = page.getByText('Open');
  opener.focus();
  fireEvent.click(opener);
  const dialog = page.getByRole('dialog', { name: 'Rename it?' }) as HTMLDialogElement;
  return { ...page, dialog, opener, onSubmit };
}

describe('a dialog', () => {
  it('begins in its first field', async () => {
    const { getByLabelText, dialog } = open();
    await waitFor(() => expect(document.activeElement).toBe(getByLabelText('Name')));
    expect(dialog.open).toBe(true);
  });

  it('does what its verb says', () => {
    const { dialog, onSubmit } = open();
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
    expect(onSubmit).toHaveBeenCalledOnce();
  });

  it('does it once: not while it is being done', () => {
    const { dialog, onSubmit, getByRole } = open({ busy: true });
    fireEvent.submit(dialog.querySelector('form') as HTMLFormElement);
    expect(onSubmit).not.toHaveBeenCalled();
    expect(getByRole('button', { name: 'Rename' }).getAttribute('aria-disabled')).toBe('true');
  });

  it.each(['Escape', 'Go back'])('is left by %s without doing it, and gives the focus back', async (way) => {
    const { dialog, opener, onSubmit, getByText, queryByRole } = open();
    if (way === 'Escape') fireEvent(dialog, new Event('cancel', { cancelable: true }));
    else fireEvent.click(getByText(way));
    await waitFor(() => expect(queryByRole('dialog')).toBeNull());
    expect(onSubmit).not.toHaveBeenCalled();
    await waitFor(() => expect(document.activeElement).toBe(opener));
  });
});
