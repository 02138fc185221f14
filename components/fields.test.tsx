import { fireEvent } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { Checkbox } from './checkbox.tsx';
import { Choice } from './choice.tsx';
import { DateInput } from './date-input.tsx';
import { focusFirstInvalid } from './field.tsx';
import { NumberInput } from './number-input.tsx';
import { Select } from './select.tsx';
import { descriptionOf, show } from './testing/show.tsx';
import { TextArea } from './text-area.tsx';
import { TextInput } from './text-input.tsx';

const shared = {
  name: 'f',
  label: 'Budget',
  help: 'A rough figure.',
  error: 'Enter: Budget',
  required: true,
};
const options = [
  { code: 'a', label: 'First' },
  { code: 'b', label: 'Second' },
];
const ignore = () => undefined;

describe('every field', () => {
  it.each([
    ['text input', <TextInput {...shared} value="" onInput={ignore} />],
    ['text area', <TextArea {...shared} value="" onInput={ignore} />],
    ['number input', <NumberInput {...shared} value="" onInput={ignore} />],
    ['date input', <DateInput {...shared} kind="date" value="" onInput={ignore} />],
    ['select', <Select {...shared} options={options} value="" onInput={ignore} />],
    ['check box', <Checkbox {...shared} checked={false} onChange={ignore} />],
  ])('%s is named by its label, described by its help and error, required and wrong', (_, field) => {
    const { getByLabelText } = show(field);
    const control = getByLabelText(/^Budget/) as HTMLInputElement;
    expect(descriptionOf(control)).toBe('Enter: Budget A rough figure.');
    expect(control.getAttribute('aria-invalid')).toBe('true');
    expect(control.required).toBe(true);
  });

  it.each([
    ['text', <TextInput name="f" label="Budget" value="" onInput={ignore} />],
    ['date', <DateInput name="f" label="Budget" kind="time" value="" onInput={ignore} />],
  ])('of %s says nothing about help or error when there is none', (_, field) => {
    const { getByLabelText } = show(field);
    const control = getByLabelText('Budget');
    expect(control.hasAttribute('aria-describedby')).toBe(false);
    expect(control.hasAttribute('aria-invalid')).toBe(false);
  });

  it('passes on every keystroke', () => {
    const typed = vi.fn();
    const { getByLabelText } = show(<TextInput name="f" label="Name" value="" onInput={typed} />);
    fireEvent.input(getByLabelText('Name'), { target: { value: 'J' } });
    fireEvent.input(getByLabelText('Name'), { target: { value: 'Ja' } });
    expect(typed.mock.calls).toEqual([['J'], ['Ja']]);
  });
});

describe('a choice', () => {
  it('of one is a named radio group in the given order', () => {
    const { getByRole, getAllByRole } = show(
      <Choice {...shared} options={options} chosen={['b']} multiple={false} onChange={ignore} />,
    );
    const group = getByRole('radiogroup', { name: /Budget/ });
    expect(group.getAttribute('aria-required')).toBe('true');
    expect(group.getAttribute('aria-invalid')).toBe('true');
    expect(getAllByRole('radio').map((radio) => (radio as HTMLInputElement).checked)).toEqual([false, true]);
  });

  it('of several gives the codes in the order of the options, whatever the order of the clicks', () => {
    const changed = vi.fn();
    const { getByLabelText } = show(
      <Choice name="f" label="Extras" options={options} chosen={['b']} multiple onChange={changed} />,
    );
    fireEvent.click(getByLabelText('First'));
    expect(changed).toHaveBeenCalledWith(['a', 'b']);
  });

  it('that may stay open can be taken back', () => {
    const changed = vi.fn();
    const { getByText } = show(
      <Choice name="f" label="Answer" options={options} chosen={['a']} multiple={false} onChange={changed} />,
    );
    fireEvent.click(getByText('Clear the answer'));
    expect(changed).toHaveBeenCalledWith([]);
  });

  it('that is read-only takes nothing', () => {
    const changed = vi.fn();
    const { getByLabelText } = show(
      <Choice
        name="f"
        label="Answer"
        options={options}
        chosen={['a']}
        multiple
        readonly
        onChange={changed}
      />,
    );
    fireEvent.click(getByLabelText('First'));
    expect(changed).not.toHaveBeenCalled();
  });
});

describe('after a failed submit', () => {
  it('the first wrong control has the focus, also inside a group', () => {
    const { container } = show(
      <>
        <TextInput name="a" label="Right" value="x" onInput={ignore} />
        <Choice
          name="b"
          label="Wrong"
          error="Choose"
          options={options}
          chosen={[]}
          multiple={false}
          onChange={ignore}
        />
        <TextInput name="c" label="Wrong too" error="Enter" value="" onInput={ignore} />
      </>,
    );
    focusFirstInvalid(container);
    expect(document.activeElement).toBe(container.querySelector('input[type=radio]'));
  });
});
