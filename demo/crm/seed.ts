import type { FieldValues } from './types.ts';

type Row = readonly (string | number)[];

const DAY_MS = 24 * 60 * 60 * 1000;

/** Days from now as a date, so that a new folder is never out of date. */
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** Lays the names of the columns over rows of values. Columns in `…On` hold days from now. */
function rows(columns: readonly string[], values: readonly Row[]): FieldValues[] {
  const value = (name: string, held: string | number = '') =>
    name.endsWith('On') && typeof held === 'number' ? inDays(held) : held;
  return values.map((row) =>
    Object.fromEntries(columns.map((name, index) => [name, value(name, row[index])])),
  );
}

// biome-ignore format: a table reads best with one row per line
const leads = rows(
  ['name', 'company', 'contact', 'email', 'phone', 'status', 'source', 'budget', 'decisionOn', 'owner', 'notes'],
  [
    ['Two deck ovens', 'Almond Grove Bakery', 'Eva Peeters', 'eva@almondgrove.example', '+32 470 11 22 33', 'New', 'Web', 18400, 52, 'Alice Ames', 'Asked for delivery before the summer.\nWants to see the smaller model first.'],
    ['Kiln control upgrade', 'Baltic Timber Works', 'Janis Ozols', 'janis@baltictimber.example', '+371 2000 1122', 'Contacted', 'Call', 52000, 69, 'Alice Ames', 'The old controller fails about twice a month.'],
    ['Site tablets for eight crews', 'Cedar & Stone Architects', 'Rui Costa', 'rui@cedarstone.example', '+351 912 000 111', 'New', 'Fair', 9600, 26, 'Bob Baker', 'Needs an offer with and without insurance.'],
    ['Temperature sensors, hall C', 'Delta Cold Storage', 'Sanne de Wit', 'sanne@deltacold.example', '+31 6 1000 2000', 'Qualified', 'Recommendation', 27500, 45, 'Bob Baker', 'A pilot with ten sensors ran in spring.'],
    ['Spare parts contract', 'Ember Heating', 'Lukas Gruber', 'lukas@ember.example', '+43 660 100 2000', 'Contacted', 'Call', 12000, 37, 'Alice Ames', 'Renewal; the present contract ends in December.'],
    ['Packing line inspection', 'Fjord Seafood', 'Ingrid Haugen', 'ingrid@fjord.example', '+47 900 10 200', 'New', 'Web', 7300, '', 'Alice Ames', 'Called after reading about us in a trade journal.'],
    ['Fleet tracking for 40 lorries', 'Granite Logistics', 'Claire Morel', 'claire@granite.example', '+33 6 10 20 30 40', 'Contacted', 'Fair', 64000, 97, 'Bob Baker', 'Wants references from two other hauliers.'],
    ['Second-hand press, with training', 'Hazel Print Studio', 'Aoife Byrne', 'aoife@hazelprint.example', '+353 86 100 2000', 'New', 'Recommendation', 31000, 57, 'Bob Baker', 'Came by recommendation of Cedar & Stone.'],
    ['Service plan for the ovens', 'Almond Grove Bakery', 'Eva Peeters', 'eva@almondgrove.example', '+32 470 11 22 33', 'New', 'Call', 3900, 52, 'Alice Ames', 'To be decided with the ovens themselves.'],
    ['Door curtains, hall A', 'Delta Cold Storage', 'Sanne de Wit', 'sanne@deltacold.example', '+31 6 1000 2000', 'Contacted', 'Call', 5200, '', 'Bob Baker', 'Measured on site, waiting for a second quote.'],
    ['Energy audit', 'Ivory Ceramics', 'Nuno Alves', 'nuno@ivory.example', '+351 913 000 222', 'Lost', 'Web', 4800, 6, 'Alice Ames', 'Went to a local firm for the price.'],
    ['Label printers, three sites', 'Juniper Pharmacy Group', 'Hanna Lind', 'hanna@juniper.example', '+46 70 100 20 30', 'Qualified', 'Fair', 22100, 24, 'Bob Baker', 'The sites are Malmö, Lund and Ystad.'],
  ],
);

