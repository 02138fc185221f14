import './tag-input.css';
import { useRef, useState } from 'preact/hooks';
import type { Choice } from '../lib/protocol/index.ts';
import { IconButton } from './button.tsx';
import { Combobox } from './combobox.tsx';
import { Field, type FieldProps } from './field.tsx';
import { counted, text } from './text.ts';

interface Props extends FieldProps {
  options: readonly Choice[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Several of many, found by a part of their words; what is chosen stands above as tags. */
export function TagInput({ options, chosen, onChange, ...field }: Props) {
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const around = useRef<HTMLDivElement>(null);
  const tags = chosen.flatMap((code) => options.find((option) => option.code === code) ?? []);
  const words = typed.trim().toLocaleLowerCase();
  const fitting = options.filter(
    ({ code, label }) => !chosen.includes(code) && label.toLocaleLowerCase().includes(words),
  );
  const remove = (code: string) => {
    onChange(chosen.filter((other) => other !== code));
    around.current?.querySelector<HTMLElement>('input')?.focus();
  };

  return (
    <Field {...field}>
      {(attributes) => (
        <div class="tags" ref={around}>
          {tags.length > 0 && (
            <ul class="tags-chosen" aria-label={text('tagsChosen', field.label)}>
              {tags.map(({ code, label }) => (
                <li key={code} class={field.readonly ? 'tags-fixed' : undefined}>
                  {label}
                  {!field.readonly && (
                    <IconButton icon="close" name={text('tagRemove', label)} onClick={() => remove(code)} />
                  )}
                </li>
              ))}
            </ul>
          )}
          <Combobox
            // Something is chosen: for the browser the empty input would be missing.
            attributes={{ ...attributes, required: attributes.required && chosen.length === 0 }}
            label={field.label}
            readonly={field.readonly ?? false}
            typed={typed}
            options={open ? fitting : null}
            status={fitting.length > 0 ? counted('optionsFound', fitting.length) : text('optionsNone')}
            placeholder={field.readonly ? '' : text('optionsSearch')}
            onType={(next) => {
              setTyped(next);
              setOpen(true);
            }}
            onOpen={() => setOpen(true)}
            onClose={() => setOpen(false)}
            onChoose={({ code }) => {
              setTyped('');
              onChange([...chosen, code]);
            }}
            onErase={() => tags.length > 0 && onChange(chosen.slice(0, -1))}
          />
        </div>
      )}
    </Field>
  );
}
