import type { Account } from './crm.ts';

/** Somebody who works with the CRM. */
export interface Person extends Account {
  name: string;
}

/** The people that every CRM with accounts is filled with. The first may do everything there. */
export const PEOPLE: [Person, ...Person[]] = [
  { login: 'admin', password: 'admin-demo', name: 'Adam Admin' },
  { login: 'alice', password: 'alice-demo', name: 'Alice Ames' },
  { login: 'bob', password: 'bob-demo', name: 'Bob Baker' },
  { login: 'maria', password: 'maria-demo', name: 'Maria Marsh' },
];

/** Who answers customers: known to the CRM of the support desk. */
export const SUPPORT: Person = { login: 'sam', password: 'sam-demo', name: 'Sam Singh' };
