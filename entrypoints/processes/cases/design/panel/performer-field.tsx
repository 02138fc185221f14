import { useEffect, useState } from 'preact/hooks';
import { Checkbox } from '../../../../../components/checkbox.tsx';
import { useClient, useLive } from '../../../../../components/client.tsx';
import { PersonPicker } from '../../../../../components/person-picker.tsx';
import { Select } from '../../../../../components/select.tsx';
import { text } from '../../../../../components/text.ts';
import { TextInput } from '../../../../../components/text-input.tsx';
import type { CaseStep } from '../../../../../lib/cases/definition.ts';
import { STARTER } from '../kinds.ts';
import { VARIABLE_SIGN } from './parameter-words.ts';

type Performer = CaseStep['performer'];
type Who = 'nobody' | 'starter' | 'user' | 'role' | 'template';

interface Props {
  step: CaseStep;
  error: string | null;
  onInput: (performer: Performer) => void;
}

/** Who performs a step: whoever started the case, a person, a role, the manager of a person, or a variable. */
export function PerformerField({ step: { kind, performer }, error, onInput }: Props) {
  const [asked, setAsked] = useState<Who | null>(null);
  const who = asked ?? whoOf(performer);
  const choose = (code: string) => {
    const wanted = WHO.find((one) => one === code) ?? 'starter';
    setAsked(wanted);
    if (wanted === 'nobody') onInput(null);
    else if (wanted === 'starter') onInput({ user: STARTER, role: null, manager: false });
    else if (wanted !== whoOf(performer)) onInput({ user: null, role: null, manager: false });
  };
  const user = performer?.user ?? null;
  return (
    <>
      <Select
        name="performer"
        label={text('designPerformer')}
        always
        options={[
          ...(kind === 'send-email' ? [{ code: 'nobody', label: text('designPerformerNobody') }] : []),
          { code: 'starter', label: text('designPerformerStarter') },
          { code: 'user', label: text('designPerformerUser') },
          { code: 'role', label: text('designPerformerRole') },
          { code: 'template', label: text('designPerformerTemplate') },
        ]}
        value={who}
        error={error}
        onInput={choose}
      />
      {who === 'user' && (
        <Chosen
          label={text('designPerformerUser')}
          kind="user"
          id={user}
          onInput={(id) => onInput({ user: id, role: null, manager: performer?.manager ?? false })}
        />
      )}
      {who === 'role' && (
        <Chosen
          label={text('designPerformerRole')}
          kind="role"
          id={performer?.role ?? null}
          onInput={(id) => onInput({ user: null, role: id, manager: false })}
        />
      )}
      {who === 'template' && (
        <TextInput
          name="performer.user"
          label={text('designPerformerTemplate')}
          help={text('designPerformerTemplateHelp', VARIABLE_SIGN)}
          value={user ?? ''}
          onInput={(words) =>
            onInput({ user: words || null, role: null, manager: performer?.manager ?? false })
          }
        />
      )}
      {user !== null && (
        <Checkbox
          name="performer.manager"
          label={text('designPerformerManager')}
          checked={performer?.manager ?? false}
          onChange={(manager) => onInput({ user, role: null, manager })}
        />
      )}
    </>
  );
}

const WHO: readonly Who[] = ['nobody', 'starter', 'user', 'role', 'template'];

function whoOf(performer: Performer): Who {
  if (performer === null) return 'nobody';
  const { user, role } = performer;
  if (role !== null) return 'role';
  if (user === STARTER) return 'starter';
  return user?.includes('${') ? 'template' : 'user';
}

interface ChosenProps {
  label: string;
  kind: 'user' | 'role';
  id: string | null;
  onInput: (id: string | null) => void;
}

/** A person or a role that the server knows; the document has the id, people read the name. */
function Chosen({ label, kind, id, onInput }: ChosenProps) {
  const client = useClient();
  const name = useNameOf(kind, id);
  return (
    <PersonPicker
      name={`performer.${kind}`}
      label={label}
      roles={kind === 'role'}
      required
      value={name}
      find={(search) =>
        client
          .ask({ type: 'assignees', search })
          .then(({ assignees }) => assignees.filter(({ type }) => type === kind))
      }
      onChoose={(assignee) => onInput(assignee?.id ?? null)}
    />
  );
}

/** What the server calls whom a document names; the id itself as long as it has not said. */
function useNameOf(kind: 'user' | 'role', id: string | null): string {
  const client = useClient();
  const live = useLive({ kind: 'status' })?.link === 'live';
  const [told, setTold] = useState<{ id: string; name: string } | null>(null);
  useEffect(() => {
    if (id === null || !live) return;
    let wanted = true;
    client.ask({ type: 'assignees', search: id, inactive: true }).then(
      ({ assignees }) => {
        const found = assignees.find((one) => one.type === kind && one.id === id);
        if (wanted && found) setTold({ id, name: found.name });
      },
      // The id is shown instead; checking tells whether there is one.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [client, live, kind, id]);
  if (id === null) return '';
  return told?.id === id ? told.name : id;
}
