import './person-picker.css';
import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Assignee } from '../lib/protocol/index.ts';
import { Field, type FieldProps } from './field.tsx';
import { Icon } from './icon.tsx';
import { counted, text } from './text.ts';

/** Shorter than a person pauses between words, longer than between letters. */
const PAUSE_MS = 200;

/** Whom the words find. */
export type FindPeople = (search: string) => Promise<readonly Assignee[]>;

export interface PersonPickerProps extends FieldProps {
  /** The name of who is chosen; empty: nobody. */
  value: string;
  /** Roles can be chosen too. */
  roles: boolean;
  onChoose: (assignee: Assignee | null) => void;
}

/** A person or a role, found by a part of the name: a combobox after the APG pattern. */
export function PersonPicker(props: PersonPickerProps & { find: FindPeople }) {
  const { value, roles, onChoose, find, ...field } = props;
  const listId = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const found = useFound(typed, roles, find);
  const open = typed !== null && found !== null;
  const options = open && found !== 'failed' ? found : [];
  const optionId = (index: number) => `${listId}-${index}`;

  const choose = (assignee: Assignee | undefined) => {
    if (!assignee) return;
    setTyped(null);
    onChoose(assignee);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.isComposing) return;
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (move !== 0) {
      event.preventDefault();
      if (!open) setTyped(typed ?? '');
      else if (options.length > 0) setActive((active + move + options.length) % options.length);
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      choose(options[active]);
    } else if (event.key === 'Escape' && (open || value)) {
      // What is around it, such as a dialog, stays open.
      event.preventDefault();
      event.stopPropagation();
      if (!open) onChoose(null);
      setTyped(null);
    }
  };

  return (
    <Field {...field}>
      {(attributes) => (
        <div class="picker">
          <input
            {...attributes}
            class="control"
            role="combobox"
            aria-expanded={open}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={options[active] ? optionId(active) : undefined}
            autoComplete="off"
            placeholder={text('pickerPlaceholder')}
            value={typed ?? value}
            onKeyDown={onKeyDown}
            onBlur={() => setTyped(null)}
            onInput={(event) => {
              const words = event.currentTarget.value;
              setActive(0);
              if (words === '' && value) onChoose(null);
              setTyped(words);
            }}
          />
          <div class="picker-list" id={listId} role="listbox" aria-label={field.label} hidden={!open}>
            {options.map((option, index) => (
              <Option
                key={`${option.type} ${option.id}`}
                id={optionId(index)}
                option={option}
                active={index === active}
                onChoose={() => choose(option)}
              />
            ))}
          </div>
          {open && (
            <p class={options.length > 0 ? 'visually-hidden' : 'picker-none'} role="status">
              {statusOf(found)}
            </p>
          )}
        </div>
      )}
    </Field>
  );
}

interface OptionProps {
  id: string;
  option: Assignee;
  active: boolean;
  onChoose: () => void;
}

function Option({ id, option, active, onChoose }: OptionProps) {
  return (
    <div
      id={id}
      class="picker-option"
      role="option"
      tabIndex={-1}
      aria-selected={active}
      // The focus stays in the field: without it the list would close before the press is over.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      onKeyDown={() => undefined}
    >
      <Icon name={option.type === 'role' ? 'role' : 'person'} />
      <span>{option.name}</span>
      {option.type === 'role' && <span class="picker-note">{counted('pickerMembers', option.members)}</span>}
    </div>
  );
}

/** Whom the words find; null while nothing is asked or known. Answers to older words are dropped. */
function useFound(
  typed: string | null,
  roles: boolean,
  find: FindPeople,
): readonly Assignee[] | 'failed' | null {
  const [found, setFound] = useState<readonly Assignee[] | 'failed' | null>(null);
  const turn = useRef(0);
  const latest = useRef(find);
  latest.current = find;
  useEffect(() => {
    turn.current += 1;
    const mine = turn.current;
    if (typed === null) {
      setFound(null);
      return;
    }
    const timer = setTimeout(() => {
      latest.current(typed.trim()).then(
        (people) => mine === turn.current && setFound(people),
        () => mine === turn.current && setFound('failed'),
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  if (found === null || found === 'failed') return found;
  return roles ? found : found.filter(({ type }) => type === 'user');
}

function statusOf(found: readonly Assignee[] | 'failed'): string {
  if (found === 'failed') return text('pickerFailed');
  return found.length > 0 ? counted('pickerFound', found.length) : text('pickerNone');
}
