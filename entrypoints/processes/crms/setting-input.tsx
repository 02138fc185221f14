import { FileButton } from '../../../components/button.tsx';
import { type MessageKey, text } from '../../../components/text.ts';
import { TextArea } from '../../../components/text-area.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import type { ConnectorField } from '../../../lib/protocol/index.ts';

/** The words for the settings that connectors have; a house test knows the connectors. */
const WORDS: Readonly<Record<string, { label: MessageKey; help?: MessageKey }>> = {
  database: { label: 'crmsDatabase' },
  user: { label: 'crmsUser' },
  buttons: { label: 'crmsButtons', help: 'crmsButtonsHelp' },
  description: { label: 'crmsDescription', help: 'crmsDescriptionHelp' },
};

interface Props {
  field: ConnectorField;
  error: string | null;
  value: string;
  onInput: (value: string) => void;
}

/** One setting of a connection: a line, or JSON that can come from a file. */
export function SettingInput({ field: { name, type, required }, error, value, onInput }: Props) {
  const words = WORDS[name];
  const shared = {
    ...{ name, required, error, value, onInput },
    label: words ? text(words.label) : name,
    help: words?.help ? text(words.help) : null,
  };
  if (type === 'text') return <TextInput {...shared} maxLength={500} />;
  return (
    <div class="crms-json">
      <TextArea {...shared} />
      <FileButton
        icon="upload"
        look="quiet"
        accept=".json,application/json"
        onFiles={([file]) => void file?.text().then(onInput)}
      >
        {text('crmsFromFile')}
        <span class="visually-hidden"> {shared.label}</span>
      </FileButton>
    </div>
  );
}
