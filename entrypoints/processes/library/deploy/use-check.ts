import { useEffect, useState } from 'preact/hooks';
import { useClient, useLive, wireErrorOf } from '../../../../components/client.tsx';
import type { PageClient } from '../../../../lib/messaging/page-client.ts';
import type { FileOutcome, SourceFile, WireError } from '../../../../lib/protocol/index.ts';
import { batchesOf, isProcess } from './batches.ts';
import type { Given } from './read-files.ts';

/** A process among the files, and what its check came to. */
export interface CheckedFile {
  source: SourceFile | null;
  outcome: FileOutcome;
}

/** The files from being given to being checked. */
export interface Checked {
  given: Given;
  files: CheckedFile[];
  unused: string[];
}

export interface Checking {
  checked: Checked | null;
  error: WireError | null;
  again: () => void;
}

/** Reads the given files and has the server check them. */
export function useCheck(given: Promise<Given> | null): Checking {
  const client = useClient();
  const live = useLive({ kind: 'status' })?.link === 'live';
  const [round, setRound] = useState(0);
  const [checking, setChecking] = useState<Omit<Checking, 'again'>>({ checked: null, error: null });
  useEffect(() => {
    setChecking({ checked: null, error: null });
    if (!given || !live) return;
    let wanted = true;
    check(client, given).then(
      (checked) => wanted && setChecking({ checked, error: null }),
      (error: unknown) => wanted && setChecking({ checked: null, error: wireErrorOf(error) }),
    );
    return () => {
      wanted = false;
    };
    // A link that goes and comes back loses nothing: what is checked stays.
  }, [client, given, round, live || checking.checked !== null]);
  return { ...checking, again: () => setRound((before) => before + 1) };
}

async function check(client: PageClient, promised: Promise<Given>): Promise<Checked> {
  const read = await promised;
  const { batches, tooLarge, unused } = batchesOf(read.files);
  const given: Given = {
    ...read,
    leftOut: [...read.leftOut, ...tooLarge.map((name) => ({ name, why: 'too-large' as const }))],
  };
  const outcomes: FileOutcome[] = [];
  for (const files of batches) {
    outcomes.push(...(await client.ask({ type: 'definition.check', files })).outcomes);
  }
  const files = uniqueByFile(outcomes).map((outcome) => ({
    source: given.files.find(({ name }) => name === outcome.file) ?? null,
    outcome,
  }));
  return { given, files, unused };
}

/** A form that cannot be read comes back with every batch that it went with. */
function uniqueByFile(outcomes: readonly FileOutcome[]): FileOutcome[] {
  return [...new Map(outcomes.map((outcome) => [outcome.file, outcome])).values()];
}

/** Whether deploying this file would change anything. */
export function isReady({ outcome }: CheckedFile): boolean {
  return outcome.findings.length === 0 && !outcome.unchanged && outcome.version === null;
}

/** The files to deploy: processes that pass, with their forms. */
export function filesToDeploy({ given, files }: Checked): SourceFile[] {
  const ready = new Set(files.filter(isReady).map(({ outcome }) => outcome.file));
  return given.files.filter((file) => !isProcess(file) || ready.has(file.name));
}
