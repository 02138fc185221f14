import type { ShownField } from '../../../lib/forms/show-page.ts';
import type { ListItem } from '../../../lib/protocol/index.ts';
import type { Errors } from '../validation.ts';
import type { Entries, Entry } from '../values.ts';

/** What the parts of a form share: what stands in it, and what they may do to it. */
export interface FormState {
  entries: Entries;
  errors: Errors;
  /** The page takes no input now. */
  readonly: boolean;
  change: (field: ShownField, entry: Entry) => void;
  addRow: (list: ListItem) => void;
  removeRow: (list: ListItem, index: number) => void;
  /** Empties what was entered: everything is again as the step gives it. */
  reset: () => void;
}
