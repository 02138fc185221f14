import type { View } from './dialects.ts';
import type { SyntheticHost } from './host.ts';

/** What the host, or the person in it, does within the page. */
export type HostAction =
  | { do: 'go'; view: View; order: 'address' | 'page'; atOnce: boolean }
  | { do: 'blank' }
  | { do: 'draw' }
  | { do: 'rebuild' }
  | { do: 'rebuild-toolbar' }
  | { do: 'fold' }
  | { do: 'clean' }
  | { do: 'misplace' }
  | { do: 'copy-toolbar' }
  | { do: 'copy-all' }
  | { do: 'modal'; opens: boolean }
  | { do: 'storm' }
  | { do: 'type'; text: string }
  | { do: 'tick'; row: number }
  | { do: 'scroll'; to: number };

/** What happens around the page. */
export type OuterAction =
  | { do: 'back' }
  | { do: 'forward' }
  | { do: 'press' }
  /** The worker or event page ends. */
  | { do: 'lose-background' }
  /** The page comes out of the back/forward cache. */
  | { do: 'restore' }
  /** Its tab is hidden, or looked at again. */
  | { do: 'hide'; hidden: boolean }
  /** The person takes the permission for the site away, or gives it. */
  | { do: 'allow'; allowed: boolean }
  | { do: 'wait'; ms: number };

export type Action = HostAction | OuterAction;

/** Does an action that happens within the page; false: it is one of those around it. */
export function perform(host: SyntheticHost, action: Action): boolean {
  switch (action.do) {
    case 'go':
      host.go(action.view, action.order, action.atOnce);
      return true;
    case 'blank':
      host.blank();
      return true;
    case 'draw':
      host.draw();
      return true;
    case 'rebuild':
      host.rebuild();
      return true;
    case 'rebuild-toolbar':
      host.rebuildToolbar();
      return true;
    case 'fold':
      host.fold();
      return true;
    case 'clean':
      host.clean();
      return true;
    case 'misplace':
      host.misplace();
      return true;
    case 'copy-toolbar':
      host.copyToolbar();
      return true;
    case 'copy-all':
      host.copyAll();
      return true;
    case 'modal':
      if (action.opens) host.openModal();
      else host.closeModal();
      return true;
    case 'storm':
      host.storm();
      return true;
    case 'type':
      host.type(action.text);
      return true;
    case 'tick':
      host.tick(action.row);
      return true;
    case 'scroll':
      host.scroll(action.to);
      return true;
    default:
      return false;
  }
}
