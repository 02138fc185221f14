import './form.css';
import { Button } from '../../../components/button.tsx';
import { RichText } from '../../../components/rich-text/rich-text.tsx';
import type { Shown, ShownWords } from '../../../lib/forms/show-page.ts';
import { FormField } from './form-field.tsx';
import { FormGroup } from './form-group.tsx';
import { FormImage } from './form-image.tsx';
import { FormList } from './form-list.tsx';
import type { FormState } from './form-state.ts';
import { FormTable } from './form-table.tsx';

interface Props {
  items: readonly Shown[];
  form: FormState;
}

/** Items one under the other; those of one row side by side where there is room. */
export function FormItems({ items, form }: Props) {
  return rowsOf(items.filter(isSeen)).map((row) => {
    const [first] = row;
    if (row.length === 1 && first) return <FormItem key={first.at} shown={first} form={form} />;
    return (
      <div class="form-row" key={first?.at}>
        {row.map((shown) => (
          <div class="form-cell" key={shown.at} style={{ '--share': String(shown.item.width ?? 8) }}>
            <FormItem shown={shown} form={form} />
          </div>
        ))}
      </div>
    );
  });
}

function isSeen({ item }: Shown): boolean {
  return item.type !== 'expression' && item.type !== 'lookup-title';
}

function rowsOf(items: readonly Shown[]): Shown[][] {
  const rows: Shown[][] = [];
  for (const shown of items) {
    const { row } = shown.item;
    const last = rows.at(-1);
    if (row !== undefined && last?.[0]?.item.row === row) last.push(shown);
    else rows.push([shown]);
  }
  return rows;
}

function FormItem({ shown, form }: { shown: Shown; form: FormState }) {
  switch (shown.kind) {
    case 'field':
      return <FormField field={shown} form={form} />;
    case 'group':
      return <FormGroup group={shown} form={form} />;
    case 'list':
      return <FormList list={shown} form={form} />;
    case 'words':
      return <FormWords item={shown.item} form={form} />;
  }
}

/** What is only read, and the button that empties the form. */
function FormWords({ item, form }: { item: ShownWords['item']; form: FormState }) {
  switch (item.type) {
    case 'text':
      return <RichText form="markdown" text={item.text} />;
    case 'html':
      return <RichText form="html" text={item.text} />;
    case 'separator':
      return <hr class="step-rule" />;
    case 'spacer':
      return <div style={{ blockSize: `${Math.min(item.height, 400)}px` }} />;
    case 'image':
      return <FormImage source={item.source} alt={item.alt} />;
    case 'table':
      return <FormTable item={item} />;
    case 'reset':
      return (
        <div class="form-reset">
          <Button look="quiet" icon="retry" disabled={form.readonly} onClick={form.reset}>
            {item.label}
          </Button>
        </div>
      );
  }
}
