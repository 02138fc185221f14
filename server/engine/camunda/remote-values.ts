/** Process variables as the REST interface writes them, and as we do. */
import * as z from 'zod';
import { Value, type Values } from '../../../lib/protocol/index.ts';

const JSON_FORMAT = 'application/json';
const INT_MAX = 2_147_483_647;
/** The column of texts is no longer than that; longer ones go as objects. */
const TEXT_MAX = 4000;

/** One variable of the REST interface. */
export const RemoteValue = z.object({
  value: z.unknown(),
  type: z.nullable(z.string()).optional(),
  valueInfo: z.record(z.string(), z.unknown()).optional(),
});
export type RemoteValue = z.infer<typeof RemoteValue>;

export const RemoteValues = z.record(z.string(), RemoteValue);
export type RemoteValues = z.infer<typeof RemoteValues>;

/** Our variables for the engine. Whole numbers go as whole numbers, lists and rows as JSON. */
export function toRemote(values: Values): RemoteValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, remoteValue(value)]));
}

function remoteValue(value: Value): RemoteValue {
  if (value === null) return { value, type: 'Null' };
  if (typeof value === 'string' && value.length <= TEXT_MAX) return { value, type: 'String' };
  if (typeof value === 'boolean') return { value, type: 'Boolean' };
  if (typeof value === 'number') return { value, type: numberType(value) };
  return {
    value: JSON.stringify(value),
    type: 'Object',
    valueInfo: { objectTypeName: javaType(value), serializationDataFormat: JSON_FORMAT },
  };
}

function javaType(value: string | object): string {
  if (typeof value === 'string') return 'java.lang.String';
  return Array.isArray(value) ? 'java.util.ArrayList' : 'java.util.LinkedHashMap';
}

function numberType(value: number): string {
  if (!Number.isSafeInteger(value)) return 'Double';
  return Math.abs(value) <= INT_MAX ? 'Integer' : 'Long';
}

/** The engine's variables for us. What we have no word for (files, Java objects) is left out. */
export function fromRemote(values: RemoteValues): Values {
  const known = Object.entries(values).flatMap(([name, remote]) => {
    const value = localValue(remote);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}

function localValue({ value, valueInfo }: RemoteValue): Value | undefined {
  const isJson = valueInfo?.serializationDataFormat === JSON_FORMAT && typeof value === 'string';
  return Value.safeParse(isJson ? readJson(value) : value).data;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
