import './filters.css';
import { useState } from 'preact/hooks';
import { Checkbox } from '../../components/checkbox.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { Segments } from '../../components/segments.tsx';
import { type MessageKey, text } from '../../components/text.ts';
import { type DiaryAddress, WHOSE, type Whose } from './address.ts';
import { PeoplePicker } from './people.tsx';
import { showDiary } from './show.ts';

const LABELS: Record<Whose, MessageKey> = {
  mine: 'whoseMine',
  own: 'whoseOwn',
  all: 'whoseAll',
  person: 'whosePerson',
};

/** Whose activities are shown, and which of them. */
export function Filters({ address }: { address: DiaryAddress }) {
  // Somebody is about to be chosen: until then the list stays as it is.
  const [choosing, setChoosing] = useState(false);
  const whose = choosing ? 'person' : address.whose;
  const choose = (next: Whose) => {
    setChoosing(next === 'person');
    if (next !== 'person') showDiary({ ...address, whose: next, person: '', personName: '' });
  };
  return (
    <search class="diary-filters">
      <Segments
        label={text('whose')}
        options={WHOSE.map((code) => ({ code, label: text(LABELS[code]) }))}
        chosen={whose}
        onChoose={choose}
      />
      {whose === 'person' && (
        <PeoplePicker
          name="person"
          label={text('whosePerson')}
          roles={false}
          value={address.personName || address.person}
          onChoose={(person) => {
            setChoosing(false);
            showDiary({
              ...address,
              whose: person ? 'person' : 'mine',
              person: person?.id ?? '',
              personName: person?.name ?? '',
            });
          }}
        />
      )}
      <SearchInput
        placeholder={text('diarySearch')}
        value={address.search}
        onChange={(search) => showDiary({ ...address, search }, true)}
      />
      <Checkbox
        name="cancelled"
        label={text('diaryCancelled')}
        checked={address.cancelled}
        onChange={(cancelled) => showDiary({ ...address, cancelled })}
      />
    </search>
  );
}
