import { createHash } from 'node:crypto';
import type { Texts } from '../texts/texts.ts';
import { STYLE } from './page-style.ts';

/** A page of the sign-in and the headers that it must be sent with. */
export interface Page {
  html: string;
  headers: Record<string, string>;
}

export interface LoginPage {
  /** Who asks, as the person knows it. */
  application: string;
  /** Where the form goes. */
  action: string;
  /** Where the sign-in returns to: browsers check a form's redirects against the page's policy. */
  returnTo: string;
  login: string;
  problem: { text: string; field: 'password' | null } | null;
  /** Accounts of a demonstration, with their shared password; null: none are shown. */
  demo: { accounts: ReadonlyArray<{ login: string; name: string }>; password: string } | null;
}

/** The page on which a person enters login and password. It needs no script. */
export function loginPage({ text, ...language }: Texts, page: LoginPage): Page {
  const { problem } = page;
  const wrong = problem?.field === 'password';
  const invalid = wrong ? 'aria-invalid="true" aria-describedby="problem"' : '';
  return render(
    language,
    text('signInTitle'),
    `<h1>${html(text('signInTitle'))}</h1>
<p>${html(text('signInTo', page.application))}</p>
${problem === null ? '' : alert(problem.text)}
<form method="post" action="${html(page.action)}">
<label for="login">${html(text('signInLogin'))}</label>
<input id="login" name="login" value="${html(page.login)}" required maxlength="200" autocomplete="username"
 autocapitalize="none" spellcheck="false" ${invalid} ${page.login === '' ? 'autofocus' : ''}>
<label for="password">${html(text('signInPassword'))}</label>
<input id="password" name="password" type="password" required maxlength="1000"
 autocomplete="current-password" ${invalid} ${page.login === '' ? '' : 'autofocus'}>
<button type="submit">${html(text('signInButton'))}</button>
</form>
${demoNote(text('signInDemo'), page.demo)}`,
    `'self' ${originOf(page.returnTo)}`,
  );
}

/** The page for a sign-in that cannot go on; `problem` is a sentence. */
export function errorPage({ text, ...language }: Texts, problem: string): Page {
  return render(
    language,
    text('signInImpossible'),
    `<h1>${html(text('signInStuck'))}</h1>
${alert(problem)}
<p>${html(text('signInAgain'))}</p>`,
  );
}

/** The page that an ordinary tab shows until the extension closes it. */
export function signedInPage({ text, ...language }: Texts): Page {
  return render(
    language,
    text('signedInTitle'),
    `<h1>${html(text('signedIn'))}</h1>\n<p>${html(text('signedInClose'))}</p>`,
  );
}

function render(
  { language, direction }: Pick<Texts, 'language' | 'direction'>,
  title: string,
  body: string,
  formAction = "'none'",
): Page {
  const document = `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)} – Throughline</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${MARK}
${body}
</main>
</body>
</html>
`;
  const policy = `default-src 'none'; style-src '${STYLE_HASH}'; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  return { html: document, headers };
}

function demoNote(words: string, demo: LoginPage['demo']): string {
  if (demo === null || demo.accounts.length === 0) return '';
  const items = demo.accounts.map(({ login, name }) => `<li><code>${html(login)}</code> ${html(name)}</li>`);
  return `<div class="note">
<p>${html(words)} <code>${html(demo.password)}</code>:</p>
<ul>${items.join('')}</ul>
</div>`;
}

const alert = (text: string): string =>
  `<div class="alert" role="alert" id="problem">${WARNING}<span>${html(text)}</span></div>`;

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '');

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const html = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;

const MARK = `<svg class="mark" width="32" height="32" viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" aria-hidden="true"><path d="M3 16h6m14 0h6"/><circle cx="16" cy="16" r="6"/></svg>`;

const WARNING = `<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" aria-hidden="true"><circle cx="8" cy="8" r="6.5"/><path d="M8 5v3.5M8 11v.01"/></svg>`;
