import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { targetBrowser } from '../support/driver.ts';

const BUILD = `${process.env.BUILDS ?? '.output'}/${targetBrowser()}-mv3`;

interface Manifest {
  manifest_version: number;
  permissions: string[];
  host_permissions?: string[];
  optional_host_permissions: string[];
  content_scripts?: unknown[];
  content_security_policy: { extension_pages: string };
}

describe('the build that people install', () => {
  const manifest: Manifest = JSON.parse(readFileSync(`${BUILD}/manifest.json`, 'utf8'));

  it('asks for nothing at installation but what it uses, and for no site at all', () => {
    expect(manifest.manifest_version).toBe(3);
    expect([...manifest.permissions].sort()).toEqual([
      ...['alarms', 'identity', 'idle', 'scripting', 'storage', 'webRequest'],
    ]);
    expect(manifest.host_permissions ?? []).toEqual([]);
    expect(manifest.content_scripts ?? []).toEqual([]);
    expect(manifest.optional_host_permissions).toEqual(['https://*/*', 'http://*/*']);
  });

  it('runs no code from anywhere else', () => {
    const policy = manifest.content_security_policy.extension_pages;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe-eval');
  });

  it('[M40] puts less than 2 kB on a page that shows no record, and no polyfill with it', () => {
    const trigger = readFileSync(`${BUILD}/content-scripts/trigger.js`, 'utf8');
    expect(gzipSync(trigger).length).toBeLessThan(2_000);
    expect(trigger).not.toContain('polyfill');
  });
});
