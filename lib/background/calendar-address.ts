import * as z from 'zod/mini';
import type { Answer } from '../messaging/contract.ts';
import { createRestCall, type RestParts } from './rest-calls.ts';

/** The secret address under which the person's calendar programs read their activities. */
export function createCalendarAddress(parts: RestParts) {
  const call = createRestCall(parts);
  return {
    create: async (): Promise<Answer> => {
      const { url } = await call('POST', '/calendar-address', z.object({ url: z.string() }));
      return { type: 'calendar', url };
    },
    revoke: async (): Promise<void> => {
      await call('DELETE', '/calendar-address', z.object({ revoked: z.boolean() }));
    },
  };
}
