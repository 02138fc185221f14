/** Every user task says which kind of step it is, and it is one that is executed. */
import { StepKind } from '../../../../lib/protocol/index.ts';
import { isSupportedKind, SUPPORTED_KINDS } from '../profile.ts';
import { finding, property, type Rule, userTasks } from '../source.ts';

export const knownKind: Rule = (source) =>
  userTasks(source)
    .filter((task) => !isSupportedKind(property(task, 'kind')))
    .map((task) => {
      const kind = property(task, 'kind');
      const planned = StepKind.safeParse(kind).success;
      return finding(
        task,
        `Expected a kind of step that is executed (${SUPPORTED_KINDS.join(', ')}) in throughline:kind, got ${kind ?? 'none'}.`,
        planned
          ? `Steps of kind ${kind} are not executed yet; use one of the kinds named.`
          : 'Choose one of the kinds named, best with the element template.',
      );
    });
