import { z } from 'zod';
import { PEOPLE } from '../crms/people.ts';

/** How a field is shown, and what it may hold. */
export type FieldKind = 'text' | 'email' | 'phone' | 'number' | 'date' | 'choice' | 'long';

/** One field of a record. */
export interface Field {
  name: string;
  label: string;
  kind: FieldKind;
  required?: true;
  choices?: readonly string[];
}

/** One type of record. */
export interface RecordType {
  /** In one word: `lead`. */
  name: string;
  /** As people read it: `Lead`, `Leads`. */
  label: string;
  labels: string;
  /** The field that names a record. */
  title: string;
  /** The fields that a list shows, in order. */
  columns: readonly string[];
  fields: readonly Field[];
}

const OWNERS = PEOPLE.map((person) => person.name);

const owner: Field = { name: 'owner', label: 'Owner', kind: 'choice', choices: OWNERS };
const email: Field = { name: 'email', label: 'E-mail', kind: 'email' };
const phone: Field = { name: 'phone', label: 'Phone', kind: 'phone' };

const lead: RecordType = {
  name: 'lead',
  label: 'Lead',
  labels: 'Leads',
  title: 'name',
  columns: ['name', 'company', 'status', 'budget', 'owner'],
  fields: [
    { name: 'name', label: 'Need', kind: 'text', required: true },
    { name: 'company', label: 'Company', kind: 'text', required: true },
    { name: 'contact', label: 'Contact person', kind: 'text' },
    email,
    phone,
    { name: 'status', label: 'Status', kind: 'choice', choices: ['New', 'Contacted', 'Qualified', 'Lost'] },
    { name: 'source', label: 'Source', kind: 'choice', choices: ['Web', 'Call', 'Fair', 'Recommendation'] },
    { name: 'budget', label: 'Budget (€)', kind: 'number' },
    { name: 'decisionOn', label: 'Decision expected', kind: 'date' },
    owner,
    { name: 'notes', label: 'Notes', kind: 'long' },
  ],
};

const contact: RecordType = {
  name: 'contact',
  label: 'Contact',
  labels: 'Contacts',
  title: 'name',
  columns: ['name', 'company', 'role', 'email', 'owner'],
  fields: [
    { name: 'name', label: 'Name', kind: 'text', required: true },
    { name: 'company', label: 'Company', kind: 'text' },
    { name: 'role', label: 'Role', kind: 'text' },
    email,
    phone,
    { name: 'city', label: 'City', kind: 'text' },
    {
      name: 'language',
      label: 'Language',
      kind: 'choice',
      choices: ['English', 'German', 'French', 'Dutch'],
    },
    owner,
    { name: 'notes', label: 'Notes', kind: 'long' },
  ],
};

const ticket: RecordType = {
  name: 'ticket',
  label: 'Ticket',
  labels: 'Tickets',
  title: 'subject',
  columns: ['subject', 'requester', 'priority', 'status', 'owner'],
  fields: [
    { name: 'subject', label: 'Subject', kind: 'text', required: true },
    { name: 'requester', label: 'Requester', kind: 'text', required: true },
    email,
    { name: 'priority', label: 'Priority', kind: 'choice', choices: ['Low', 'Normal', 'High', 'Urgent'] },
    { name: 'status', label: 'Status', kind: 'choice', choices: ['Open', 'Waiting', 'Solved'] },
    { name: 'dueOn', label: 'Due', kind: 'date' },
    owner,
    { name: 'description', label: 'Description', kind: 'long' },
  ],
};

/** Every type of record, by the folder of its address: `/leads/1`, `/api/leads/1`. */
export const RECORD_TYPES: Readonly<Record<string, RecordType>> = {
  leads: lead,
  contacts: contact,
  tickets: ticket,
};

/** What fields may hold. */
export const fieldValue = z.union([z.string(), z.number(), z.null()]);
export type FieldValues = Record<string, z.infer<typeof fieldValue>>;

function valueSchema(field: Field): z.ZodType<string | number | null> {
  if (field.kind === 'number') return z.number().min(0).max(1e12).nullable();
  if (field.kind === 'date') return z.union([z.iso.date(), z.literal('')]);
  if (field.kind === 'choice') return z.enum(['', ...(field.choices ?? [])]);
  const text = z.string().max(field.kind === 'long' ? 20_000 : 300);
  return field.required ? text.refine((value) => value.trim() !== '', 'must not be empty') : text;
}

/** The schema of the fields that a new record must and may have. */
export function creationSchema(type: RecordType): z.ZodType<FieldValues> {
  return z.strictObject(
    Object.fromEntries(
      type.fields.map((field) => [
        field.name,
        field.required ? valueSchema(field) : valueSchema(field).optional(),
      ]),
    ),
  ) as unknown as z.ZodType<FieldValues>;
}

/** The schema of a change: any of the fields, and the version of the record that they were read from. */
export function changeSchema(type: RecordType): z.ZodType<FieldValues> {
  const fields = type.fields.map((field) => [field.name, valueSchema(field).optional()]);
  return z.strictObject({
    ...Object.fromEntries(fields),
    version: z.int().optional(),
  }) as unknown as z.ZodType<FieldValues>;
}
