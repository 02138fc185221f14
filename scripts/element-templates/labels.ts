/** What the fields of the templates are called, and what is said below them. */

type Label = readonly [label: string, description?: string];

const FEEL_FILTER = 'FEEL over the fields, for example amount > 1000 and stage = "won"';

/** Settings of system actions, by name. */
export const SETTINGS: Record<string, Label> = {
  system: ['CRM', 'Id of a connected CRM; ${recordSystem} is that of the record'],
  type: ['Type of records', 'As the CRM names it, for example sale.opportunity'],
  filter: ['Filter', FEEL_FILTER],
  sort: ['Sort by', 'Fields with commas; a minus sorts downwards: -amount, name'],
  limit: ['At most', 'For a list: how many are read, up to 1000'],
  fields: ['Fields', 'With commas; all fields without it'],
  mode: ['What to read', 'The first record, a list, how many there are, or a figure over a field'],
  field: ['Field of the figure', 'For sum, avg, min and max'],
  id: ['Id of the record', 'For example ${recordId}'],
  expression: ['Formula', 'FEEL over process variables, for example amount * 1.2'],
  method: ['Method', 'GET without it'],
  url: ['Address', 'May hold ${…}'],
  body: ['Body', 'May hold ${…}'],
  timeout: ['Time limit', 'ISO 8601 duration: PT30S'],
  'on-error': ['When it fails', 'Ignore: the process goes on, and the output success says so'],
  to: ['To', 'Addresses with commas; may hold ${…}'],
  cc: ['Copy to', 'Addresses with commas'],
  bcc: ['Blind copy to', 'Addresses with commas'],
  subject: ['Subject', 'May hold ${…}'],
  message: ['Message', 'Its name; without it, that of the message of the task'],
  scope: ['Who gets it', 'Those who wait in this instance, or also in others with its business key'],
  retries: ['Attempts after a failure', '0 to 20; 2 without it'],
};

/** Outputs of system actions, by name. */
export const OUTPUTS: Record<string, string> = {
  record: 'Variable for the record',
  records: 'Variable for the list of records',
  count: 'Variable for how many',
  value: 'Variable for the value',
  id: 'Variable for the id',
  success: 'Variable for success (true or false)',
  status: 'Variable for the HTTP status',
  body: 'Variable for the answer',
};

/** What an action does, by its name. */
export const ACTION_HELP: Record<string, string> = {
  'read-data': 'Reads records of a CRM into variables.',
  'add-data': 'Adds a record. Write throughline:value:<field> under Extension properties for each field.',
  'modify-data':
    'Gives fields of records new values. Write throughline:value:<field> under Extension properties for each field.',
  'delete-data': 'Deletes one record, or those that a filter chooses.',
  formula: 'Computes a value into a variable.',
  'call-web-service': 'Calls a web service. Headers: throughline:header:<name> under Extension properties.',
  'connect-record': 'Connects the process with a record, so that both show each other.',
  'send-email': 'Sends an e-mail without a person.',
  'throw-message':
    'Wakes who waits for the message. Write throughline:value:<variable> under Extension properties for what it carries.',
};

/** Properties of the process, of schedules and of record events, by name. */
export const PROPERTIES: Record<string, Label> = {
  caption: ['Caption', 'What an instance is called; may hold ${…}'],
  description: ['Description', 'Shown where the process is chosen'],
  record: ['Offered on records', 'Types as kind:type with commas, for example tryton:sale.opportunity'],
  'record-parameter': ['Variable for the record', 'Receives its id, besides recordId'],
  'quick-launch': ['In the quick-launch list'],
  'max-executions': ['Loop guard', 'How often one element may be executed; 100 without it'],
  'loose-joins': ['Inclusive gateways join nothing'],
  'time-zone': ['Time zone', 'IANA name, for example Europe/Berlin; UTC without it'],
  'valid-from': ['Valid from', 'Date, or date and time'],
  'valid-until': ['Valid until', 'Date, or date and time'],
  misfire: ['Missed while no server ran', 'One start for all missed moments, or none'],
  'record-event': ['What happens to the record'],
  'record-type': ['Type of the record', 'kind:type or system:type, for example tryton:sale.opportunity'],
  'record-id': ['Id of the record', 'That of the process without it; * for any. Not on start events'],
  'record-fields': ['Changed fields', 'For modified records: one of these, with commas'],
  'record-filter': ['Filter', FEEL_FILTER],
  concurrency: ['At the same time', 'At most so many executions'],
  background: ['Run following elements in the background'],
};

/** What an entry of a list is called, where it is not plain already. */
export const CHOICES: Record<string, string> = {
  first: 'First record',
  list: 'List of records',
  count: 'How many',
  sum: 'Sum',
  avg: 'Average',
  min: 'Smallest',
  max: 'Greatest',
  fail: 'Stop, for an administrator to retry',
  ignore: 'Go on',
  instance: 'In this instance',
  all: 'In every instance with its business key',
  'run-once': 'Start once',
  skip: 'Do not start',
  added: 'Added',
  modified: 'Modified',
  deleted: 'Deleted',
};
