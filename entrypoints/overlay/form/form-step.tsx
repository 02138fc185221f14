import { useEffect, useRef, useState } from 'preact/hooks';
import { Banner } from '../../../components/banner.tsx';
import { Button } from '../../../components/button.tsx';
import { useClient } from '../../../components/client.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { focusFirstInvalid } from '../../../components/field.tsx';
import { Loading } from '../../../components/loading.tsx';
import { text } from '../../../components/text.ts';
import { errorText } from '../../../lib/error-text/error-text.ts';
import type { Feel } from '../../../lib/forms/expression.ts';
import { today } from '../../../lib/forms/faults.ts';
import { type ShownField, shownFields, showPage } from '../../../lib/forms/show-page.ts';
import { draftKeys } from '../../../lib/messaging/contract.ts';
import type { FieldItem, PageButton, PageContent, PageItem, Values } from '../../../lib/protocol/index.ts';
import { focusLate } from '../focus-first.ts';
import { StepFrame } from '../step-frame.tsx';
import type { StepProps } from '../step-page.tsx';
import { type Errors, validate } from '../validation.ts';
import {
  type Entries,
  type Entry,
  entriesOf,
  entryAt,
  givenBy,
  newRow,
  rowsAt,
  withEntry,
} from '../values.ts';
import { FormButtons } from './form-buttons.tsx';
import { FormItems } from './form-items.tsx';
import { FormPageHead, pagesOf } from './form-pages.tsx';
import type { FormState } from './form-state.ts';
import { RecordWindow } from './record-window.tsx';
import { readToKeep } from './source-values.ts';
import { useFeel } from './use-feel.ts';
import { useSources } from './use-sources.ts';

type Form = Extract<PageContent, { kind: 'auto-generated-page' | 'pre-configured-page' }>;

/** A page of fields and buttons (behaviour 1.5, 1.6); the button that completes it is its result. */
export function FormStep(props: StepProps<Form>) {
  const feel = useFeel(props.content);
  const sources = useSources({ task: props.page.task.id, ...props });
  if (feel.state === 'ready' && sources.state === 'ready')
    return <ReadyForm {...props} {...sources} feel={feel.feel} />;
  return (
    <StepFrame {...props} errorAtField={false} entered={() => ''} buttons={null}>
      {feel.state === 'failed' ? (
        <Banner kind="error" title={text('formUnloaded')} />
      ) : sources.state === 'failed' ? (
        <ErrorBanner
          title={text('sourcesFailed')}
          error={sources.error}
          actions={<Button onClick={sources.again}>{text('answerAgain')}</Button>}
        />
      ) : (
        <Loading label={text(sources.state === 'loading' ? 'sourcesLoading' : 'pageLoading')} />
      )}
    </StepFrame>
  );
}

