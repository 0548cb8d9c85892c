import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium, or another one that CHROMIUM_PATH names. */
export const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Nothing but the pages themselves may use the network. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Why a suite that needs a browser is skipped, for its name; null where it runs. On CI it fails instead: a machine that
 * tests everything has one.
 */
export const WITHOUT_CHROMIUM: string | null =
  existsSync(CHROMIUM) || process.env.CI !== undefined
    ? null
    : `（跳过：没有 ${CHROMIUM}，可用 CHROMIUM_PATH 指明）`;

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
