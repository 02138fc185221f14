import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, IconButton } from '../../../components/button.tsx';
import { text } from '../../../components/text.ts';
import { TextInput } from '../../../components/text-input.tsx';

/** As many as one CRM may have. */
const MOST = 20;

interface Props {
  addresses: readonly string[];
  /** What counts of each; null: nothing can. */
  origins: readonly (string | null)[];
  problems: readonly (string | null)[];
  onChange: (addresses: string[]) => void;
}

/** Where a CRM is in the browser: one address of any page of it, or several. */
export function Addresses({ addresses, origins, problems, onChange }: Props) {
  const list = useRef<HTMLDivElement>(null);
  /** The field that takes the focus once it is drawn. */
  const [next, setNext] = useState<number | null>(null);
  useEffect(() => {
    if (next === null) return;
    list.current?.querySelectorAll('input')[next]?.focus();
    setNext(null);
  }, [next]);
  return (
    <div class="crms-address-list" ref={list}>
      {addresses.map((address, nth) => (
        // An address is what it says: it has no other name.
        <div class="crms-address" key={nth}>
          <TextInput
            name={`address-${nth}`}
            label={nth === 0 ? text('crmsAddress') : text('crmsAddressNth', String(nth + 1))}
            help={helpOf(address, origins[nth] ?? null, nth)}
            inputType="url"
            placeholder="https://crm.example.com/leads/7"
            required
            error={problems[nth] ?? null}
            value={address}
            onInput={(words) => onChange(addresses.with(nth, words))}
          />
          {addresses.length > 1 && (
            <IconButton
              icon="delete"
              name={text('crmsAddressRemove', String(nth + 1))}
              onClick={() => {
                onChange(addresses.toSpliced(nth, 1));
                setNext(Math.max(0, nth - 1));
              }}
            />
          )}
        </div>
      ))}
      {addresses.length < MOST && (
        <div>
          <Button
            icon="add"
            look="quiet"
            onClick={() => {
              onChange([...addresses, '']);
              setNext(addresses.length);
            }}
          >
            {text('crmsAddressAdd')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What counts of a longer address, so that nobody wonders where the rest has gone. */
function helpOf(address: string, origin: string | null, nth: number): string | null {
  if (origin !== null && address.trim() !== origin) return text('crmsAddressCounts', origin);
  return nth === 0 ? text('crmsAddressHelp') : null;
}
