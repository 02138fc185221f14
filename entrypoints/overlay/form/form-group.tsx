import { useId, useState } from 'preact/hooks';
import { Button } from '../../../components/button.tsx';
import type { ShownGroup } from '../../../lib/forms/show-page.ts';
import { shownFields } from '../../../lib/forms/show-page.ts';
import { FormItems } from './form-items.tsx';
import type { FormState } from './form-state.ts';

/** Fields that belong together; a block that the author lets the person minimise (behaviour 1.5). */
export function FormGroup({ group, form }: { group: ShownGroup; form: FormState }) {
  const { item, inside } = group;
  const id = useId();
  const [minimised, setMinimised] = useState(item.minimised === true);
  // What is wrong in it has to be seen.
  const wrong = shownFields(inside).some(({ at }) => form.errors[at] !== undefined);
  const open = item.minimised === undefined || !minimised || wrong;
  const look = `form-group${item.outlined ? ' form-group-outlined' : ''}`;
  if (item.minimised === undefined || item.label === '')
    return (
      <fieldset class={look}>
        {item.label !== '' && <legend>{item.label}</legend>}
        <div class="form-inside">
          <FormItems items={inside} form={form} />
        </div>
      </fieldset>
    );
  return (
    <section class={look} aria-labelledby={`${id}-head`}>
      <div class="form-group-head" id={`${id}-head`}>
        <Button
          look="quiet"
          icon={open ? 'collapse' : 'next'}
          expanded={open}
          controls={id}
          onClick={() => setMinimised(open)}
        >
          {item.label}
        </Button>
      </div>
      <div class="form-inside" id={id} hidden={!open}>
        <FormItems items={inside} form={form} />
      </div>
    </section>
  );
}
