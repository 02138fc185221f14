/** Warning: a topic that this server does not work on. */
import { isOurs } from '../actions.ts';
import { finding, type Rule } from '../source.ts';
import { isAction, topicOf } from '../subset.ts';

export const foreignTopic: Rule = ({ elements }) =>
  elements.filter(isAction).flatMap((element) => {
    const topic = topicOf(element);
    if (topic === null || isOurs(topic)) return [];
    return [
      finding(
        element,
        `Expected a topic throughline:<action>, got ${topic}, which this server does not work on.`,
        'Run a worker of your own for it over REST; until then the step waits.',
      ),
    ];
  });
