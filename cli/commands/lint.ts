import { withCases } from '../../server/cases/engine.ts';
import { readSources as sortSources, toOutcome } from '../../server/domain/source-files.ts';
import { createEmbeddedEngine } from '../../server/engine/embedded.ts';
import type { CliCommand } from '../command.ts';
import { byFolder, readSources } from '../files.ts';
import { describeOutcome } from '../outcomes.ts';

/** Checks files as a deployment does, without a server. */
export const lint: CliCommand = {
  usage: 'lint <file or folder> …',
  summary: 'check BPMN files, cases and forms, without a server',
  options: {},
  async run({ args, print, json }) {
    const engine = withCases(createEmbeddedEngine());
    const outcomes = [];
    for (const group of byFolder(readSources(args))) {
      const { processes, refused } = sortSources(group);
      for (const { file, files } of processes) outcomes.push(toOutcome(file, await engine.check(files)));
      outcomes.push(...refused);
    }
    if (json) print(JSON.stringify(outcomes));
    else for (const outcome of outcomes) for (const line of describeOutcome(outcome)) print(line);
    return outcomes.every(({ findings }) => findings.length === 0);
  },
};
