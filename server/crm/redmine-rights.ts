/** What a person may do in Redmine: seen through their eyes where it is reading, else worked out from their roles. */
import * as z from 'zod';
import type { Deed, Right } from './connector.ts';
import { CrmError } from './errors.ts';
import type { Http } from './http.ts';
import { REDMINE_TYPES } from './redmine-types.ts';

/** So many issues are asked for at once. */
const BATCH = 100;
const IS_ACTIVE = 1;

/** Permissions of roles, any of which is enough; `own` ones count for what the person has made. */
interface Needed {
  any: string;
  own?: string;
}
const NEEDED: Readonly<Record<string, Readonly<Record<Exclude<Right, 'read'>, Needed>>>> = {
  issue: {
    add: { any: 'add_issues' },
    modify: { any: 'edit_issues', own: 'edit_own_issues' },
    delete: { any: 'delete_issues' },
  },
  project: {
    add: { any: 'add_project' },
    modify: { any: 'edit_project' },
    delete: { any: 'delete_project' },
  },
  time_entry: {
    add: { any: 'log_time' },
    modify: { any: 'edit_time_entries', own: 'edit_own_time_entries' },
    delete: { any: 'edit_time_entries', own: 'edit_own_time_entries' },
  },
};

const Numbered = z.object({ id: z.number() });
const Me = z.object({
  user: Numbered.extend({
    admin: z.boolean().default(false),
    memberships: z.array(z.object({ project: Numbered, roles: z.array(Numbered) })).default([]),
  }),
});
type Me = z.infer<typeof Me>['user'];
const Project = z.object({
  project: Numbered.extend({ status: z.number().default(IS_ACTIVE), is_public: z.boolean().default(true) }),
});
const Role = z.object({ role: z.object({ permissions: z.array(z.string()) }) });
/** Of an issue the author, of spent time the user; a project is its own place. */
const Thing = z.object({
  id: z.number(),
  ...{ project: Numbered.optional(), author: Numbered.optional(), user: Numbered.optional() },
});
type Thing = z.infer<typeof Thing>;

/** Answers questions about rights. The connection has to be that of an administrator. */
export class RedmineRights {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** See `Connector.may`; null also where a role for everybody may decide, which Redmine does not show. */
  async may(login: string, { right, type, ids, data }: Deed): Promise<boolean | null> {
    const me = await this.#read('/users/current.json?include=memberships', Me, login);
    if (me === null) return false;
    if (!(await this.#sees(login, type, right === 'add' ? [] : ids))) return false;
    if (right === 'read') return true;
    const needed = NEEDED[type]?.[right];
    if (!needed) return me.user.admin;
    if (type === 'project' && right === 'add')
      return this.#allows(me.user, needed, me.user.memberships, false);
    const places = right === 'add' ? [await this.#placeOf(data)] : await this.#placesOf(type, ids);
    let answer: boolean | null = true;
    for (const place of places) {
      const one: boolean | null = place && (await this.#mayIn(me.user, needed, place));
      if (one === false) return false;
      answer = one && answer;
    }
    return answer;
  }

  /** Asks as that person. */
  async #sees(login: string, type: string, ids: readonly string[]): Promise<boolean> {
    if (type === 'issue') return this.#seesIssues(login, ids);
    for (const id of ids) if ((await this.#status(pathOf(type, id), login)) !== 200) return false;
    return true;
  }

  async #seesIssues(login: string, ids: readonly string[]): Promise<boolean> {
    const all = [...new Set(ids)];
    for (let from = 0; from < all.length; from += BATCH) {
      const some = all.slice(from, from + BATCH);
      const query = new URLSearchParams({ issue_id: some.join(','), status_id: '*', limit: '1' });
      const seen = await this.#read(`/issues.json?${query}`, z.object({ total_count: z.number() }), login);
      if (seen?.total_count !== some.length) return false;
    }
    return true;
  }

  /** The project that a record is added to, and that its maker is the person; null: it is not said plainly. */
  async #placeOf(data: Deed['data']): Promise<Thing | null> {
    const { project_id: project, issue_id: issue } = data;
    if (typeof issue === 'string') return this.#thing('issue', issue);
    if (typeof project !== 'string' && typeof project !== 'number') return null;
    return this.#thing('project', String(project));
  }

  async #placesOf(type: string, ids: readonly string[]): Promise<(Thing | null)[]> {
    const places: (Thing | null)[] = [];
    for (const id of new Set(ids)) places.push(await this.#thing(type, id));
    return places;
  }

  async #mayIn(me: Me, needed: Needed, thing: Thing): Promise<boolean | null> {
    const place = thing.project?.id ?? thing.id;
    const project = (await this.#read(`/projects/${place}.json`, Project))?.project;
    if (project?.status !== IS_ACTIVE) return false;
    const memberships = me.memberships.filter((membership) => membership.project.id === place);
    const isOwn = (thing.author ?? thing.user)?.id === me.id;
    const allowed = await this.#allows(me, needed, memberships, isOwn);
    // Of those who are no members Redmine does not show the permissions.
    return allowed || (memberships.length === 0 && project.is_public ? null : false);
  }

  async #allows(
    me: Me,
    { any, own }: Needed,
    memberships: Me['memberships'],
    isOwn: boolean,
  ): Promise<boolean> {
    if (me.admin) return true;
    const roles = new Set(memberships.flatMap((membership) => membership.roles.map(({ id }) => id)));
    for (const id of roles) {
      const permissions = (await this.#read(`/roles/${id}.json`, Role))?.role.permissions ?? [];
      if (permissions.includes(any) || (isOwn && own !== undefined && permissions.includes(own))) return true;
    }
    return false;
  }

  async #thing(type: string, id: string): Promise<Thing | null> {
    const one = REDMINE_TYPES[type]?.one ?? type;
    return (await this.#read(pathOf(type, id), z.object({ [one]: Thing })))?.[one] ?? null;
  }

  async #status(path: string, login: string): Promise<number> {
    return (await this.#http.send({ method: 'GET', path, headers: eyesOf(login) })).status;
  }

  /** What stands at an address, for us or in the eyes of somebody else; null: they cannot see it. */
  async #read<T>(path: string, schema: z.ZodType<T>, login?: string): Promise<T | null> {
    const request = { method: 'GET', path, ...(login === undefined ? {} : { headers: eyesOf(login) }) };
    const answer = await this.#http.send(request);
    return answer.status === 200 ? this.#http.parse(request, answer, schema) : null;
  }
}

const eyesOf = (login: string) => ({ 'X-Redmine-Switch-User': login });

function pathOf(type: string, id: string): string {
  const known = REDMINE_TYPES[type];
  if (known) return `${known.path}/${encodeURIComponent(id)}.json`;
  const types = Object.keys(REDMINE_TYPES).join(', ');
  throw new CrmError('type-unknown', `Expected a type of Redmine (${types}), got ${type}.`);
}
