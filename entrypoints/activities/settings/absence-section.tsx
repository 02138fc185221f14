import type { TargetedSubmitEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Banner } from '../../../components/banner.tsx';
import { Button } from '../../../components/button.tsx';
import { useClient, useLive, wireErrorOf } from '../../../components/client.tsx';
import { DateInput } from '../../../components/date-input.tsx';
import { dayAfter, dayFrom, dayWords } from '../../../components/day.ts';
import { ErrorBanner } from '../../../components/error-banner.tsx';
import { focusFirstInvalid } from '../../../components/field.tsx';
import { Section } from '../../../components/section.tsx';
import { type MessageKey, text } from '../../../components/text.ts';
import type { Absence, ActivityCommand, Person, WireError } from '../../../lib/protocol/index.ts';
import { PeoplePicker } from '../people.tsx';

/** While I am away, my tasks are also my deputy's. */
export function AbsenceSection({ absence }: { absence: Absence | null }) {
  const client = useClient();
  const me = useLive({ kind: 'status' })?.user?.id ?? null;
  const form = useRef<HTMLFormElement>(null);
  const [from, setFrom] = useState(absence ? dayWords(new Date(absence.from)) : '');
  const [until, setUntil] = useState(absence ? lastDay(absence.until) : '');
  const [deputy, setDeputy] = useState<Person | null>(absence?.deputy ?? null);
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState<'no' | 'set' | 'ended'>('no');
  const [failure, setFailure] = useState<WireError | null>(null);
  // Before the server says so: what was ordered is kept, and carried out.
  const away = saved === 'no' ? absence !== null : saved === 'set';
  const problems = problemsOf(from, until, deputy, me);
  const problem = (name: keyof typeof problems) => {
    const key = tried ? problems[name] : undefined;
    return key ? text(key) : null;
  };
  const send = (command: ActivityCommand, done: 'set' | 'ended') => {
    setFailure(null);
    client.request({ type: 'activity.command', command, title: text('absenceTitle') }).then(
      () => {
        setSaved(done);
        if (done === 'set') return;
        setFrom('');
        setUntil('');
        setDeputy(null);
        setTried(false);
      },
      (thrown: unknown) => setFailure(wireErrorOf(thrown)),
    );
  };
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    const [begins, ends] = [dayFrom(from), dayAfter(until)];
    if (Object.keys(problems).length > 0 || !begins || !ends || !deputy) {
      queueMicrotask(() => form.current && focusFirstInvalid(form.current));
      return;
    }
    const told = { from: begins.toISOString(), until: ends.toISOString(), deputy: deputy.id };
    send({ type: 'absence.set', absence: told }, 'set');
  };
  return (
    <Section title={text('absenceTitle')} help={text('absenceHelp')}>
      <form class="diary-absence" noValidate ref={form} onSubmit={submit}>
        <DateInput
          name="from"
          kind="date"
          label={text('absenceFrom')}
          required
          value={from}
          error={problem('from')}
          onInput={setFrom}
        />
        <DateInput
          name="until"
          kind="date"
          label={text('absenceUntil')}
          required
          value={until}
          error={problem('until')}
          onInput={setUntil}
        />
        <PeoplePicker
          name="deputy"
          label={text('absenceDeputy')}
          required
          roles={false}
          value={deputy?.name ?? ''}
          error={problem('deputy')}
          onChoose={(person) => setDeputy(person && { id: person.id, name: person.name })}
        />
        <div class="section-actions">
          <Button type="submit" look="primary">
            {text('absenceSave')}
          </Button>
          {away && (
            <Button onClick={() => send({ type: 'absence.set', absence: null }, 'ended')}>
              {text('absenceEnd')}
            </Button>
          )}
        </div>
      </form>
      {saved !== 'no' && <Banner kind="ok">{text(saved === 'set' ? 'absenceSaved' : 'absenceEnded')}</Banner>}
      {failure && <ErrorBanner title={text('absenceFailed')} error={failure} />}
    </Section>
  );
}

type Field = 'from' | 'until' | 'deputy';

function problemsOf(
  from: string,
  until: string,
  deputy: Person | null,
  me: string | null,
): Partial<Record<Field, MessageKey>> {
  return {
    ...(!dayFrom(from) && { from: 'absenceDayMissing' as const }),
    ...(!dayFrom(until) && { until: 'absenceDayMissing' as const }),
    ...(dayFrom(until) && until < from && { until: 'absenceUntilBeforeFrom' as const }),
    ...(!deputy && { deputy: 'absenceDeputyMissing' as const }),
    ...(deputy && deputy.id === me && { deputy: 'absenceDeputyIsMe' as const }),
  };
}

/** An absence ends at the midnight after its last day. */
function lastDay(until: string): string {
  return dayWords(new Date(Date.parse(until) - 1));
}
