import * as z from 'zod';
import { type CliCommand, optionOf, optionsOf } from '../command.ts';
import { Failure } from '../failure.ts';

const Connection = z.object({ system: z.string(), kind: z.string(), problem: z.string().nullable() });

/** Connects a CRM and signs in to it, so that what is wrong is known at once. */
export const connect: CliCommand = {
  usage: 'connect <system> --kind kind --url address [--set name=value] …',
  summary: 'connect a CRM; its password or key comes from THROUGHLINE_CRM_SECRET',
  options: { kind: { type: 'string' }, url: { type: 'string' }, set: { type: 'string', multiple: true } },
  async run(context) {
    const { args, env, client, print } = context;
    const [system, ...more] = args;
    const kind = optionOf(context, 'kind');
    const baseUrl = optionOf(context, 'url');
    if (system === undefined || more.length > 0 || kind === null || baseUrl === null)
      throw new Failure('Expected the id of a system, --kind and --url, got less or more.', 2);
    const settings = { baseUrl, ...Object.fromEntries(optionsOf(context, 'set').map(pairOf)) };
    const secret = env.THROUGHLINE_CRM_SECRET;
    const path = `/systems/${encodeURIComponent(system)}/connection`;
    await client().call('PUT', path, Connection, { kind, settings, ...(secret ? { secret } : {}) });
    const { problem } = await client().call('POST', `${path}/check`, Connection);
    print(problem === null ? `✓ ${system}: connected` : `✗ ${system}: ${problem}`);
    return problem === null;
  },
};

function pairOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Failure(`Expected --set name=value, got ${text}.`, 2);
  return [text.slice(0, at), text.slice(at + 1)];
}
