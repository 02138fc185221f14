import { type Browser, browser } from 'wxt/browser';
import type { SeenRequest } from './saves.ts';

type Details = Pick<
  Browser.webRequest.OnCompletedDetails,
  'tabId' | 'method' | 'url' | 'statusCode' | 'type'
>;

const FILTER = {
  urls: ['http://*/*', 'https://*/*'],
  /** Forms and calls of scripts. */
  types: ['main_frame', 'sub_frame', 'xmlhttprequest'] as `${Browser.webRequest.ResourceType}`[],
};
const QUESTIONS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Tells of what pages send where the extension has access: method, address and answer, never what is in it. To be
 * called in the first turn of the background.
 */
export function watchRequests(tell: (request: SeenRequest) => void): void {
  const seen = ({ tabId, method, url, statusCode, type }: Details, redirect: string | null) => {
    if (tabId < 0 || QUESTIONS.includes(method)) return;
    tell({ tab: tabId, method, url, status: statusCode, redirect, loads: type !== 'xmlhttprequest' });
  };
  const completed = (details: Browser.webRequest.OnCompletedDetails) => seen(details, null);
  const redirected = (details: Browser.webRequest.OnBeforeRedirectDetails) =>
    seen(details, details.redirectUrl);
  const listen = () => {
    browser.webRequest.onCompleted.addListener(completed, FILTER);
    browser.webRequest.onBeforeRedirect.addListener(redirected, FILTER);
  };
  listen();
  // Chromium does not tell listeners of a site to which access was given after they were added.
  browser.permissions.onAdded.addListener(() => {
    browser.webRequest.onCompleted.removeListener(completed);
    browser.webRequest.onBeforeRedirect.removeListener(redirected);
    listen();
  });
}