// biome-ignore format: a table reads best with one row per line
const contacts = rows(
  ['name', 'company', 'role', 'email', 'phone', 'city', 'language', 'owner', 'notes'],
  [
    ['Eva Peeters', 'Almond Grove Bakery', 'Owner', 'eva@almondgrove.example', '+32 470 11 22 33', 'Ghent', 'Dutch', 'Alice Ames', 'Best reached before ten in the morning.'],
    ['Janis Ozols', 'Baltic Timber Works', 'Plant manager', 'janis@baltictimber.example', '+371 2000 1122', 'Riga', 'English', 'Alice Ames', ''],
    ['Rui Costa', 'Cedar & Stone Architects', 'Partner', 'rui@cedarstone.example', '+351 912 000 111', 'Porto', 'English', 'Bob Baker', ''],
    ['Sanne de Wit', 'Delta Cold Storage', 'Facility manager', 'sanne@deltacold.example', '+31 6 1000 2000', 'Rotterdam', 'Dutch', 'Bob Baker', 'Decides up to 30,000 on her own.'],
    ['Lukas Gruber', 'Ember Heating', 'Purchasing', 'lukas@ember.example', '+43 660 100 2000', 'Graz', 'German', 'Alice Ames', ''],
    ['Ingrid Haugen', 'Fjord Seafood', 'Quality', 'ingrid@fjord.example', '+47 900 10 200', 'Bergen', 'English', 'Alice Ames', ''],
    ['Claire Morel', 'Granite Logistics', 'Fleet manager', 'claire@granite.example', '+33 6 10 20 30 40', 'Lyon', 'French', 'Bob Baker', ''],
    ['Aoife Byrne', 'Hazel Print Studio', 'Owner', 'aoife@hazelprint.example', '+353 86 100 2000', 'Cork', 'English', 'Bob Baker', ''],
    ['Nuno Alves', 'Ivory Ceramics', 'Managing director', 'nuno@ivory.example', '+351 913 000 222', 'Aveiro', 'English', 'Alice Ames', ''],
    ['Hanna Lind', 'Juniper Pharmacy Group', 'Logistics', 'hanna@juniper.example', '+46 70 100 20 30', 'Malmö', 'English', 'Bob Baker', ''],
  ],
);

// biome-ignore format: a table reads best with one row per line
const tickets = rows(
  ['subject', 'requester', 'email', 'priority', 'status', 'dueOn', 'owner', 'description'],
  [
    ['Invoice shows the wrong delivery address', 'Hanna Lind', 'hanna@juniper.example', 'High', 'Open', 16, 'Maria Marsh', 'The address on the order is right, on the invoice it is the old one.'],
    ['Cannot sign in to the customer portal', 'Lukas Gruber', 'lukas@ember.example', 'Urgent', 'Open', 9, 'Maria Marsh', 'The reset e-mail does not arrive.'],
    ['Spare part for oven DK-20', 'Eva Peeters', 'eva@almondgrove.example', 'Normal', 'Waiting', 20, 'Maria Marsh', 'Door hinge, left side.'],
    ['Second delivery is missing two boxes', 'Sanne de Wit', 'sanne@deltacold.example', 'High', 'Open', 11, 'Adam Admin', 'Twelve boxes ordered, ten received.'],
    ['Question about the service plan', 'Ingrid Haugen', 'ingrid@fjord.example', 'Low', 'Open', '', 'Maria Marsh', 'What does a visit outside of office hours cost?'],
    ['Press stops after an hour', 'Aoife Byrne', 'aoife@hazelprint.example', 'Urgent', 'Open', 8, 'Adam Admin', 'Happens on warm days only.'],
    ['Two sensors send nothing', 'Sanne de Wit', 'sanne@deltacold.example', 'Normal', 'Waiting', 17, 'Maria Marsh', 'Numbers 14 and 31 in hall C.'],
    ['Copy of the contract', 'Claire Morel', 'claire@granite.example', 'Low', 'Solved', 4, 'Adam Admin', 'Sent by e-mail.'],
  ],
);

/** What a new folder is filled with, by type, in the order of the record ids, which start at 1. */
export const SEED: Readonly<Record<string, FieldValues[]>> = { leads, contacts, tickets };
