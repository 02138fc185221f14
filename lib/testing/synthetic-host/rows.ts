/** The rows of a list that keeps only those in sight, as lists of thousands do. */
import type { HostRecord } from './dialects.ts';

/** So many are in sight. */
const FEW = 3;

interface Rows {
  /** A row of the record as it is built. */
  row(record: HostRecord): Element | null;
  isTicked(record: HostRecord): boolean;
}

/** Which record a row shows. */
export function idOfRow(row: Element): number {
  return Number(row.getAttribute('data-row'));
}

/** Keeps a few rows, and has the same nodes show others: the records from here on, round and round. */
export function recycle(
  rows: Element[],
  records: readonly HostRecord[],
  from: number,
  { row, isTicked }: Rows,
): void {
  for (const spare of rows.splice(FEW)) spare.remove();
  for (const [index, node] of rows.entries()) {
    const record = records[(from + index) % records.length];
    const model = record && row(record);
    if (!model) continue;
    show(node, model);
    const box = node.querySelector('input');
    if (box) box.checked = isTicked(record);
  }
}

/** Makes nodes that are there show what the model shows. */
function show(node: Element, model: Element): void {
  for (const { name, value } of model.attributes) node.setAttribute(name, value);
  if (model.children.length === 0) node.textContent = model.textContent;
  for (const [index, part] of [...model.children].entries()) {
    const same = node.children[index];
    if (same) show(same, part);
  }
}
