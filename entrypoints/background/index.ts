import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { Background } from '../../lib/background/background.ts';
import { browserSurroundings } from '../../lib/background/surroundings.ts';
import { watchRequests } from '../../lib/background/watch-requests.ts';
import { HeldPort } from '../../lib/messaging/held-port.ts';
import { hearToasts } from '../../lib/notices/toasts.ts';

/**
 * The browser ends the background whenever it is idle and starts it again for the next event. Every listener
 * is therefore added in the first turn, and what comes waits until the rest has been rebuilt.
 */
export default defineBackground({
  type: 'module',
  main() {
    const background = Background.start(browserSurroundings());
    const kick = () => void background.then((it) => it.kick());

    // Pages, host scripts, triggers
    browser.runtime.onConnect.addListener((port) => {
      const held = new HeldPort(port);
      void background.then((it) => it.connected(held));
    });
    browser.runtime.onMessage.addListener((message, sender) =>
      background.then((it) => it.told(message, sender)),
    );

    // Reasons to look for the server
    browser.runtime.onStartup.addListener(kick);
    browser.idle.onStateChanged.addListener((state) => state === 'active' && kick());
    addEventListener('online', kick);
    addEventListener('offline', kick);
    browser.alarms.onAlarm.addListener(({ name }) => void background.then((it) => it.alarm(name)));

    // Keys, and what the person does with notifications
    browser.commands.onCommand.addListener((command) => void background.then((it) => it.command(command)));
    const hear = () =>
      hearToasts({
        click: (id) => void background.then((it) => it.noticeClicked(id)),
        button: (id, index) => void background.then((it) => it.noticeButton(id, index)),
      });
    let hears = hear();

    // Tabs, the access to them, and what an administrator says of it
    browser.tabs.onRemoved.addListener((tab) => void background.then((it) => it.tabClosed(tab)));
    browser.tabs.onUpdated.addListener((tab, { status }, { url }) => {
      if (status === 'complete') void background.then((it) => it.tabLoaded(tab, url));
    });
    watchRequests((request) => void background.then((it) => it.requested(request)));
    browser.permissions.onAdded.addListener(() => {
      if (!hears) hears = hear();
      void background.then((it) => it.accessChanged());
    });
    browser.storage.onChanged.addListener((_, area) => {
      if (area === 'managed') void background.then((it) => it.policyChanged());
    });
    browser.permissions.onRemoved.addListener(() => void background.then((it) => it.accessChanged()));
  },
});
