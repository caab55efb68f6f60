// Opens every page of the built console on the mock back end, in both themes and languages, wide and narrow, and fails
// on anything the browser complains of (the content security policy above all), on accessibility violations, and on a
// page wider than its window. Leaves pictures in test/browser/pictures. `npm run build && npm run browser`; a part of a
// name after `--` picks pages and walks.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { PAGES } from './pages.mjs';
import { WALKS } from './walks.mjs';

const PORT = 18_123;
const BASE = `http://127.0.0.1:${PORT}`;
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const LOOKS = [
  { theme: 'dark', language: 'en', width: 1440 },
  { theme: 'light', language: 'zh', width: 1440 },
  { theme: 'light', language: 'en', width: 412 },
  { theme: 'dark', language: 'zh', width: 412 },
];
const PICTURES = fileURLToPath(new URL('./pictures', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const chosen = process.argv[2] ?? '';
let failures = 0;

function fail(text) {
  failures += 1;
  console.error(text);
}

async function startMock() {
  const mock = spawn(process.execPath, [fileURLToPath(new URL('../mock/server.mjs', import.meta.url)), String(PORT)]);
  await new Promise((resolve, reject) => {
    mock.stdout.once('data', resolve);
    mock.stderr.once('data', (text) => reject(new Error(String(text))));
  });
  return mock;
}

async function openPage(browser, { theme, language, width }, name) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) fail(`${name}: browser: ${message.text()}`);
  });
  page.on('pageerror', (error) => fail(`${name}: ${error.message}`));
  await page.goto(`${BASE}/login?token=${encodeURIComponent(name)}`);
  await page.waitForURL('**/admin/monitoring');
  await page.locator('#content h1').waitFor();
  return page;
}

// axe is run in a world of its own: the policy would refuse it as a script of the page, and rightly so.
async function violations(page) {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId } = await session.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const evaluate = (expression) =>
    session.send('Runtime.evaluate', {
      expression,
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
    });
  await evaluate(AXE);
  const { result } = await evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
       violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')))`,
  );
  return result.value;
}

async function check(page, name) {
  for (const violation of await violations(page)) fail(`${name}: ${violation}`);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (excess > 0) fail(`${name}: wider than the window by ${excess} px`);
  await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

mkdirSync(PICTURES, { recursive: true });
const mock = await startMock();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
try {
  for (const look of LOOKS) {
    const suffix = `${look.theme}-${look.language}-${look.width}`;
    const page = await openPage(browser, look, suffix);
    for (const [name, open] of Object.entries(PAGES)) {
      if (!`${name}-${suffix}`.includes(chosen)) continue;
      await open(page, BASE);
      await check(page, `${name}-${suffix}`);
    }
    await page.context().close();
  }
  for (const [name, walk] of Object.entries(WALKS)) {
    if (!`walk ${name}`.includes(chosen)) continue;
    const page = await openPage(browser, LOOKS[0], name);
    await walk(page, BASE).catch((error) => fail(`${name}: ${error.message}`));
    await page.context().close();
  }
} finally {
  await browser.close();
  mock.kill();
}
console.log(failures === 0 ? 'every page is clean' : `${failures} failures`);
process.exitCode = failures === 0 ? 0 : 1;
