/** Forms for tests and pictures: what the plain one of `page-samples` has not. */
import type { PageContent } from '../protocol/index.ts';
import { form } from './page-samples.ts';

const field = { description: null, required: false, readonly: false, value: null };

/** A form with every other kind of item: a row, a list, a table, formatted text, what FEEL says. */
export const richForm: Extract<PageContent, { kind: 'auto-generated-page' }> = {
  kind: 'auto-generated-page',
  recommendation: null,
  data: { currency: 'CHF', history: [] },
  items: [
    {
      type: 'text',
      text: '### Before you call\n\nHave **the roof plan** ready:\n\n- area and pitch\n- year of the [last repair](https://example.com)\n\n> Offers above 50,000 go through `review`.',
    },
    { type: 'group', id: 'site', label: 'Site', outlined: true },
    {
      ...{ ...field, in: 'site', row: 'street', width: 11 },
      ...{ type: 'textfield', key: 'site.street', label: 'Street', required: true },
      ...{ minLength: null, maxLength: null, pattern: null, inputType: 'text', value: 'Dorfstrasse' },
    },
    {
      ...{ ...field, in: 'site', row: 'street', width: 5 },
      ...{ type: 'textfield', key: 'site.number', label: 'Number' },
      ...{ minLength: null, maxLength: null, pattern: null, inputType: 'text' },
    },
    {
      ...{ ...field, in: 'site', type: 'taglist', key: 'countries', label: 'Delivered from' },
      value: ['at', 'ch'],
      choices: [
        { code: 'at', label: 'Austria' },
        { code: 'ch', label: 'Switzerland' },
        { code: 'de', label: 'Germany' },
      ],
    },
    {
      ...{ type: 'dynamiclist', id: 'lines', list: 'lines', label: 'Lines of the offer' },
      ...{ outlined: false, growing: true },
      rows: [
        { article: 'Panel 430 W', price: 119 },
        { article: 'Inverter', price: 1450 },
      ],
    },
    {
      ...{ ...field, in: 'lines', row: 'line', width: 10 },
      ...{ type: 'textfield', key: 'article', label: 'Article', required: true },
      ...{ minLength: null, maxLength: null, pattern: null, inputType: 'text' },
    },
    {
      ...{ ...field, in: 'lines', row: 'line', width: 6, dynamic: { suffix: '=currency' } },
      ...{ type: 'number', key: 'price', label: 'Price', min: 0, max: null, decimals: 2, suffix: '' },
    },
    {
      type: 'text',
      text: '',
      dynamic: {
        text: 'Together **{{if sum(lines.price) = null then 0 else sum(lines.price)}} {{currency}}**',
      },
    },
    {
      ...{ type: 'table', label: 'Offers before', pageSize: 2 },
      columns: [
        { key: 'day', label: 'Day' },
        { key: 'sum', label: 'Sum' },
        { key: 'won', label: 'Won' },
      ],
      rows: [
        { day: '2025-03-02', sum: 12_400, won: true },
        { day: '2025-08-19', sum: 3180.5, won: false },
        { day: '2026-01-07', sum: 990, won: true },
      ],
    },
    { type: 'group', id: 'more', label: 'For the installers', outlined: false, minimised: true },
    {
      ...{ ...field, in: 'more', type: 'textarea', key: 'access', label: 'Access to the roof' },
      ...{ minLength: null, maxLength: null },
    },
    { type: 'reset', label: 'Start over' },
  ],
  buttons: [
    { code: 'save', label: 'Save', style: 'secondary', validates: false },
    {
      ...{ code: 'send', label: 'Send the offer', style: 'primary', validates: true },
      dynamic: { enabled: '=count(lines) > 0' },
    },
  ],
};

/** A form of three pages, the second of which is shown. */
export const pagedForm: typeof richForm = {
  ...form,
  items: [
    { type: 'group', id: 'who', label: 'Who decides', outlined: false, page: true },
    { type: 'group', id: 'what', label: 'What they need', outlined: false, page: true },
    ...form.items.slice(0, 5).map((item) => ({ ...item, in: 'what' })),
    { type: 'group', id: 'when', label: 'When they want it', outlined: false, page: true },
  ],
};

/** A page that shows and changes fields of a record. */
export const recordForm: Extract<PageContent, { kind: 'pre-configured-page' }> = {
  kind: 'pre-configured-page',
  recommendation: 'Bring the lead up to date before you call them.',
  outputs: {},
  sources: [{ code: 'lead', system: 'crm', type: 'lead', id: '7', output: null }],
  items: [
    {
      ...{ ...field, type: 'textfield', key: 'company', label: 'Company', required: true },
      ...{ minLength: null, maxLength: null, pattern: null, inputType: 'text' },
      bound: { source: 'lead', field: 'company' },
    },
    {
      ...{ ...field, type: 'number', key: 'budget', label: 'Budget', suffix: '€' },
      ...{ min: null, max: null, decimals: null },
      bound: { source: 'lead', field: 'budget' },
    },
  ],
  buttons: [{ code: 'save', label: 'Save it', style: 'primary', validates: true }],
};

/** A page with a record of the CRM to be found, a button out of use and one that keeps the page for later. */
export const lookupForm: Extract<PageContent, { kind: 'pre-configured-page' }> = {
  kind: 'pre-configured-page',
  recommendation: 'Say who installs the roof, so that the date can be agreed.',
  outputs: {},
  items: [
    {
      ...{
        ...field,
        type: 'lookup',
        key: 'partner',
        titleKey: 'partnerTitle',
        label: 'Installer',
        required: true,
      },
      ...{ value: '7', records: { system: null, type: 'partner', field: null }, window: true },
    },
    { ...field, type: 'lookup-title', key: 'partnerTitle', label: 'Installer', value: 'Alpenroof GmbH' },
    {
      ...{ ...field, type: 'lookup', key: 'deputy', titleKey: 'deputyTitle', label: 'Who stands in' },
      ...{
        description: 'Only if the installer is away.',
        records: { system: null, type: 'partner', field: null },
      },
    },
    { ...field, type: 'lookup-title', key: 'deputyTitle', label: 'Who stands in' },
  ],
  buttons: [
    { code: 'keep', label: 'Keep for later', style: 'secondary', validates: false, completes: false },
    { code: 'drop', label: 'Drop the roof', style: 'danger', validates: false, enabled: false },
    { code: 'agree', label: 'Agree the date', style: 'primary', validates: true },
  ],
};
