import { IconButton } from '../../../components/button.tsx';
import { text } from '../../../components/text.ts';
import type { Person } from '../../../lib/protocol/index.ts';
import { PeoplePicker } from '../people.tsx';

interface Props {
  people: readonly Person[];
  onChange: (people: Person[]) => void;
}

/** Who takes part: the activity stands in the diary of each of them (behaviour 7.2). */
export function Participants({ people, onChange }: Props) {
  return (
    <div class="activity-wide activity-several">
      <PeoplePicker
        name="participants"
        label={text('activityParticipants')}
        help={text('activityParticipantsHelp')}
        roles={false}
        value=""
        onChoose={(person) => {
          if (!person || people.some(({ id }) => id === person.id)) return;
          onChange([...people, { id: person.id, name: person.name }]);
        }}
      />
      {people.length > 0 && (
        <ul class="activity-chosen" aria-label={text('activityParticipants')}>
          {people.map(({ id, name }) => (
            <li key={id}>
              <span>{name}</span>
              <IconButton
                icon="close"
                name={text('activityRemove', name)}
                onClick={() => onChange(people.filter((one) => one.id !== id))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
