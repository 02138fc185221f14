/** What the element templates call settings and outputs, and what stands below them. */

/** By the name of the action. */
export const SUMMARIES: Record<string, string> = {
  'read-data': 'Reads records of a CRM: the first, a list, how many, or a figure over a field.',
  'add-data': 'Adds a record to a CRM.',
  'modify-data': 'Gives the same values to one record of a CRM, or to all that fit.',
  'delete-data': 'Deletes one record of a CRM, or all that fit.',
  formula: 'Computes a value with FEEL and writes it to a variable.',
  'call-web-service': 'Sends a request to a web service and keeps the answer.',
  'connect-record': 'Shows the instance with a record, and the record with the instance.',
  'send-email': 'Sends an e-mail without a person.',
  'throw-message': 'Wakes everybody who waits for the message.',
};

/** By the name of the setting. */
export const LABELS: Record<string, string> = {
  system: 'System',
  type: 'Type of record',
  id: 'Id of the record',
  filter: 'Which records',
  sort: 'Sorted by',
  limit: 'At most so many',
  fields: 'Fields',
  mode: 'What to read',
  field: 'Field of the figure',
  values: 'Values',
  expression: 'Formula',
  method: 'Method',
  url: 'Address',
  headers: 'Headers',
  body: 'Body',
  timeout: 'Longest time',
  'on-error': 'A failure',
  from: 'From',
  importance: 'Importance',
  to: 'To',
  cc: 'Cc',
  bcc: 'Bcc',
  subject: 'Subject',
  message: 'Message',
  scope: 'Who gets it',
};

/** By the name of the setting, or of action and setting. */
export const DESCRIPTIONS: Record<string, string> = {
  system: 'Id of a connected CRM; ${recordSystem} is that of the record',
  type: 'As the CRM names it, for example lead; ${recordType} is that of the record',
  id: 'May hold ${…}; ${recordId} is that of the record',
  'modify-data id': 'Either an id or a filter; ${recordId} is that of the record',
  'delete-data id': 'Either an id or a filter; ${recordId} is that of the record',
  filter: 'FEEL over the fields: status = "Lost" and budget > limit. Other names are variables',
  sort: 'Fields with commas, - before one that is sorted downwards: -budget, name',
  limit: '1 to 1000; for a list',
  fields: 'Names with commas; empty: all',
  field: 'For sum, avg, min and max',
  values: 'FEEL context: { status: "Won", budget: amount * 2 }',
  headers: 'FEEL context: { Accept: "application/json" }',
  expression: 'FEEL over variables: if amount > 1000 then "large" else "small"',
  url: 'May hold ${…}',
  timeout: 'ISO 8601 duration, for example PT30S',
  from: 'An address; empty: the sender that the server is set to',
  to: 'Addresses with commas; may hold ${…}',
  message: 'Empty: the message of the event or send task',
  scope: 'Those in this instance, or also others with its business key',
};

/** By the name of the output. */
export const OUTPUTS: Record<string, string> = {
  record: 'The record (a row)',
  records: 'The records (a list of rows)',
  count: 'How many',
  value: 'The value',
  id: 'Id of the record',
  success: 'Whether it succeeded',
  status: 'HTTP status',
  body: 'The answer',
};

/** Texts that may have several lines. */
export const LONG_TEXTS: ReadonlySet<string> = new Set([
  'body',
  'description',
  'hint',
  'purpose',
  'question',
  'recommendation',
]);
