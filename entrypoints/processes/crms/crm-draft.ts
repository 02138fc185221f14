import { readPageAddress } from '../../../lib/access/page-address.ts';
import type { System } from '../../../lib/protocol/index.ts';
import { kindFor } from '../../../lib/sites/kind-for.ts';
import { proposeKind } from '../../../lib/sites/propose-kind.ts';
import type { SiteAdapter } from '../../../lib/sites/schema.ts';
import { codeOf, unused } from '../cases/design/model/codes.ts';

/** A kind that is in no list: people point at what counts on its pages. */
export const OTHER = '';

/** What processes and files can write without marks around it. */
const CODE = /^[a-z][a-z0-9-]*$/;

/** What an administrator has entered. Null: nothing, so that what is proposed counts, also when it changes. */
export interface CrmDraft {
  /** Of any pages, as they were typed. */
  addresses: readonly string[];
  /** Of an adapter, or `OTHER`. */
  kind: string | null;
  /** What a kind that is in no list is called in processes. */
  otherKind: string | null;
  name: string | null;
  id: string | null;
}

export const NEW_CRM: CrmDraft = { addresses: [''], kind: null, otherKind: null, name: null, id: null };

/** The draft that changes a CRM. */
export function draftOf({ id, kind, name, origins }: System, adapters: readonly SiteAdapter[]): CrmDraft {
  const isListed = adapters.some((adapter) => adapter.kind === kind);
  const addresses = origins.length > 0 ? origins : [''];
  return { addresses, kind: isListed ? kind : OTHER, otherKind: isListed ? null : kind, name, id };
}

/** Of what was typed, what is not there by now. */
export function unsaved(typed: Partial<CrmDraft>, start: CrmDraft): Partial<CrmDraft> {
  const names = Object.keys(typed) as (keyof CrmDraft)[];
  const open = names.filter((name) => JSON.stringify(typed[name]) !== JSON.stringify(start[name]));
  return open.length === names.length ? typed : Object.fromEntries(open.map((name) => [name, typed[name]]));
}

/** The draft with what is proposed where nothing was entered. */
export interface FilledCrm {
  /** By the address; null: it cannot be one. */
  origins: (string | null)[];
  /** Of an adapter, or `OTHER`; null: nothing tells, and nothing was chosen. */
  kind: string | null;
  otherKind: string;
  name: string;
  id: string;
}

/** Proposes kind, name and id by the first address. */
export function fill(
  draft: CrmDraft,
  adapters: readonly SiteAdapter[],
  systems: readonly System[],
): FilledCrm {
  const pages = draft.addresses.map(readPageAddress);
  const [first] = pages;
  const host = first ? new URL(first).hostname : null;
  const kind = draft.kind ?? (first ? proposeKind(first, adapters) : null);
  const name = draft.name ?? proposeName(host, adapters.find((one) => one.kind === kind)?.name, systems);
  const ids = new Set(systems.map(({ id }) => id));
  return {
    origins: pages.map((page) => (page ? new URL(page).origin : null)),
    kind,
    otherKind: draft.otherKind ?? (first ? kindFor(first) : ''),
    name,
    id: draft.id ?? (name.trim() === '' ? '' : unused(codeOf(name, 'crm'), ids)),
  };
}

/** As its kind is called, with its place where there is another one of that name. */
function proposeName(host: string | null, kind: string | undefined, systems: readonly System[]): string {
  if (host === null) return '';
  if (kind === undefined) return host;
  return systems.some(({ name }) => name === kind) ? `${kind} ${host}` : kind;
}

/** What is wrong with a field; `taken`: another CRM has it, whose name is said. */
export type CrmProblem = 'missing' | 'address' | 'twice' | 'code' | { taken: string };

export interface CrmProblems {
  addresses: (CrmProblem | null)[];
  kind: CrmProblem | null;
  otherKind: CrmProblem | null;
  name: CrmProblem | null;
  id: CrmProblem | null;
}

/** The CRM as it is entered, or what keeps it from being one. `present`: it is this one that is changed. */
export function readCrm(
  { origins, kind, otherKind, name, id }: FilledCrm,
  systems: readonly System[],
  present: System | null,
): { system: System } | { problems: CrmProblems } {
  const others = systems.filter((other) => other.id !== present?.id);
  const problems: CrmProblems = {
    addresses: origins.map((origin, nth) => {
      if (origin === null) return 'address';
      if (origins.indexOf(origin) < nth) return 'twice';
      const owner = others.find((other) => other.origins.includes(origin));
      return owner ? { taken: owner.name } : null;
    }),
    kind: kind === null ? 'missing' : null,
    otherKind: kind !== OTHER || CODE.test(otherKind) || otherKind === present?.kind ? null : 'code',
    name: name.trim() === '' ? 'missing' : null,
    id: problemOfId(id, others, present),
  };
  const isWrong = Object.values(problems).flat().some(Boolean);
  if (isWrong || kind === null) return { problems };
  const known = origins.filter((origin) => origin !== null);
  return {
    system: { id, kind: kind === OTHER ? otherKind : kind, name: name.trim(), origins: known },
  };
}

function problemOfId(id: string, others: readonly System[], present: System | null): CrmProblem | null {
  if (present) return null;
  if (id === '') return 'missing';
  if (!CODE.test(id)) return 'code';
  const owner = others.find((other) => other.id === id);
  return owner ? { taken: owner.name } : null;
}
