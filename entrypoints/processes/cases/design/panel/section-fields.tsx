import { useLive } from '../../../../../components/client.tsx';
import { Select } from '../../../../../components/select.tsx';
import { text } from '../../../../../components/text.ts';
import { TextInput } from '../../../../../components/text-input.tsx';
import { useSection } from '../section.tsx';

interface Props {
  /** `kind:type` or `system:type`. */
  section: string;
  error: string | null;
  onInput: (section: string) => void;
}

/** Which records: those of all CRMs of a kind, or of one of them, and of which type. */
export function SectionFields({ section, error, onInput }: Props) {
  const { problem } = useSection();
  const [place = '', type = ''] = section.split(/:(.*)/s);
  const options = usePlaces();
  const known = place === '' || options.some(({ code }) => code === place);
  return (
    <>
      <Select
        name="section"
        label={text('designPlaceOfRecords')}
        required
        options={known ? options : [{ code: place, label: place }, ...options]}
        value={place}
        onInput={(code) => onInput(`${code}:${type}`)}
      />
      <TextInput
        name="section.type"
        label={text('designTypeOfRecords')}
        help={text('designTypeOfRecordsHelp')}
        required
        value={type}
        error={error ?? problem}
        onInput={(words) => onInput(`${place}:${words.trim()}`)}
      />
    </>
  );
}

/** Each kind of CRM that the server knows, and each of its installations. */
function usePlaces(): { code: string; label: string }[] {
  const systems = new Map(useLive({ kind: 'sites' })?.map(({ system }) => [system.id, system] as const));
  const kinds = [...new Set([...systems.values()].map(({ kind }) => kind))].sort();
  return [
    ...kinds.map((kind) => ({ code: kind, label: text('designEveryOfKind', kind) })),
    // A system may be called as its kind is: both name the same records then.
    ...[...systems.values()].flatMap(({ id, name }) =>
      kinds.includes(id) ? [] : [{ code: id, label: name }],
    ),
  ];
}
