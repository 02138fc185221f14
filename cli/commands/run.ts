import * as z from 'zod';
import { InstanceResult, type LinkedRecord, Value, type Values } from '../../lib/protocol/index.ts';
import { type CliCommand, optionOf, optionsOf } from '../command.ts';
import { Failure } from '../failure.ts';

/** Starts an instance and prints its id. */
export const run: CliCommand = {
  usage: 'run <process> [--record system:type:id] [--title text] [--set name=value] … [--business-key key]',
  summary: 'start a process',
  options: {
    record: { type: 'string' },
    title: { type: 'string' },
    set: { type: 'string', multiple: true },
    'business-key': { type: 'string' },
  },
  async run(context) {
    const { args, client, print, json } = context;
    const [process, ...more] = args;
    if (process === undefined || more.length > 0)
      throw new Failure(`Expected the key of one process, got ${args.join(' ') || 'none'}.`, 2);
    const businessKey = optionOf(context, 'business-key');
    const result = await client().call(
      'POST',
      `/processes/${encodeURIComponent(process)}/start`,
      InstanceResult,
      {
        record: recordOf(optionOf(context, 'record'), optionOf(context, 'title')),
        variables: Object.fromEntries(optionsOf(context, 'set').map(readSetting)),
        ...(businessKey === null ? {} : { businessKey }),
      },
    );
    print(json ? JSON.stringify(result) : result.instance);
    return true;
  },
};

/** `system:type:id`; only the id may have a colon in it. */
export function recordOf(text: string | null, title: string | null): LinkedRecord | null {
  if (text === null) return null;
  const [, system, type, id] = /^([^:]+):([^:]+):(.+)$/.exec(text) ?? [];
  if (system === undefined || type === undefined || id === undefined)
    throw new Failure(`Expected --record system:type:id, got ${text}.`, 2);
  return { system, type, id, title, url: null };
}

/** `name=value`: JSON where the value is JSON that a variable can hold, else text. */
export function readSetting(text: string): [string, Values[string]] {
  const at = text.indexOf('=');
  if (at < 1) throw new Failure(`Expected --set name=value, got ${text}.`, 2);
  const written = text.slice(at + 1);
  return [text.slice(0, at), readValue(written)];
}

function readValue(written: string): Values[string] {
  try {
    const value = z.safeParse(Value, JSON.parse(written));
    return value.success ? value.data : written;
  } catch {
    return written;
  }
}
