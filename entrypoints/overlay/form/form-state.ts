import type { ShownField } from '../../../lib/forms/show-page.ts';
import type { FieldItem, FoundRecord, ListItem } from '../../../lib/protocol/index.ts';
import type { Errors } from '../validation.ts';
import type { Entries, Entry } from '../values.ts';

/** What the parts of a form share: what stands in it, and what they may do to it. */
export interface FormState {
  entries: Entries;
  errors: Errors;
  /** The page takes no input now. */
  readonly: boolean;
  /** `also`: what another field of the same place is to hold from now on. */
  change: (field: ShownField, entry: Entry, also?: { item: FieldItem; entry: Entry }) => void;
  /** The item that holds what the record of a lookup is called. */
  titleOf: (lookup: FieldItem) => FieldItem | undefined;
  /** The records that a lookup finds. */
  lookUp: (item: FieldItem, words: string) => Promise<FoundRecord[]>;
  /** A record is chosen in a lookup, or none. */
  choose: (field: ShownField, record: FoundRecord | null) => void;
  /** Opens the window of a lookup. */
  browse: (field: ShownField) => void;
  addRow: (list: ListItem) => void;
  removeRow: (list: ListItem, index: number) => void;
  /** Empties what was entered: everything is again as the step gives it. */
  reset: () => void;
}
