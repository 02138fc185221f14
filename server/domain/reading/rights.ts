/** Who may read and do what in the log: asked here by the pages, and again by whatever carries it out. */
import type { User } from '../../../lib/protocol/index.ts';

/** May change how an instance goes on: retry, skip, reassign, open steps, set variables. */
export function mayAdminister(user: User): boolean {
  return user.permissions.includes('manage-definitions');
}

/** May cancel instances. */
export function mayCancel(user: User): boolean {
  return user.permissions.includes('cancel-instances');
}
