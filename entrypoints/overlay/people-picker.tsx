import { useClient } from '../../components/client.tsx';
import { PersonPicker, type PersonPickerProps } from '../../components/person-picker.tsx';

const FOUND = 20;

interface Props extends Omit<PersonPickerProps, 'roles'> {
  /** False: persons only. */
  roles?: boolean;
}

/** A person or a role to whom a step can be given: among those that anybody may assign to. */
export function PeoplePicker({ roles = true, ...props }: Props) {
  const client = useClient();
  const find = (search: string) =>
    client.query({ type: 'people.search', text: search, limit: FOUND }).then(({ found }) => found);
  return <PersonPicker {...props} roles={roles} find={find} />;
}
