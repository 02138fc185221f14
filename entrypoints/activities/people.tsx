import { useClient } from '../../components/client.tsx';
import { PersonPicker, type PersonPickerProps } from '../../components/person-picker.tsx';

/** As many as one can look through. */
const MOST = 20;

interface Props extends Omit<PersonPickerProps, 'roles'> {
  /** Roles beside people, or nothing but roles. */
  roles: boolean | 'only';
  /** Only members of this role. */
  memberOf?: string | undefined;
}

/** A person or a role that an activity can be given to, or whose activities are to be seen. */
export function PeoplePicker({ roles, memberOf, ...props }: Props) {
  const client = useClient();
  const find = (search: string) =>
    client
      .query({
        ...{ type: 'people.search', text: search, limit: MOST },
        ...(roles !== true && { kind: roles === 'only' ? 'role' : 'user' }),
        ...(memberOf !== undefined && { memberOf }),
      })
      .then(({ found }) => found);
  return <PersonPicker {...props} roles={roles !== false} find={find} />;
}
