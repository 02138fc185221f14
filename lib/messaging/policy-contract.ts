/** What pages see of what the policy of an administrator sets. */
import * as z from 'zod/mini';

/** Something in the policy that is not what it should be, and is passed over. */
export const PolicyFault = z.strictObject({
  /** As the administrator has written it. */
  setting: z.string(),
  /** Which one of a list, counted from one; null: the setting itself. */
  entry: z.nullable(z.number()),
  why: z.enum([
    /** There is no such setting. */
    'unknown',
    'address',
    'list',
    'origin',
    'switch',
    'kind',
    /** What is wrong with an adapter. */
    'size',
    'json',
    'shape',
    'untrue',
    'twice',
  ]),
  /** The place in an adapter, its example that it reads wrong, or its kind. */
  at: z.nullable(z.string()),
});
export type PolicyFault = z.infer<typeof PolicyFault>;

/** Where an administrator lets people work. */
export const OriginRules = z.strictObject({
  /** Nowhere else; null: anywhere. */
  only: z.nullable(z.array(z.string())),
  /** Not here, whatever `only` says. */
  never: z.array(z.string()),
});
export type OriginRules = z.infer<typeof OriginRules>;

export const PolicyView = z.strictObject({
  origins: OriginRules,
  /** People may show and take over adapters of their own. */
  ownAdapters: z.boolean(),
  faults: z.array(PolicyFault),
});
export type PolicyView = z.infer<typeof PolicyView>;
