import { browser } from 'wxt/browser';
import type { LinkState } from '../messaging/contract.ts';

export interface BadgeState {
  readonly attention: number;
  readonly link: LinkState;
  /** Attempts since the link was last live: a short interruption is not worth a mark. */
  readonly attempt: number;
}

/** The badge holds about four characters. */
const MOST = 999;
const PATIENCE = 3;
const COLOUR = { count: '#b42318', mark: '#667085', text: '#ffffff' } as const;

/** What the badge says: how many tasks need attention, or that this is not known now. */
export function badgeOf(state: BadgeState): { text: string; colour: string; title: string } {
  const { attention } = state;
  const text = attention > MOST ? `${MOST}+` : attention > 0 ? String(attention) : '';
  const mark = markOf(state);
  const count =
    attention === 1
      ? browser.i18n.getMessage('badgeOneTask')
      : attention > 1
        ? browser.i18n.getMessage('badgeTasks', [String(attention)])
        : browser.i18n.getMessage('badgeNoTasks');
  return {
    text: text || (mark ? '!' : ''),
    colour: mark ? COLOUR.mark : COLOUR.count,
    title: mark ? `${count} – ${browser.i18n.getMessage(mark)}` : count,
  };
}

/** The name of what is wrong, or null. */
function markOf({ link, attempt }: BadgeState): 'badgeSignedOut' | 'badgeRefused' | 'badgeOffline' | null {
  if (link === 'signed-out') return 'badgeSignedOut';
  if (link === 'refused') return 'badgeRefused';
  return link !== 'live' && attempt >= PATIENCE ? 'badgeOffline' : null;
}

/** Draws the badge; what is drawn already is not drawn again. */
export class Badge {
  #drawn = '';

  async draw(state: BadgeState): Promise<void> {
    const { text, colour, title } = badgeOf(state);
    const drawn = JSON.stringify([text, colour, title]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const { action } = browser;
    await Promise.all([
      action.setBadgeText({ text }),
      action.setBadgeBackgroundColor({ color: colour }),
      action.setBadgeTextColor({ color: COLOUR.text }),
      action.setTitle({ title }),
    ]);
  }
}
