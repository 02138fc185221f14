import { LIMITS, type SourceFile } from '../../../../lib/protocol/index.ts';
import { formNames } from '../../form-names.ts';

/** Files that travel in one message: processes, each with the forms that it refers to. */
export type Batch = SourceFile[];

export interface Batches {
  batches: Batch[];
  /** Processes that with their forms are larger than one message may be. */
  tooLarge: string[];
  /** Forms that no process among the files refers to. */
  unused: string[];
}

/** What a message holds beside the files. */
const ENVELOPE_BYTES = 4096;
const MOST_BYTES = LIMITS.messageBytes - ENVELOPE_BYTES;
/** As the protocol has it. */
const MOST_FILES = 200;

export const isProcess = ({ name }: SourceFile) => /\.(bpmn|case\.json)$/i.test(name);

/** Divides files into messages that the server takes: a form goes along with every process that names it. */
export function batchesOf(files: readonly SourceFile[]): Batches {
  const forms = files.filter((file) => !isProcess(file)).map((file) => ({ file, names: formNames(file) }));
  const used = new Set<string>();
  const result: Batches = { batches: [], tooLarge: [], unused: [] };
  let current = new Set<SourceFile>();
  for (const process of files.filter(isProcess)) {
    const own = forms.filter(({ names }) => names.some((name) => refersTo(process, name)));
    for (const { file } of own) used.add(file.name);
    const wanted = [process, ...own.map(({ file }) => file)];
    if (!fits(wanted)) {
      result.tooLarge.push(process.name);
      continue;
    }
    if (!fits([...new Set([...current, ...wanted])])) {
      result.batches.push([...current]);
      current = new Set();
    }
    for (const file of wanted) current.add(file);
  }
  if (current.size > 0) result.batches.push([...current]);
  result.unused = forms.filter(({ file }) => !used.has(file.name)).map(({ file }) => file.name);
  return result;
}

function fits(files: readonly SourceFile[]): boolean {
  if (files.length > MOST_FILES) return false;
  return new TextEncoder().encode(JSON.stringify(files)).length <= MOST_BYTES;
}

function refersTo({ text }: SourceFile, name: string): boolean {
  return text.includes(`"${name}"`) || text.includes(`'${name}'`);
}
