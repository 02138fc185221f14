import { useEffect, useRef, useState } from 'preact/hooks';
import type { Assignee } from '../lib/protocol/index.ts';
import { Combobox } from './combobox.tsx';
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

/** A person or a role, found by a part of the name. */
export function PersonPicker(props: PersonPickerProps & { find: FindPeople }) {
  const { value, roles, onChoose, find, ...field } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const found = useFound(typed, roles, find);
  const people = new Map(found === 'failed' ? [] : found?.map((one) => [`${one.type} ${one.id}`, one]));
  const open = typed !== null && found !== null;
  return (
    <Field {...field}>
      {(attributes) => (
        <Combobox
          attributes={attributes}
          label={field.label}
          typed={typed ?? value}
          options={open ? [...people].map(([code, { name }]) => ({ code, label: name })) : null}
          status={statusOf(found)}
          placeholder={text('pickerPlaceholder')}
          show={({ code }) => <Shown assignee={people.get(code)} />}
          opensOnPress={false}
          onType={(words) => {
            if (words === '' && value) onChoose(null);
            setTyped(words);
          }}
          onOpen={() => setTyped((words) => words ?? '')}
          onClose={() => setTyped(null)}
          onClear={() => {
            if (value) onChoose(null);
            return value !== '';
          }}
          onChoose={({ code }) => {
            setTyped(null);
            onChoose(people.get(code) ?? null);
          }}
        />
      )}
    </Field>
  );
}

function Shown({ assignee }: { assignee: Assignee | undefined }) {
  if (!assignee) return null;
  return (
    <>
      <Icon name={assignee.type === 'role' ? 'role' : 'person'} />
      <span>{assignee.name}</span>
      {assignee.type === 'role' && (
        <span class="picker-note">{counted('pickerMembers', assignee.members)}</span>
      )}
    </>
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

function statusOf(found: readonly Assignee[] | 'failed' | null): string {
  if (found === 'failed') return text('pickerFailed');
  if (found === null) return '';
  return found.length > 0 ? counted('pickerFound', found.length) : text('pickerNone');
}
