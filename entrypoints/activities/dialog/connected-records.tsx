import { useEffect, useRef, useState } from 'preact/hooks';
import { IconButton } from '../../../components/button.tsx';
import { useClient, useLive } from '../../../components/client.tsx';
import { RecordLink } from '../../../components/record-link.tsx';
import { RecordPicker } from '../../../components/record-picker.tsx';
import { Select } from '../../../components/select.tsx';
import { text } from '../../../components/text.ts';
import { type ActivityResultOf, isSameRecord, type LinkedRecord } from '../../../lib/protocol/index.ts';
import { RecordByAddress } from './record-by-address.tsx';

interface Props {
  records: readonly LinkedRecord[];
  onChange: (records: LinkedRecord[]) => void;
}

/** A type of record that can be searched. */
interface Place {
  system: string;
  type: string;
}

const BY_ADDRESS = 'address';

/** The records that it is about: found in their CRM by name, or by their address where nobody can search (7.2). */
export function ConnectedRecords({ records, onChange }: Props) {
  const { places, live } = usePlaces();
  const [chosen, setChosen] = useState<string | null>(null);
  const codes = places.map(({ system, type }) => `${system} ${type}`);
  const wanted = chosen ?? ((live && codes[0]) || BY_ADDRESS);
  const place = places[codes.indexOf(wanted)];
  const code = place ? wanted : BY_ADDRESS;
  const label = text('activityConnected');
  const add = (record: LinkedRecord) => {
    if (!records.some((one) => isSameRecord(one, record))) onChange([...records, record]);
  };
  return (
    <div class="activity-wide activity-several">
      {/* What is half typed stays where it is, whatever comes to be known and whether there is a link. */}
      <div
        class="activity-add"
        onInput={({ target }) => target instanceof HTMLInputElement && setChosen(code)}
      >
        {places.length > 0 && <Kinds places={places} codes={codes} chosen={code} onChoose={setChosen} />}
        {place ? (
          <ByName key={code} label={label} place={place} onChoose={add} />
        ) : (
          <RecordByAddress label={label} onChoose={add} />
        )}
      </div>
      {records.length > 0 && (
        <ul class="activity-chosen" aria-label={label}>
          {records.map((record) => (
            <li key={`${record.system} ${record.type} ${record.id}`}>
              <RecordLink record={record} />
              <IconButton
                icon="close"
                name={text('activityRemove', record.title ?? `${record.type} ${record.id}`)}
                onClick={() => onChange(records.filter((one) => one !== record))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface KindsProps {
  places: readonly Place[];
  codes: readonly string[];
  chosen: string;
  onChoose: (code: string) => void;
}

/** What kind of record is wanted; of several CRMs each says which one it is of. */
function Kinds({ places, codes, chosen, onChoose }: KindsProps) {
  const sites = useLive({ kind: 'sites' }) ?? [];
  const several = new Set(places.map(({ system }) => system)).size > 1;
  const nameOf = (id: string) => sites.find(({ system }) => system.id === id)?.system.name ?? id;
  return (
    <Select
      name="record-kind"
      label={text('activityConnectedKind')}
      always
      options={[
        ...places.map(({ system, type }, index) => ({
          code: codes[index] ?? '',
          label: several ? `${type} · ${nameOf(system)}` : type,
        })),
        { code: BY_ADDRESS, label: text('activityConnectedByAddress') },
      ]}
      value={chosen}
      onInput={onChoose}
    />
  );
}

interface ByNameProps {
  label: string;
  place: Place;
  onChoose: (record: LinkedRecord) => void;
}

function ByName({ label, place: { system, type }, onChoose }: ByNameProps) {
  const client = useClient();
  // The picker knows of a record only its id and what it is called, and an older answer can come late.
  const found = useRef(new Map<string, LinkedRecord>());
  const find = async (words: string) => {
    const told = await client.query({
      type: 'records.search',
      system,
      record: type,
      text: words.slice(0, 200),
    });
    for (const record of told.found) found.current.set(record.id, record);
    return told.found.map(({ id, title }) => ({ id, title: title ?? `${type} ${id}` }));
  };
  return (
    <RecordPicker
      name="record"
      label={label}
      value=""
      find={find}
      onChoose={(picked) => {
        const record = picked && found.current.get(picked.id);
        if (record) onChoose(record);
      }}
    />
  );
}

/** What can be searched, as it was told last, and whether it can be now. */
function usePlaces(): { places: Place[]; live: boolean } {
  const client = useClient();
  const live = useLive({ kind: 'status' })?.link === 'live';
  const [told, setTold] = useState<ActivityResultOf<'records.types'>['places']>([]);
  useEffect(() => {
    if (!live) return;
    let wanted = true;
    client.query({ type: 'records.types' }).then(
      ({ places }) => wanted && setTold(places),
      // By address it can be named all the same.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [client, live]);
  const places = told.flatMap(({ system, types }) => types.map((type) => ({ system, type })));
  return { places, live };
}
