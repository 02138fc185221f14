import './designer.css';
import { useRef, useState } from 'preact/hooks';
import { NeedsPermission, useMay } from '../../../../components/answer.tsx';
import { Banner } from '../../../../components/banner.tsx';
import { Button, FileButton } from '../../../../components/button.tsx';
import { useLive } from '../../../../components/client.tsx';
import { focusFirstInvalid } from '../../../../components/field.tsx';
import { useRecordAt } from '../../../../components/record-at.ts';
import { go, hrefOf } from '../../../../components/route.ts';
import { text } from '../../../../components/text.ts';
import { TextInput } from '../../../../components/text-input.tsx';
import { When } from '../../../../components/when.tsx';
import { Panel } from '../../panel.tsx';
import { ViewHead } from '../../view-head.tsx';
import { openFiles } from './case-file.ts';
import { dropDraft, keepDraft, listDrafts } from './drafts.ts';
import { findingWords } from './findings/found.ts';
import type { Design } from './model/design.ts';
import { newCase } from './model/new-case.ts';
import { FieldChoice } from './panel/field-choice.tsx';
import { SectionFields } from './panel/section-fields.tsx';
import { ValuesInput } from './panel/values-input.tsx';
import { SectionProvider, useSection } from './section.tsx';

/** Begins a case: with a few words, with a file, or where somebody has stopped. */
export function NewCase() {
  const user = useLive({ kind: 'status' })?.user ?? null;
  const may = useMay()('manage-definitions');
  const [section, setSection] = useState('');
  const head = (
    <ViewHead
      title={text('designNewCase')}
      back={{ href: hrefOf(['library']), label: text('processesLibrary') }}
    />
  );
  if (!user) return head;
  if (!may) return <NeedsPermission permission="manage-definitions" />;
  const begin = (design: Design) => {
    const { key } = design.definition;
    keepDraft(user.id, key, { design, base: null, at: Date.now() });
    go(['cases', key, 'design']);
  };
  return (
    <>
      {head}
      <div class="design-begin">
        <SectionProvider section={section}>
          <Beginning section={section} onSection={setSection} onBegin={begin} />
        </SectionProvider>
        <div class="design-fields">
          <WithFile onBegin={begin} />
          <Drafts user={user.id} />
        </div>
      </div>
    </>
  );
}

interface BeginningProps {
  section: string;
  onSection: (section: string) => void;
  onBegin: (design: Design) => void;
}

function Beginning({ section, onSection, onBegin }: BeginningProps) {
  const sites = useLive({ kind: 'sites' }) ?? [];
  const recordAt = useRecordAt();
  const { choicesOf } = useSection();
  const around = useRef<HTMLFormElement>(null);
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [stageField, setStageField] = useState('');
  const [values, setValues] = useState<string[] | null>(null);
  const [tried, setTried] = useState(false);
  const choices = choicesOf(stageField);
  const chosen = values ?? choices?.map(({ code }) => code) ?? [];
  const complete = /^[^:]+:.+$/.test(section);
  const missing = (wrong: boolean) => (tried && wrong ? text('designFillIn') : null);
  const shown = address.trim();
  const found = shown === '' ? null : recordAt(shown);

  const submit = (event: Event) => {
    event.preventDefault();
    if (name.trim() === '' || !complete || stageField === '' || chosen.length === 0) {
      setTried(true);
      queueMicrotask(() => around.current && focusFirstInvalid(around.current));
      return;
    }
    const label = (value: string) => choices?.find(({ code }) => code === value)?.label ?? value;
    onBegin(
      newCase({
        ...{ name: name.trim(), section, stageField },
        values: chosen.map((value) => ({ value, label: label(value) })),
      }),
    );
  };
  return (
    <Panel title={text('designBegin')}>
      <form class="design-fields" noValidate ref={around} onSubmit={submit}>
        <TextInput
          name="name"
          label={text('designName')}
          required
          maxLength={200}
          value={name}
          error={missing(name.trim() === '')}
          onInput={setName}
        />
        <TextInput
          name="address"
          label={text('designAddress')}
          help={text('designAddressHelp')}
          inputType="url"
          value={address}
          error={shown !== '' && !found ? text('designAddressUnknown') : null}
          onInput={(words) => {
            setAddress(words);
            const record = recordAt(words.trim());
            const kind = sites.find(({ system }) => system.id === record?.system)?.system.kind;
            if (record) onSection(`${kind ?? record.system}:${record.type}`);
          }}
        />
        <SectionFields section={section} error={missing(!complete)} onInput={onSection} />
        <FieldChoice
          name="stageField"
          label={text('designStageField')}
          help={text('designStageFieldHelp')}
          writable
          value={stageField}
          error={missing(stageField === '')}
          onInput={(field) => {
            setStageField(field);
            setValues(null);
          }}
        />
        <ValuesInput
          key={choices ? stageField : ''}
          name="values"
          label={text('designFirstStages')}
          help={text('designFirstStagesHelp')}
          required
          choices={choices}
          values={chosen}
          error={missing(chosen.length === 0)}
          onInput={setValues}
        />
        <div>
          <Button type="submit" look="primary" icon="continue">
            {text('designBeginDo')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function WithFile({ onBegin }: { onBegin: (design: Design) => void }) {
  const [refused, setRefused] = useState<string | null>(null);
  const give = async (files: File[]) => {
    const opened = openFiles(
      await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() }))),
    );
    if ('design' in opened) return onBegin(opened.design);
    const [first] = opened.findings;
    setRefused(first ? Object.values(findingWords(first)).join(' ') : null);
  };
  return (
    <Panel title={text('designFromFile')}>
      <p class="note">{text('designFromFileHelp')}</p>
      {refused && (
        <Banner kind="error" title={text('designImportRefused')}>
          {refused}
        </Banner>
      )}
      <div>
        <FileButton icon="folder" accept=".case.json,.json,.form" onFiles={give}>
          {text('designImport')}
        </FileButton>
      </div>
    </Panel>
  );
}

function Drafts({ user }: { user: string }) {
  const [drafts, setDrafts] = useState(() => listDrafts(user));
  if (drafts.length === 0) return null;
  return (
    <Panel title={text('designDrafts')}>
      <p class="note">{text('designDraftsHelp')}</p>
      <ul class="design-drafts">
        {drafts.map(({ key, draft }) => {
          const name = draft.design.definition.name || key;
          return (
            <li key={key}>
              <a href={hrefOf(['cases', key, 'design'])}>{name}</a>
              <span class="note">
                <When at={new Date(draft.at).toISOString()} />
              </span>
              <Button
                icon="delete"
                onClick={() => {
                  dropDraft(user, key);
                  setDrafts(listDrafts(user));
                }}
              >
                {text('designDropDraft')}
                <span class="visually-hidden"> {name}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