function ReadyForm(props: StepProps<Form> & { feel: Feel | null; read: Values | null }) {
  const { content, draft, submitting, feel, read } = props;
  const form = useRef<HTMLFormElement>(null);
  const client = useClient();
  const task = props.page.task.id;
  const [browsed, setBrowsed] = useState<ShownField | null>(null);
  const [errors, setErrors] = useState<Errors>({});
  const [corrected, setCorrected] = useState<string | null>(null);
  const entries = entriesOf(content.items, draft.values);
  const shown = showPage(content, givenBy(content.items, entries), feel);
  const fields = shownFields(shown.items);
  const pages = pagesOf(shown.items);
  const kept = draft.values?.[draftKeys.page];
  const current = Math.max(
    0,
    pages.findIndex(({ item }) => item.id === kept),
  );
  const page = pages[current];

  const refused = fields.find(({ at }) => at === fieldOf(submitting.error?.field ?? null))?.at ?? null;
  const refusal = submitting.error ? errorText(submitting.error) : '';
  const shownErrors = refused && corrected !== refusal ? { [refused]: refusal, ...errors } : errors;

  const save = (next: Entries, pageId = page?.item.id) =>
    draft.save({
      ...(next as Values),
      ...(pageId === undefined ? {} : { [draftKeys.page]: pageId }),
      ...readToKeep(read),
    });
  const goTo = (index: number) => {
    const target = pages[index];
    if (target) save(entries, target.item.id);
  };
  const focusWrong = () => queueMicrotask(() => form.current && focusFirstInvalid(form.current));
  /** Shows the page on which the field stands. */
  const goToField = (at: string) => {
    const index = pages.findIndex(({ inside }) => shownFields(inside).some((field) => field.at === at));
    if (index !== -1 && index !== current) goTo(index);
    focusWrong();
  };

  useEffect(() => focusLate(form.current), []);
  // Only a new refusal moves the person.
  useEffect(() => {
    if (refused && refusal) goToField(refused);
  }, [refused, refusal]);

  const check = (of: readonly ShownField[]): boolean => {
    const found = validate(of, entries, today(new Date()), unreadable(form.current, of));
    setErrors(found);
    const first = of.find(({ at }) => found[at] !== undefined);
    if (first) goToField(first.at);
    return first === undefined;
  };
  const next = () => {
    if (page && check(shownFields(page.inside))) goTo(current + 1);
  };
  const complete = (event: { isTrusted: boolean }, button: PageButton) => {
    if (button.validates && !check(fields)) return;
    setErrors({});
    setCorrected(null);
    // What was entered is in the draft already.
    if (button.completes === false) props.onClose?.();
    else {
      const filled = { button: button.code, values: shown.values };
      submitting.send(
        event,
        content.kind === 'pre-configured-page' && read !== null
          ? { kind: content.kind, ...filled, read }
          : { kind: content.kind, ...filled },
      );
    }
  };

  const state: FormState = {
    entries,
    errors: shownErrors,
    readonly: submitting.phase !== 'editing',
    change: ({ item, at, place }, entry, also) => {
      setErrors(({ [at]: _, ...others }) => others);
      if (at === refused) setCorrected(refusal);
      const next = withEntry(entries, item, place, entry);
      save(also ? withEntry(next, also.item, place, also.entry) : next);
    },
    titleOf: (item) => titleOf(content.items, item),
    lookUp: async ({ key }, words) =>
      (await client.lookUp({ type: 'lookup.search', task, field: key, text: words })).found,
    choose: (field, record) => {
      const title = titleOf(content.items, field.item);
      state.change(field, record?.id ?? '', title && { item: title, entry: record?.title ?? '' });
    },
    browse: setBrowsed,
    // Rows move, so what was wrong in one no longer stands where it was said.
    addRow: (list) => {
      save({ ...entries, [list.list]: [...rowsAt(entries, list.list), newRow(content.items, list)] });
    },
    removeRow: (list, index) => {
      setErrors({});
      save({ ...entries, [list.list]: rowsAt(entries, list.list).filter((_, row) => row !== index) });
    },
    reset: () => {
      setErrors({});
      save(entriesOf(content.items, null));
    },
  };

  return (
    <>
      <StepFrame
        {...props}
        formRef={form}
        errorAtField={refused !== null}
        entered={() => enteredText(fields, entries)}
        buttons={
          <FormButtons
            buttons={shown.buttons.filter(({ completes }) => completes !== false || props.onClose)}
            disabled={state.readonly}
            onPress={complete}
            onBack={pages.length > 0 && current > 0 ? () => goTo(current - 1) : null}
            onNext={pages.length > 0 && current < pages.length - 1 ? next : null}
          />
        }
      >
        {content.recommendation && current === 0 && (
          <p class="step-recommendation">{content.recommendation}</p>
        )}
        {page && <FormPageHead pages={pages} current={current} />}
        <FormItems key={page?.at} items={page ? page.inside : shown.items} form={state} />
      </StepFrame>
      {browsed && !state.readonly && (
        <RecordWindow
          label={browsed.item.label}
          find={(words, number) =>
            client.lookUp({ type: 'lookup.browse', task, field: browsed.item.key, text: words, page: number })
          }
          onChoose={(record) => {
            state.choose(browsed, record);
            setBrowsed(null);
          }}
          onClose={() => setBrowsed(null)}
        />
      )}
    </>
  );
}

function titleOf(items: readonly PageItem[], lookup: FieldItem): FieldItem | undefined {
  return items.find(
    (item): item is FieldItem =>
      lookup.type === 'lookup' &&
      item.type === 'lookup-title' &&
      item.key === lookup.titleKey &&
      item.in === lookup.in,
  );
}

/** Errors of the server name the field by its key or by the way to it. */
function fieldOf(path: string | null): string | null {
  return path?.replace(/^values\./, '') ?? null;
}

/** Fields whose native control holds something that it can't read, such as half a date. */
function unreadable(form: HTMLFormElement | null, fields: readonly ShownField[]): Set<string> {
  const controls = fields.filter(({ at }) => {
    const control = form?.elements.namedItem(at);
    return control instanceof HTMLInputElement && control.validity?.badInput === true;
  });
  return new Set(controls.map(({ at }) => at));
}

function enteredText(fields: readonly ShownField[], entries: Entries): string {
  return fields
    .filter(({ item }) => item.type !== 'expression' && item.type !== 'lookup')
    .map(({ item, place }) => `${item.label}: ${printed(item, entryAt(entries, item, place))}`)
    .join('\n');
}

function printed(item: ShownField['item'], entry: Entry): string {
  const codes = Array.isArray(entry) ? entry : [String(entry)];
  if (!('choices' in item)) return codes.join(', ');
  return codes.map((code) => item.choices.find((choice) => choice.code === code)?.label ?? code).join(', ');
}
