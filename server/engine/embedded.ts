/** The embedded engine: the port implemented by the parser and the pure `step`. */
import { Definition } from './definition.ts';
import { explain } from './explain.ts';
import { parse } from './parse/parse.ts';
import { type Engine, processFiles } from './port.ts';
import { readState } from './state.ts';
import { step } from './step.ts';

/** Definitions that were checked before: the same object need not be checked for every command. */
const checked = new WeakSet<object>();

/** Makes the engine. It keeps nothing between two calls: definition and state come with each. */
export function createEmbeddedEngine(): Engine {
  const read: Engine['check'] = (files) => parse(processFiles(files));
  return {
    ...{ check: read, deploy: read },
    async advance(definition, state, command) {
      const before = state === null ? null : readState(state);
      const outcome = step(readDefinition(definition), before, command);
      return { state: outcome.state, status: outcome.state.status, effects: outcome.effects };
    },
    explain: (definition, state) => explain(readDefinition(definition), readState(state)),
    variables: (_definition, state) => readState(state).variables,
  };
}

function readDefinition(definition: unknown): Definition {
  if (typeof definition === 'object' && definition !== null && checked.has(definition))
    return definition as Definition;
  const known = Definition.parse(definition);
  if (typeof definition === 'object' && definition !== null) checked.add(definition);
  return known;
}
