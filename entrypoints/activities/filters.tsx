import './filters.css';
import { useState } from 'preact/hooks';
import { SearchInput } from '../../components/search-input.tsx';
import { Segments, SeveralSegments } from '../../components/segments.tsx';
import { type MessageKey, text } from '../../components/text.ts';
import { ActivityStatus } from '../../lib/protocol/index.ts';
import { type DiaryAddress, USUAL_STATUSES, WHOSE, type Whose } from './address.ts';
import { PeoplePicker } from './people.tsx';
import { showDiary } from './show.ts';
import { statusIcon, statusWord } from './words.ts';

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
      <SeveralSegments
        label={text('activityStatus')}
        options={ActivityStatus.options.map((code) => ({
          code,
          label: statusWord(code),
          icon: statusIcon(code),
        }))}
        chosen={address.statuses}
        // Of no status there is nothing to see: who takes the last one away sees the usual ones again.
        onChange={(statuses) =>
          showDiary({ ...address, statuses: statuses.length > 0 ? statuses : USUAL_STATUSES })
        }
      />
      <SearchInput
        placeholder={text('diarySearch')}
        value={address.search}
        onChange={(search) => showDiary({ ...address, search }, true)}
      />
    </search>
  );
}
