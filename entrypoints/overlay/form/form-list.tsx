import { useRef } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import { text } from '../../../components/text.ts';
import type { ShownList } from '../../../lib/forms/show-page.ts';
import { FormItems } from './form-items.tsx';
import type { FormState } from './form-state.ts';

/** As many as the server takes. */
const MAX_ROWS = 500;

/** Rows of the same fields; the person adds and removes them where the author lets them. */
export function FormList({ list, form }: { list: ShownList; form: FormState }) {
  const { item, rows } = list;
  const around = useRef<HTMLFieldSetElement>(null);
  const label = item.label || text('listUnnamed');
  const growing = item.growing && !form.readonly;

  /** The focus goes to the row that has come, or to what stands where the row was. */
  const focusRow = (index: number) =>
    queueMicrotask(() => {
      const row = around.current?.querySelectorAll('.form-row-of-list')[index];
      const target = row ?? around.current?.querySelector('.form-list-add');
      target?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
    });

  return (
    <fieldset class={`form-list${item.outlined ? ' form-group-outlined' : ''}`} ref={around}>
      <legend>{label}</legend>
      {rows.length === 0 && <p class="form-list-none">{text('listEmpty')}</p>}
      {rows.map((row, index) => (
        // Rows have no names of their own: what they are is where they stand.
        <fieldset class="form-row-of-list" key={index}>
          <legend class="visually-hidden">{text('listRow', label, String(index + 1))}</legend>
          <div class="form-inside">
            <FormItems items={row} form={form} />
          </div>
          {growing && (
            <Button
              look="quiet"
              icon="delete"
              onClick={() => {
                form.removeRow(item, index);
                focusRow(Math.min(index, rows.length - 2));
              }}
            >
              {text('listRemove')}
              <span class="visually-hidden"> {text('listRow', label, String(index + 1))}</span>
            </Button>
          )}
        </fieldset>
      ))}
      {growing && rows.length < MAX_ROWS && (
        <div class="form-list-add">
          <Button
            icon="add"
            onClick={() => {
              form.addRow(item);
              focusRow(rows.length);
            }}
          >
            {text('listAdd')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
