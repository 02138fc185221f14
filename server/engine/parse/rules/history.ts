/** Warning: engines of the Camunda 7 family do not deploy a process that says no history time to live. */
import { attribute, finding, type Rule } from '../source.ts';

const REMEDY =
  'Enter the days to keep, for example 180, so that the file deploys on the Camunda 7 family too.';

export const history: Rule = (source) => {
  const written = attribute(source, 'historyTimeToLive');
  if (written === null) return [finding(source, 'Expected camunda:historyTimeToLive, got none.', REMEDY)];
  if (/^\d{1,6}$|^P\d{1,6}D$/.test(written)) return [];
  return [finding(source, `Expected days in camunda:historyTimeToLive, got "${written}".`, REMEDY)];
};
