/**
 * What a person may do in Odoo, worked out from its access rights and record rules. Odoo itself tells that only
 * of whoever asks; the rules are looked at by letting it look for the records with them.
 */
import * as z from 'zod';
import type { Deed } from './connector.ts';
import { anyOf, type Domain, type Names, readDomain } from './odoo-domain.ts';
import type { OdooRpc } from './odoo-rpc.ts';

const PERMISSIONS = {
  read: 'perm_read',
  add: 'perm_create',
  modify: 'perm_write',
  delete: 'perm_unlink',
} as const;

const Link = z.union([z.tuple([z.number(), z.unknown()]).transform(([id]) => id), z.literal(false)]);
const Ids = z.array(z.number());
/** Groups with those that they imply: since Odoo 18.3 under another name than before. */
const GROUPS = ['all_group_ids', 'groups_id'] as const;
const Person = z.object({
  ...{ id: z.number(), company_id: Link, company_ids: Ids, partner_id: Link },
  ...{ all_group_ids: Ids.optional(), groups_id: Ids.optional() },
});
type Person = z.infer<typeof Person>;
const Rule = z.object({ groups: Ids, domain_force: z.union([z.string(), z.literal(false)]) });
const Definition = z.object({
  ...{ type: z.string(), required: z.boolean().default(false) },
  related: z.unknown().optional(),
});

/** Answers questions about rights, as far as the connection's user may read who has which. */
export class OdooRights {
  readonly #rpc: OdooRpc;

  constructor(rpc: OdooRpc) {
    this.#rpc = rpc;
  }

  /** See `Connector.may`; null where a rule holds more than can be understood here. */
  async may(login: string, { right, type, ids }: Deed): Promise<boolean | null> {
    const person = await this.#person(login);
    if (!person) return false;
    const groups = new Set(person.all_group_ids ?? person.groups_id ?? []);
    const permitted = [
      ['model_id.model', '=', type],
      [PERMISSIONS[right], '=', true],
    ];
    const accesses = await this.#search(
      'ir.model.access',
      permitted,
      ['group_id'],
      z.object({ group_id: Link }),
    );
    if (!accesses.some(({ group_id }) => group_id === false || groups.has(group_id))) return false;
    // Rules are about records that are there.
    if (right === 'add' || ids.length === 0) return true;
    if (await this.#hasParents(type)) return null;
    const rules = await this.#search('ir.rule', permitted, ['groups', 'domain_force'], Rule);
    return this.#fits(type, ids, domainsOf(rules, groups, namesOf(person)));
  }

  /** The rules for everybody hold all of them, those for groups one of them. */
  async #fits(type: string, ids: readonly string[], domains: Domains): Promise<boolean | null> {
    const wanted = [...new Set(ids)].map(Number);
    const fits = async (domain: Domain) => {
      const found = [...domain, ['id', 'in', wanted]];
      const values = { context: { active_test: false } };
      const call = {
        model: type,
        method: 'search_count',
        first: ['domain', found] as [string, unknown],
        values,
      };
      return (await this.#rpc.call(call, z.number())) === wanted.length;
    };
    for (const domain of domains.everybody.read) if (!(await fits(domain))) return false;
    const { read, hasOthers } = domains.groups;
    if (read.length > 0 || hasOthers) {
      if (read.length === 0 || !(await fits(anyOf(read)))) return hasOthers ? null : false;
    }
    return domains.everybody.hasOthers ? null : true;
  }

  async #person(login: string): Promise<Person | null> {
    const known = await this.#fields('res.users');
    const groups = GROUPS.find((name) => name in known);
    const fields = ['company_id', 'company_ids', 'partner_id', ...(groups ? [groups] : [])];
    const [person] = await this.#search('res.users', [['login', '=', login]], fields, Person);
    return person ?? null;
  }

  /** Whether its records are also those of another model (`_inherits`), whose rules hold for them too. */
  async #hasParents(type: string): Promise<boolean> {
    const fields = await this.#fields(type);
    return Object.entries(fields).some(([name, { related }]) => {
      const [link = '', ...rest] = String(related ?? '').split('.');
      const isTakenOver = rest.length === 1 && rest[0] === name;
      return isTakenOver && fields[link]?.type === 'many2one' && fields[link].required;
    });
  }

  #fields(model: string): Promise<Record<string, z.infer<typeof Definition>>> {
    const values = { attributes: ['type', 'required', 'related'] };
    return this.#rpc.call({ model, method: 'fields_get', values }, z.record(z.string(), Definition));
  }

  #search<T>(model: string, domain: Domain, fields: string[], row: z.ZodType<T>): Promise<T[]> {
    const call = {
      model,
      method: 'search_read',
      first: ['domain', domain] as [string, unknown],
      values: { fields },
    };
    return this.#rpc.call(call, z.array(row));
  }
}

interface Read {
  read: Domain[];
  /** Rules that are not understood. */
  hasOthers: boolean;
}
interface Domains {
  everybody: Read;
  groups: Read;
}

function domainsOf(
  rules: readonly z.infer<typeof Rule>[],
  groups: ReadonlySet<number>,
  names: Names,
): Domains {
  const readAll = (some: readonly z.infer<typeof Rule>[]): Read => {
    const domains = some.map(({ domain_force: text }) => (text === false ? [] : readDomain(text, names)));
    const read = domains.filter((domain) => domain !== null);
    return { read, hasOthers: read.length < domains.length };
  };
  return {
    everybody: readAll(rules.filter((rule) => rule.groups.length === 0)),
    groups: readAll(rules.filter((rule) => rule.groups.some((group) => groups.has(group)))),
  };
}

/** What rules name most: the person, their partner and companies. */
function namesOf({ id, company_id, company_ids, partner_id }: Person): Names {
  return new Map<string, unknown>([
    ['user.id', id],
    ['user.partner_id.id', partner_id],
    ['user.company_id.id', company_id],
    ['user.company_ids.ids', company_ids],
    ['company_id', company_id],
    ['company_ids', company_ids],
  ]);
}
