/** Warning: engines of the Camunda 7 family do not deploy a process that says no history time to live. */
import { attribute, finding, type Rule } from '../source.ts';

export const history: Rule = (source) =>
  attribute(source, 'historyTimeToLive') !== null
    ? []
    : [
        finding(
          source,
          'Expected camunda:historyTimeToLive, got none.',
          'Enter the days to keep, for example 180, so that the file deploys on the Camunda 7 family too.',
        ),
      ];
