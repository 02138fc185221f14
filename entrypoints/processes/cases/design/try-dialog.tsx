import { useState } from 'preact/hooks';
import { Banner } from '../../../../components/banner.tsx';
import { useClient, useLive, wireErrorOf } from '../../../../components/client.tsx';
import { Dialog } from '../../../../components/dialog.tsx';
import { ErrorBanner } from '../../../../components/error-banner.tsx';
import { Icon } from '../../../../components/icon.tsx';
import { useRecordAt } from '../../../../components/record-at.ts';
import { StageBar } from '../../../../components/stage-bar.tsx';
import { text } from '../../../../components/text.ts';
import { TextInput } from '../../../../components/text-input.tsx';
import { CaseStepKind } from '../../../../lib/cases/definition.ts';
import { findingText } from '../../../../lib/error-text/finding-text.ts';
import type { AdminQueryResult, CaseStepView, WireError } from '../../../../lib/protocol/index.ts';
import { fileOf } from './case-file.ts';
import { kindWords } from './kinds.ts';
import type { Design } from './model/design.ts';
import { previewOf } from './preview.tsx';
import { recordIn } from './record-in.ts';

type Trial = Extract<AdminQueryResult, { type: 'case.try' }>;

/** What the case would do on a record of the CRM: worked out by the server, and not begun. */
export function TryDialog({ design, onClose }: { design: Design; onClose: () => void }) {
  const client = useClient();
  const sites = useLive({ kind: 'sites' }) ?? [];
  const recordAt = useRecordAt();
  const [words, setWords] = useState('');
  const [unfit, setUnfit] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trial, setTrial] = useState<Trial | null>(null);
  const [failure, setFailure] = useState<WireError | null>(null);
  const { definition } = design;
  const attempt = async () => {
    const record = recordIn(words, definition.section, sites, recordAt);
    setUnfit(record === null);
    setTrial(null);
    setFailure(null);
    if (!record) return;
    setBusy(true);
    try {
      setTrial(await client.ask({ type: 'case.try', text: fileOf(design).text, record }));
    } catch (error) {
      setFailure(wireErrorOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      wide
      title={text('designTryTitle')}
      action={text('designTryDo')}
      busy={busy}
      onSubmit={attempt}
      onClose={onClose}
    >
      <div class="design-fields">
        <TextInput
          name="record"
          label={text('designTryRecord')}
          help={text('designTryRecordHelp')}
          required
          value={words}
          error={unfit ? text('designTryUnfit', definition.section) : null}
          onInput={setWords}
        />
        {failure && <ErrorBanner title={text('answerFailed')} error={failure} />}
        {trial && <Outcome trial={trial} design={design} />}
      </div>
    </Dialog>
  );
}

function Outcome({ trial, design: { definition } }: { trial: Trial; design: Design }) {
  const { fits, record, stage, steps, problems } = trial;
  const at = definition.stages.find(({ id }) => id === stage);
  const title = record?.title ?? record?.id ?? '';
  return (
    <div class="design-trial" role="status">
      {problems.map((finding) => {
        const { problem, remedy } = findingText(finding);
        return (
          <Banner key={problem} kind="warning">
            {problem} {remedy}
          </Banner>
        );
      })}
      {fits === false && <Banner kind="info">{text('designTryNotFor', title)}</Banner>}
      {record && at && (
        <>
          <p>{text('designTryBegins', title, at.name)}</p>
          <StageBar bar={previewOf(definition, at.id)} />
          {steps.length === 0 ? (
            <p class="note">{text('designTryNoSteps')}</p>
          ) : (
            <ul class="design-trial-steps" aria-label={text('designTrySteps')}>
              {steps.map((step) => (
                <Step key={step.id} step={step} />
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  );
}

function Step({ step: { name, kind, performer, status, required } }: { step: CaseStepView }) {
  const known = CaseStepKind.safeParse(kind).data;
  const who = performer.user?.name ?? performer.role?.name;
  return (
    <li>
      {known && <Icon name={known} />}
      <span>
        <strong>{name}</strong>{' '}
        <span class="note">
          {[
            known && kindWords(known),
            who,
            text(status === 'open' ? 'designTryAtOnce' : 'designTryLater'),
            required && text('designRequired'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
    </li>
  );
}
