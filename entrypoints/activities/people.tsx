import { useClient } from '../../components/client.tsx';
import { PersonPicker, type PersonPickerProps } from '../../components/person-picker.tsx';

/** As many as one can look through. */
const MOST = 20;

/** A person or a role that an activity can be given to, or whose activities are to be seen. */
export function PeoplePicker(props: PersonPickerProps) {
  const client = useClient();
  const find = (search: string) =>
    client.query({ type: 'people.search', text: search, limit: MOST }).then(({ found }) => found);
  return <PersonPicker {...props} find={find} />;
}
