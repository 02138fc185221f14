/** A CRM as the contract of connectors wants to know it. */
import type { Connector, RecordData, Right } from '../connector.ts';

/** How a connection is opened, for once with something wrong in it. */
export interface Opening {
  secret?: string;
  baseUrl?: string;
}

/** A CRM that runs, and a type of record to try it with. */
export interface Subject {
  /** Right address, user and secret, but for what the opening says. */
  open(opening?: Opening): Connector;
  /** The right secret: it must not be seen anywhere. */
  secret: string;
  /** Who the connection signs in as, as `check` tells it. */
  user: string;
  type: string;
  /** Fields of the type that play a part in the tests. */
  fields: {
    /** A text. */
    title: string;
    /** Holds numbers. */
    number: string;
    /** Holds a date, and may be empty. */
    date: string;
    /** One out of a list, or `null` when the type has no such field. */
    choice: string | null;
    /** Leads to another record, or `null`. */
    link: { field: string; id: string; title: string } | null;
    /** Set by the CRM itself. */
    readOnly: string;
  };
  /** Whether that text is what the CRM calls the record. */
  isTitled: boolean;
  /** What a record needs beside the fields above. */
  required: RecordData;
  /** The part of a record's page after the CRM's address. */
  pathOf(id: string): string;
  baseUrl: string;
  /** An id of the right shape that no record has. */
  unknownId: string;
  /** People, with what they may do with the records; `null` where it cannot be found out. */
  people: { login: string; may: Record<Right, boolean | null> }[];
}

/** Somebody with the same answer to each question. */
export const always = (login: string, may: boolean | null): Subject['people'][number] => ({
  login,
  may: { read: may, add: may, modify: may, delete: may },
});
