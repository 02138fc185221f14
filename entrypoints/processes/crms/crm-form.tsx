import type { TargetedSubmitEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useOrder } from '../../../components/answer.tsx';
import { Button } from '../../../components/button.tsx';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { focusFirstInvalid } from '../../../components/field.tsx';
import { Select } from '../../../components/select.tsx';
import { text } from '../../../components/text.ts';
import { TextInput } from '../../../components/text-input.tsx';
import type { System } from '../../../lib/protocol/index.ts';
import { Addresses } from './addresses.tsx';
import { type CrmDraft, type CrmProblem, draftOf, fill, OTHER, readCrm, unsaved } from './crm-draft.ts';
import { useAdapters } from './kinds.ts';

interface Props {
  /** What is there already; it shows wherever nothing else was typed, also when somebody changes it meanwhile. */
  start: CrmDraft;
  systems: readonly System[];
  /** The one that is changed; null: a new one. */
  present: System | null;
  action: string;
  /** Something else was entered. */
  onInput?: () => void;
  onSaved: (system: System) => void;
}

/** Codes of kinds are never empty, so the list can have this for none of them. */
const ANOTHER = '-';

/** What a CRM is: where, of which kind, and what it is called. */
export function CrmForm({ start, systems, present, action, onInput, onSaved }: Props) {
  const adapters = useAdapters();
  const form = useRef<HTMLFormElement>(null);
  const { busy, failure, possible, order } = useOrder();
  const [typed, setTyped] = useState<Partial<CrmDraft>>({});
  const [tried, setTried] = useState(false);
  const filled = fill({ ...start, ...typed }, adapters, systems);
  const read = readCrm(filled, systems, present);
  const problems = tried && 'problems' in read ? read.problems : null;
  const began = JSON.stringify(start);
  useEffect(() => setTyped((before) => unsaved(before, start)), [began, typed]);
  const change = (changed: Partial<CrmDraft>) => {
    setTyped((before) => ({ ...before, ...changed }));
    onInput?.();
  };

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy || !possible) return;
    setTried('problems' in read);
    if ('problems' in read) {
      queueMicrotask(() => form.current && focusFirstInvalid(form.current));
      return;
    }
    const { system } = read;
    if (!(await order({ type: 'system.put', system, isNew: present === null }))) return;
    // As the server has it: of an address, where it is.
    setTyped(draftOf(system, adapters));
    onSaved(system);
  };

  return (
    <form class="crms-form" noValidate ref={form} aria-busy={busy} onSubmit={(event) => void submit(event)}>
      <Addresses
        addresses={typed.addresses ?? start.addresses}
        origins={filled.origins}
        problems={problems?.addresses.map(addressWords) ?? []}
        onChange={(addresses) => change({ addresses })}
      />
      <Select
        name="kind"
        label={text('crmsKind')}
        help={text('crmsKindHelp')}
        required
        error={wordsOf(problems?.kind)}
        options={[
          ...adapters.map(({ kind, name }) => ({ code: kind, label: name })),
          { code: ANOTHER, label: text('crmsOtherKind') },
        ]}
        value={filled.kind === null ? '' : filled.kind === OTHER ? ANOTHER : filled.kind}
        onInput={(code) => change({ kind: code === ANOTHER ? OTHER : code })}
      />
      {filled.kind === OTHER && (
        <TextInput
          name="other-kind"
          label={text('crmsKindCode')}
          help={text('crmsKindCodeHelp')}
          required
          maxLength={40}
          error={wordsOf(problems?.otherKind)}
          value={filled.otherKind}
          onInput={(otherKind) => change({ otherKind })}
        />
      )}
      <TextInput
        name="name"
        label={text('crmsName')}
        required
        maxLength={200}
        error={wordsOf(problems?.name)}
        value={filled.name}
        onInput={(name) => change({ name })}
      />
      <TextInput
        name="id"
        label={text('crmsId')}
        help={text(present ? 'crmsIdFixed' : 'crmsIdHelp')}
        required={!present}
        readonly={present !== null}
        maxLength={200}
        error={wordsOf(problems?.id)}
        value={filled.id}
        onInput={(id) => change({ id })}
      />
      {failure && <ErrorBanner title={text('crmsNotSaved')} error={failure} />}
      <div class="crms-foot">
        <Button type="submit" look="primary" disabled={busy || !possible}>
          {action}
        </Button>
      </div>
    </form>
  );
}

function wordsOf(problem: CrmProblem | null | undefined): string | null {
  if (!problem) return null;
  if (typeof problem === 'object') return text('crmsTaken', problem.taken);
  return problem === 'code' ? text('crmsCodeWrong') : text('crmsFillIn');
}

function addressWords(problem: CrmProblem | null): string | null {
  if (!problem) return null;
  if (typeof problem === 'object') return text('crmsTaken', problem.taken);
  return text(problem === 'twice' ? 'crmsAddressTwice' : 'crmsAddressWrong');
}
