/** Names and kinds of the fields of each type, read once and again when somebody asks for one that is not there. */
import type { FieldInfo } from './connector.ts';
import { CrmError } from './errors.ts';

/** The fields of a CRM's types. `Info` may hold more than connectors tell. */
export class Fields<Info extends FieldInfo = FieldInfo> {
  readonly #read: (type: string) => Promise<Info[]>;
  readonly #known = new Map<string, Map<string, Info>>();

  constructor(read: (type: string) => Promise<Info[]>) {
    this.#read = read;
  }

  /** Reads them anew. */
  async refresh(type: string): Promise<Info[]> {
    const fields = await this.#read(type);
    this.#known.set(type, new Map(fields.map((field) => [field.name, field])));
    return fields;
  }

  /** All fields of a type. */
  async of(type: string): Promise<Map<string, Info>> {
    const known = this.#known.get(type);
    if (known) return known;
    await this.refresh(type);
    return this.#known.get(type) ?? new Map();
  }

  /** These fields of a type; throws `field-unknown`. */
  async pick(type: string, names: readonly string[]): Promise<Info[]> {
    let fields = await this.of(type);
    if (names.some((name) => !fields.has(name))) {
      await this.refresh(type);
      fields = await this.of(type);
    }
    return names.map((name) => {
      const field = fields.get(name);
      if (field) return field;
      const known = [...fields.keys()].sort().join(', ');
      throw new CrmError('field-unknown', `Expected a field of ${type} (${known}), got ${name}.`, {
        field: name,
      });
    });
  }
}

/** The text for a value that a field cannot hold. */
export function valueRefused(type: string, field: string, expected: string, got: unknown): CrmError {
  const shown = JSON.stringify(got) ?? 'nothing';
  const text = `Expected ${expected} for ${field} of ${type}, got ${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}.`;
  return new CrmError('value-refused', text, { field });
}
