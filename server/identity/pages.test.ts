import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { textsIn } from '../texts/texts.ts';
import { errorPage, type LoginPage, loginPage, signedInPage } from './pages.ts';

const english = textsIn(['en']);
const page: LoginPage = {
  application: 'Throughline',
  action: '/oidc/interaction/1',
  returnTo: 'https://extension.example/cb',
  login: '',
  problem: null,
  demo: null,
};

describe('the pages of the sign-in', () => {
  it('show what others wrote as text, never as markup', () => {
    const evil = '"><script>alert(1)</script>';
    const demo = { accounts: [{ login: evil, name: evil }], password: evil };
    const problem = { text: evil, field: null };
    const all = [
      loginPage(english, { ...page, application: evil, action: evil, login: evil, problem, demo }),
      errorPage(english, evil),
    ];
    for (const { html } of all) {
      expect(html).toContain('&lt;script&gt;');
      expect(html).not.toContain('<script');
    }
  });

  it('allow exactly the style that they carry', () => {
    for (const { html, headers } of [
      loginPage(english, page),
      errorPage(english, 'x'),
      signedInPage(english),
    ]) {
      const style = /<style>([\s\S]*)<\/style>/.exec(html)?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      expect(headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`);
    }
  });

  it('tie a wrong password to the fields, and put the cursor where typing goes on', () => {
    const fresh = loginPage(english, page).html;
    expect(fresh).toMatch(/name="login"[^>]*autofocus/);
    expect(fresh).not.toContain('aria-describedby');
    const again = loginPage(english, {
      ...page,
      login: 'alice',
      problem: { text: 'No.', field: 'password' },
    }).html;
    expect(again).toMatch(/name="password"[^>]*aria-describedby="problem"[^>]*autofocus/);
    expect(again).toContain('role="alert" id="problem"');
  });

  it('are written in the language of the person, and say so', () => {
    const german = textsIn(['de-AT']);
    const pages = [loginPage(german, page), errorPage(german, 'Das war nichts.'), signedInPage(german)];
    for (const { html } of pages) expect(html).toContain('<html lang="de" dir="ltr">');
    const login = loginPage(german, page).html;
    expect(login).toContain('<h1>Anmelden</h1>\n<p>um mit Throughline fortzufahren</p>');
    expect(login).not.toMatch(/Sign in|Login|Password/);
    expect(errorPage(german, 'x').html).toContain('Diese Anmeldung geht nicht weiter');
    expect(signedInPage(german).html).toContain('Sie sind angemeldet');
  });

  it('list accounts in a demonstration only', () => {
    const demo = { accounts: [{ login: 'alice', name: 'Alice Adler' }], password: 'demo-password' };
    expect(loginPage(english, { ...page, demo }).html).toContain('<code>alice</code> Alice Adler');
    expect(loginPage(english, page).html).not.toContain('demonstration');
  });
});
