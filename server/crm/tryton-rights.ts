/**
 * What a person may do in Tryton, worked out from its model access and record rules. Tryton itself tells that
 * only of whoever asks; the rules are looked at by letting it look for the records with them.
 */
import * as z from 'zod';
import type { Deed } from './connector.ts';
import type { TrytonRpc } from './tryton-rpc.ts';

const PERMISSIONS = {
  read: 'perm_read',
  add: 'perm_create',
  modify: 'perm_write',
  delete: 'perm_delete',
} as const;

const Ids = z.array(z.number());
const Person = z.object({
  ...{ id: z.number(), groups: Ids },
  // These three are there with the module company.
  ...{ company: z.number().nullish(), companies: Ids.optional(), company_filter: z.string().nullish() },
});
type Person = z.infer<typeof Person>;
const Access = z.object({ group: z.number().nullable() }).catchall(z.unknown());
/** On SQLite a boolean is a number. */
const Yes = z.union([z.boolean(), z.number(), z.null()]).transform(Boolean);
const RuleGroup = z.object({
  ...{ id: z.number(), global_p: Yes, default_p: Yes },
  groups: Ids,
});
type RuleGroup = z.infer<typeof RuleGroup>;
const Rule = z.object({ rule_group: z.number(), domain: z.string() });
const Group = z.object({ id: z.number(), parent: z.number().nullable() });
const Definition = z.object({
  type: z.string(),
  required: Yes.optional(),
  relation: z.string().nullish(),
});
const Evaluated = z.object({ __class__: z.literal('Eval'), v: z.string() });

/** A part of a domain that stands for a value we do not know. */
class Unknown extends Error {}

/** Answers questions about rights, as far as the connection's user may read who has which. */
export class TrytonRights {
  readonly #rpc: TrytonRpc;

  constructor(rpc: TrytonRpc) {
    this.#rpc = rpc;
  }

  /** See `Connector.may`; null where field access or rules hold more than can be understood here. */
  async may(login: string, { right, type, ids }: Deed): Promise<boolean | null> {
    const person = await this.#person(login);
    if (!person) return false;
    const groups = await this.#withParents(person.groups);
    const permission = PERMISSIONS[right];
    const accesses = await this.#search(
      'ir.model.access',
      [['model.model', '=', type]],
      ['group', permission],
      Access,
    );
    const own = accesses.filter(({ group }) => group === null || groups.has(group));
    if (own.length > 0 && !own.some((access) => Boolean(access[permission]))) return false;
    if ((await this.#count('ir.model.field.access', [['field.model.model', '=', type]])) > 0) return null;
    // Rules are about records that are there.
    if (right === 'add' || ids.length === 0) return true;
    return this.#obeysRules(type, ids, permission, person, groups);
  }

  async #obeysRules(
    type: string,
    ids: readonly string[],
    permission: string,
    person: Person,
    groups: ReadonlySet<number>,
  ): Promise<boolean | null> {
    // Access may come by way of a record that this one belongs to: then the rules for that one count, too.
    const owners = await this.#owners(type);
    if ((await this.#count('ir.rule.group', [['model.model', 'in', owners]])) > 0) return null;
    const clauses = [
      ['model.model', '=', type],
      [permission, '=', true],
    ];
    const fields = ['global_p', 'default_p', 'groups'];
    const all = await this.#search('ir.rule.group', clauses, fields, RuleGroup);
    const applying = all.filter(
      (one) => one.global_p || one.default_p || one.groups.some((id) => groups.has(id)),
    );
    const rules = await this.#search(
      'ir.rule',
      [['rule_group', 'in', applying.map(({ id }) => id)]],
      ['rule_group', 'domain'],
      Rule,
    );
    const wanted = [...new Set(ids)].map(Number);
    try {
      const domain = [...domainOf(applying, rules, person), ['id', 'in', wanted]];
      return (await this.#count(type, domain, { active_test: false })) === wanted.length;
    } catch (error) {
      if (error instanceof Unknown) return null;
      throw error;
    }
  }

  async #owners(type: string): Promise<string[]> {
    const definitions = await this.#rpc.model(type, 'fields_get', [[]], z.record(z.string(), Definition));
    return Object.values(definitions).flatMap(({ type: kind, required, relation }) =>
      kind === 'many2one' && required && relation && relation !== type ? [relation] : [],
    );
  }

  async #person(login: string): Promise<Person | null> {
    const known = await this.#rpc.model('res.user', 'fields_get', [[]], z.record(z.string(), z.unknown()));
    const fields = ['groups', 'company', 'companies', 'company_filter'].filter((name) => name in known);
    const [person] = await this.#search('res.user', [['login', '=', login]], fields, Person);
    return person ?? null;
  }

  async #withParents(groups: readonly number[]): Promise<Set<number>> {
    const found = await this.#search('res.group', [], ['parent'], Group);
    const parents = new Map(found.map(({ id, parent }) => [id, parent]));
    const all = new Set(groups);
    for (const group of all) {
      const parent = parents.get(group);
      if (typeof parent === 'number') all.add(parent);
    }
    return all;
  }

  #search<T>(model: string, domain: unknown[], fields: string[], row: z.ZodType<T>): Promise<T[]> {
    return this.#rpc.model(model, 'search_read', [domain, 0, null, null, fields], z.array(row));
  }

  #count(model: string, domain: unknown[], context: Record<string, unknown> = {}): Promise<number> {
    return this.#rpc.model(model, 'search_count', [domain], z.number(), { context });
  }
}

/** Each global group holds, and one of the others, where there are any; a group holds where one of its rules does. */
function domainOf(
  groups: readonly RuleGroup[],
  rules: readonly z.infer<typeof Rule>[],
  person: Person,
): unknown[] {
  const domainsOf = ({ id }: RuleGroup) =>
    rules
      .filter(({ rule_group }) => rule_group === id)
      .map(({ domain }) => evaluate(JSON.parse(domain), person));
  const global = groups.filter(({ global_p }) => global_p).map(domainsOf);
  const others = groups.filter(({ global_p }) => !global_p).map(domainsOf);
  // A group without rules forbids nothing.
  const isFree = others.length === 0 || others.some((domains) => domains.length === 0);
  return [
    ...global.filter((domains) => domains.length > 0).map((domains) => ['OR', ...domains]),
    ...(isFree ? [] : [['OR', ...others.flat()]]),
  ];
}

/** A domain with its PYSON replaced by values; throws `Unknown` for what is more than the person's companies and id. */
function evaluate(value: unknown, person: Person): unknown {
  if (Array.isArray(value)) return value.map((one) => evaluate(one, person));
  if (typeof value !== 'object' || value === null) return value;
  const { data } = Evaluated.safeParse(value);
  if (data?.v === 'companies' && person.companies !== undefined) return companiesOf(person);
  const got = z.object({ __class__: z.literal('Get'), v: Evaluated, k: z.string() }).safeParse(value).data;
  if (got?.v.v === 'user' && got.k === 'id') return person.id;
  if (got?.v.v === 'user' && got.k === 'company') return person.company ?? null;
  throw new Unknown();
}

function companiesOf({ company, companies = [], company_filter: filter }: Person): number[] {
  if (filter === 'all') return companies;
  return company === null || company === undefined ? [] : [company];
}
