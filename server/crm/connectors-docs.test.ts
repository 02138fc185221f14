import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OPERATORS } from './connector.ts';
import { CONNECTOR_KINDS, connectorKind } from './kinds.ts';

const text = readFileSync(new URL('../../docs/connectors.md', import.meta.url), 'utf8');
const rows = [...text.matchAll(/^\| `(\w+)` \| ([^|\n]+) \|[^|\n]+\|[^|\n]+\| ([^|\n]+) \|$/gm)];

describe('docs/connectors.md', () => {
  it('has every kind of connection, and no other', () => {
    expect(rows.map(([, name]) => name).sort()).toEqual(Object.keys(CONNECTOR_KINDS).sort());
  });

  it('says of each on what it is verified, and plainly where it is not', () => {
    for (const [, name = '', , verified] of rows) {
      const said = connectorKind(name).verified;
      if (said === null) expect(verified, name).toContain('**unverified**');
      else expect(verified, name).toContain(`on ${said}`);
    }
  });

  it('shows the description of the demo CRM as it is', () => {
    const file = readFileSync(new URL('../../docs/connectors/demo-crm.json', import.meta.url), 'utf8');
    const [, shown = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
    expect(shown).toBe(file);
    for (const operator of OPERATORS) expect(shown).toContain(`"${operator}"`);
  });
});
