import type { Requests } from '../../domain/requests.ts';
import type { Surroundings } from '../../domain/surroundings.ts';
import type { Authenticate } from '../../identity/authenticate.ts';

/** What the REST routes work with. */
export interface RestServices {
  around: Surroundings;
  requests: Requests;
  authenticate: Authenticate;
  /** Under which people reach the server. */
  publicUrl: string;
}
