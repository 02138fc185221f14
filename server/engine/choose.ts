/** Which engine executes what: new processes the one that is set up, those of before the one they were deployed to. */
import { withCases } from '../cases/engine.ts';
import { createCamundaEngine } from './camunda/engine.ts';
import type { EngineAddress } from './camunda/transport.ts';
import { createEmbeddedEngine } from './embedded.ts';
import type { Engine } from './port.ts';

/**
 * The engine of a server. With an address, processes are deployed to the remote engine there; what was deployed
 * to the embedded one before goes on with it.
 */
export function chooseEngine(address: EngineAddress | null): Engine {
  const embedded = createEmbeddedEngine();
  const remote = address === null ? null : createCamundaEngine(address);
  const engineOf = (definition: unknown): Engine => {
    if (!isRemote(definition)) return embedded;
    if (remote !== null) return remote;
    throw new Error(
      'Expected THROUGHLINE_ENGINE_URL, because the process was deployed to a remote engine, got none. Set it to the engine, or deploy the process again.',
    );
  };
  return withCases({
    check: (files) => (remote ?? embedded).check(files),
    deploy: (files) => (remote ?? embedded).deploy(files),
    advance: async (definition, state, command) => engineOf(definition).advance(definition, state, command),
    explain: (definition, state) => engineOf(definition).explain(definition, state),
    variables: (definition, state) => engineOf(definition).variables(definition, state),
  });
}

function isRemote(definition: unknown): boolean {
  return (
    typeof definition === 'object' &&
    definition !== null &&
    'format' in definition &&
    definition.format === 'camunda-7'
  );
}
