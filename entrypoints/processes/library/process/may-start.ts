import type { ProcessDetails, User } from '../../../../lib/protocol/index.ts';

/**
 * Whether this person may start the process by hand: the first entry that fits them decides, and where none
 * does, the permission *start processes* (behaviour 3.7). The server has the last word.
 */
export function mayStart({ permissions }: Pick<ProcessDetails, 'permissions'>, user: User): boolean {
  const roles = new Set(user.roles.map(({ id }) => id));
  const first = permissions.find(
    ({ account, role }) => account?.id === user.id || (role !== null && roles.has(role.id)),
  );
  return first?.allowed ?? user.permissions.includes('run-processes');
}
