import { useEffect, useState } from 'preact/hooks';
import { useClient, useLive, wireErrorOf } from '../../components/client.tsx';
import { fileSize } from '../../components/file-size.ts';
import { text } from '../../components/text.ts';
import { errorText } from '../../lib/error-text/error-text.ts';
import { ATTACHMENTS, type Attachment } from '../../lib/protocol/index.ts';

/** A file of an e-mail as its page shows it; `busy`: on its way to the server, or away from there. */
export interface AttachedFile extends Attachment {
  busy: boolean;
}

export interface Attachments {
  files: readonly AttachedFile[];
  /** Why the last thing that was tried with them did not come about. */
  problem: string | null;
  add: (chosen: readonly File[]) => void;
  remove: (file: Attachment) => void;
  /** Whether the mail can be sent as the list stands; if not, says why. */
  settled: () => boolean;
}

/** The files of an e-mail: those that its page lists, and what the person is doing with them just now. */
export function useAttachments(task: string, listed: readonly Attachment[]): Attachments {
  const client = useClient();
  const live = useLive({ kind: 'status' })?.link === 'live';
  const [coming, setComing] = useState<readonly AttachedFile[]>([]);
  const [going, setGoing] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<string | null>(null);
  const files = [
    ...listed.map((file) => ({ ...file, busy: going.has(file.id) })),
    ...coming.filter(({ id }) => listed.every((file) => file.id !== id)),
  ];

  // What the page has listed once, it alone knows from then on: it may be removed elsewhere.
  useEffect(() => {
    setComing((before) => before.filter(({ id }) => listed.every((file) => file.id !== id)));
  }, [listed]);

  const forget = (gone: string) => setComing((before) => before.filter(({ id }) => id !== gone));

  const upload = async (file: File, entry: AttachedFile): Promise<void> => {
    try {
      const data = await contentOf(file);
      await client.request({ type: 'attachment.add', task, id: entry.id, name: entry.name, data });
      setComing((before) => before.map((one) => (one.id === entry.id ? { ...one, busy: false } : one)));
    } catch (fault) {
      forget(entry.id);
      const why =
        fault instanceof DOMException ? text('attachmentUnreadable') : errorText(wireErrorOf(fault));
      setProblem(text('attachmentFailed', entry.name, why));
    }
  };

  const add = (chosen: readonly File[]) => {
    const refusal = live ? refusalOf(files, chosen) : text('attachmentsOffline');
    setProblem(refusal);
    if (refusal !== null) return;
    const entries = chosen.map(({ name, size }) => ({ id: crypto.randomUUID(), name, size, busy: true }));
    setComing((before) => [...before, ...entries]);
    for (const [index, entry] of entries.entries()) {
      const file = chosen[index];
      if (file) void upload(file, entry);
    }
  };

  const remove = ({ id, name }: Attachment) => {
    setProblem(live ? null : text('attachmentsOffline'));
    if (!live) return;
    setGoing((before) => new Set([...before, id]));
    client.request({ type: 'attachment.remove', task, id }).then(
      () => forget(id),
      (fault: unknown) => {
        setGoing((before) => new Set([...before].filter((one) => one !== id)));
        setProblem(text('attachmentNotRemoved', name, errorText(wireErrorOf(fault))));
      },
    );
  };

  const settled = () => {
    const waiting = files.some(({ busy }) => busy);
    setProblem(waiting ? text('attachmentsWait') : null);
    return !waiting;
  };

  return { files, problem, add, remove, settled };
}

/** Why these files cannot be added to those that are there; null: they can. */
function refusalOf(files: readonly AttachedFile[], chosen: readonly File[]): string | null {
  if (files.length + chosen.length > ATTACHMENTS.files)
    return text('attachmentsTooMany', String(ATTACHMENTS.files));
  const size = [...files, ...chosen].reduce((sum, file) => sum + file.size, 0);
  return size > ATTACHMENTS.bytes ? text('attachmentsTooLarge', fileSize(ATTACHMENTS.bytes)) : null;
}

/** What is in the file, in Base64. */
function contentOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const [, data = ''] = String(reader.result).split(',');
      resolve(data);
    };
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
