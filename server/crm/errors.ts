/** What can go wrong between the server and a CRM. */
import { type Phrase, phrase } from '../../lib/protocol/index.ts';

/** Whether the same request can succeed later without being changed. */
const RETRYABLE = {
  unreachable: true,
  'rate-limited': true,
  'unexpected-answer': false,
  'refused-credentials': false,
  'secret-unreadable': false,
  'no-right': false,
  'type-unknown': false,
  'record-unknown': false,
  'field-unknown': false,
  'value-refused': false,
  'not-offered': false,
} as const;

export type CrmErrorCode = keyof typeof RETRYABLE;

/** What a caller may want to know beyond the code. */
export interface CrmErrorOptions {
  /** In place of what the code says: a fault of the CRM's own (HTTP 5xx) may pass. */
  retryable?: boolean;
  /** See {@link CrmError.uncertain}. */
  uncertain?: boolean;
  /** How long the CRM wants to be left alone. */
  retryAfterSeconds?: number | null;
  /** The field that it is about. */
  field?: string | null;
}

/**
 * A request that a CRM did not carry out, or that did not reach it.
 *
 * The text says *Expected A, got B* and holds no secret; it may quote what the CRM said.
 *
 * ```ts
 * throw new CrmError('field-unknown', 'Expected a field of lead (name, status), got colour.', { field: 'colour' });
 * ```
 */
export class CrmError extends Error {
  readonly code: CrmErrorCode;
  readonly retryable: boolean;
  /** True when the request went out and no answer came: the CRM may have carried it out all the same. */
  readonly uncertain: boolean;
  readonly retryAfterSeconds: number | null;
  readonly field: string | null;

  constructor(code: CrmErrorCode, text: string, options: CrmErrorOptions = {}) {
    super(text);
    this.name = 'CrmError';
    this.code = code;
    this.retryable = options.retryable ?? RETRYABLE[code];
    this.uncertain = options.uncertain ?? false;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.field = options.field ?? null;
  }
}

/** What came of a question about rights; `null` when the connection's user may not ask it. */
export async function orUnknown(ask: () => Promise<boolean | null>): Promise<boolean | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CrmError && error.code === 'no-right') return null;
    throw error;
  }
}

/** What a CRM said, for a person: what kind of fault it is, and in brackets what exactly came. */
export function crmProblem({ code, message }: CrmError): Phrase {
  return phrase(`crm-${code}`, { said: message });
}
