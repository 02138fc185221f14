import { useClient } from '../../../components/client.tsx';
import { PersonPicker, type PersonPickerProps } from '../../../components/person-picker.tsx';

/** A person or a role that an administrator chooses: among all that the server knows. */
export function AssigneePicker(props: PersonPickerProps) {
  const client = useClient();
  const find = (search: string) =>
    client.ask({ type: 'assignees', search }).then(({ assignees }) => assignees);
  return <PersonPicker {...props} find={find} />;
}
