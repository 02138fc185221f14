import type { PageContent, WaitingPlace } from '../../../../lib/protocol/index.ts';
import { DECISIONS, SENT } from '../../../engine/fixed-outcomes.ts';
import { completing } from '../../../engine/planned-outcomes.ts';

/** What a person could choose on the page: one of these is the outcome of a step that is skipped. */
export function outcomesOf(content: PageContent): WaitingPlace['outcomes'] {
  switch (content.kind) {
    case 'user-dialog':
      return content.answers;
    case 'auto-generated-page':
    case 'pre-configured-page':
      return completing(content.buttons);
    case 'perform-task':
    case 'open-edit-page':
      return content.results;
    case 'approval':
      return [...DECISIONS];
    case 'send-email':
      return [SENT];
  }
}

/** Whether several of them may be chosen. */
export function takesSeveral(content: PageContent): boolean {
  return content.kind === 'user-dialog' && content.multiple;
}
