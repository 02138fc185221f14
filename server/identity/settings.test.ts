import { describe, expect, it } from 'vitest';
import { identitySettings } from './settings.ts';

describe('the settings of the sign-in', () => {
  it('are the embedded provider and ten minutes when nothing is set', () => {
    expect(identitySettings({ THROUGHLINE_OIDC_ISSUER: '' })).toEqual({
      external: null,
      accessTokenSeconds: 600,
      moreRedirectUris: [],
    });
  });

  it('name another provider by its issuer', () => {
    const settings = identitySettings({
      THROUGHLINE_OIDC_ISSUER: 'https://id.example/realms/a',
      THROUGHLINE_OIDC_AUDIENCE: 'throughline',
      THROUGHLINE_OIDC_CREATE_ACCOUNTS: '1',
      THROUGHLINE_OIDC_ROLES_CLAIM: 'groups',
      THROUGHLINE_REDIRECT_URIS: 'https://a.example/cb, https://b.example/cb',
    });
    expect(settings.external).toEqual({
      issuer: 'https://id.example/realms/a',
      audience: 'throughline',
      clientId: 'throughline-extension',
      scope: 'openid offline_access',
      prompt: null,
      loginClaim: 'preferred_username',
      createAccounts: true,
      rolesClaim: 'groups',
    });
    expect(settings.moreRedirectUris).toEqual(['https://a.example/cb', 'https://b.example/cb']);
  });

  it.each([
    [{ THROUGHLINE_OIDC_ISSUER: 'id.example' }, 'THROUGHLINE_OIDC_ISSUER'],
    [{ THROUGHLINE_OIDC_ISSUER: 'https://id.example' }, 'THROUGHLINE_OIDC_AUDIENCE: Expected the audience'],
    [{ THROUGHLINE_OIDC_CREATE_ACCOUNTS: 'yes' }, 'THROUGHLINE_OIDC_CREATE_ACCOUNTS'],
    [{ THROUGHLINE_ACCESS_TOKEN_SECONDS: '0' }, 'THROUGHLINE_ACCESS_TOKEN_SECONDS'],
    [{ THROUGHLINE_REDIRECT_URIS: 'nowhere' }, 'THROUGHLINE_REDIRECT_URIS'],
  ])('refuse %j and name what to correct', (env, text) => {
    expect(() => identitySettings(env)).toThrow(text);
  });
});
