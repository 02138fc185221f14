/** What the form of a connection asks for is what its connector takes. */
import { expect, test } from 'vitest';
import * as z from 'zod';
import { CONNECTOR_FORMS, type ConnectorForm } from '../../lib/protocol/index.ts';
import type { ConnectorKind } from './kind.ts';
import { CONNECTOR_KINDS } from './kinds.ts';

test('every kind of connector has a form', () => {
  expect(Object.keys(CONNECTOR_FORMS)).toEqual(Object.keys(CONNECTOR_KINDS));
});

test.each(Object.entries<unknown>(CONNECTOR_KINDS))('the form of %s asks for its settings', (name, kind) => {
  const { settings } = kind as ConnectorKind;
  const form: ConnectorForm = CONNECTOR_FORMS[name as keyof typeof CONNECTOR_FORMS];
  const schema = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' });
  const { baseUrl, ...properties } = schema.properties ?? {};
  expect(baseUrl).toBeDefined();
  const wanted = Object.entries(properties).map(([key, value]) => ({
    name: key,
    type: typeof value === 'object' && value.type === 'string' ? 'text' : 'json',
    required: schema.required?.includes(key) ?? false,
  }));
  const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name);
  expect([...form.fields].sort(byName)).toEqual(wanted.sort(byName));
});
