import { useEffect, useRef, useState } from 'preact/hooks';
import { text } from './text.ts';
import { TextInput } from './text-input.tsx';

/** Long enough that a word is asked for once, not once for each letter. */
const PAUSE_MS = 300;

interface Props {
  placeholder: string;
  value: string;
  onChange: (words: string) => void;
}

/** A field that asks when the person pauses. */
export function SearchInput({ placeholder, value, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => {
      latest.current(typed);
      setTyped(null);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextInput
      name="search"
      label={text('filterSearch')}
      placeholder={placeholder}
      value={typed ?? value}
      onInput={setTyped}
    />
  );
}
