import { useClient } from '../../../components/client.tsx';
import { PersonPicker, type PersonPickerProps } from '../../../components/person-picker.tsx';

interface Props extends PersonPickerProps {
  /** Also people whose account is switched off. */
  inactive?: boolean;
}

/** A person or a role that an administrator chooses: among all that the server knows. */
export function AssigneePicker({ inactive = false, ...props }: Props) {
  const client = useClient();
  const find = (search: string) =>
    client.ask({ type: 'assignees', search, inactive }).then(({ assignees }) => assignees);
  return <PersonPicker {...props} find={find} />;
}
