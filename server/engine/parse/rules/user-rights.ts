/** Warning: the rights of who started the process are asked for, and an event may start it: then there is nobody. */

import { reachedWithin } from '../reach.ts';
import { finding, property, type Rule, type SourceElement } from '../source.ts';
import { startsOf, systemActionOf } from '../subset.ts';

export const userRights: Rule = (source) => {
  if (property(source, 'user-rights') !== 'true') return [];
  const byEvent = startsOf(source).filter(({ events }) => events.length > 0);
  return reachedWithin(source, null, byEvent)
    .filter(touchesRecords)
    .map((element) =>
      finding(
        element,
        `Expected somebody whose rights count also where ${byEvent[0]?.name ?? byEvent[0]?.id} starts the process, got nobody: the step fails then.`,
        'Start the process by hand, or set throughline:user-rights to false.',
      ),
    );
};

/** The actions that name a CRM. */
function touchesRecords(element: SourceElement): boolean {
  const action = systemActionOf(element);
  return action !== null && Object.hasOwn(action.settings, 'system');
}
