import * as z from 'zod/mini';
import type { PageRequest } from '../messaging/contract.ts';
import { Attachment, ProtocolError } from '../protocol/index.ts';
import { createRestCall, type RestParts } from './rest-calls.ts';

type Of<Type extends PageRequest['type']> = Extract<PageRequest, { type: Type }>;

/**
 * Files of e-mails. They travel beside the link, whose messages are small; what is attached then comes over the link, as
 * another content of the page.
 */
export function createAttachments(parts: RestParts) {
  const call = createRestCall(parts);
  const place = (task: string, id: string) =>
    `/tasks/${encodeURIComponent(task)}/attachments/${encodeURIComponent(id)}`;
  const Attached = z.array(Attachment);
  return {
    add: async ({ task, id, name, data }: Of<'attachment.add'>): Promise<void> => {
      const path = `${place(task, id)}?name=${encodeURIComponent(name)}`;
      await call('PUT', path, Attached, bytesOf(data));
    },
    remove: async ({ task, id }: Of<'attachment.remove'>): Promise<void> => {
      await call('DELETE', place(task, id), Attached);
    },
  };
}

function bytesOf(data: string): Uint8Array {
  try {
    return Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  } catch {
    throw new ProtocolError('message-malformed', { where: 'request.data', problem: 'it is no Base64' });
  }
}
