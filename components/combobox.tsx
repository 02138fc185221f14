import './combobox.css';
import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Choice } from '../lib/protocol/index.ts';
import type { ControlAttributes } from './field.tsx';

interface Props {
  attributes: ControlAttributes;
  label: string;
  /** What stands in the input. */
  typed: string;
  /** What can be chosen now; null: the list is closed. */
  options: readonly Choice[] | null;
  /** What is said about the list: how many, none, why not. */
  status: string;
  readonly?: boolean;
  placeholder?: string;
  onType: (words: string) => void;
  /** How an option looks; without, its label stands there. */
  show?: (option: Choice) => ComponentChildren;
  /** A press on the input opens the list, too. */
  opensOnPress?: boolean;
  /** The person wants the list. */
  onOpen: () => void;
  onClose: () => void;
  onChoose: (option: Choice) => void;
  /** Backspace in an empty input. */
  onErase?: () => void;
  /** Escape while the list is closed; whether there was something to take away. */
  onClear?: () => boolean;
}

/** An input with a list of what fits the words in it: a combobox after the APG pattern. */
export function Combobox(props: Props) {
  const { attributes, label, typed, options, status, readonly = false, opensOnPress = true } = props;
  const listId = useId();
  const [active, setActive] = useState(0);
  const open = options !== null && !readonly;
  const shown = options ?? [];
  const current = Math.min(active, Math.max(0, shown.length - 1));
  const optionId = (index: number) => `${listId}-${index}`;

  const choose = (option: Choice | undefined) => {
    if (!option) return;
    setActive(0);
    props.onChoose(option);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.isComposing || readonly) return;
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (move !== 0) {
      event.preventDefault();
      if (!open) props.onOpen();
      else if (shown.length > 0) setActive((current + move + shown.length) % shown.length);
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      choose(shown[current]);
    } else if (event.key === 'Escape' && (open || props.onClear?.())) {
      // What is around it, such as the page, stays open.
      event.preventDefault();
      event.stopPropagation();
      props.onClose();
    } else if (event.key === 'Backspace' && typed === '') {
      props.onErase?.();
    }
  };

  return (
    <div class="picker">
      <input
        {...attributes}
        class="control"
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && shown[current] ? optionId(current) : undefined}
        autoComplete="off"
        placeholder={props.placeholder}
        readOnly={readonly}
        value={typed}
        onKeyDown={onKeyDown}
        onBlur={props.onClose}
        onClick={() => opensOnPress && !readonly && props.onOpen()}
        onInput={(event) => {
          setActive(0);
          props.onType(event.currentTarget.value);
        }}
      />
      <div
        class="picker-list"
        id={listId}
        role="listbox"
        aria-label={label}
        hidden={!open || shown.length === 0}
      >
        {shown.map((option, index) => (
          <div
            key={option.code}
            id={optionId(index)}
            class="picker-option"
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            // The focus stays in the field: without it the list would close before the press is over.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
            onKeyDown={() => undefined}
          >
            {props.show?.(option) ?? <span>{option.label}</span>}
          </div>
        ))}
      </div>
      {open && (
        <p class={shown.length > 0 ? 'visually-hidden' : 'picker-none'} role="status">
          {status}
        </p>
      )}
    </div>
  );
}
