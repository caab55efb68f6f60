const ADMIN = '/admin/monitoring';

/** Opens an address and waits until what it loads is there. */
async function open(page, address) {
  await page.goto(address);
  await page.waitForLoadState('domcontentloaded');
  await page.locator('h1').waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector('[role="status"][aria-label="Loading"], [role="status"][aria-label="加载中"]') === null,
  );
  // Charts draw a frame after their data.
  await page.waitForTimeout(400);
}

const at = (path) => (page, base) => open(page, base + path);

const first = (page, path) => page.evaluate(async (url) => (await (await fetch(url)).json()).items[0].id, path);

/** Every page and state worth a look, by name. */
export const PAGES = {
  overview: at(ADMIN),
  'overview-empty': at(`${ADMIN}?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z`),
  runs: at(`${ADMIN}/runs`),
  'runs-stats': at(`${ADMIN}/runs?tab=stats`),
  'runs-matrix': at(`${ADMIN}/runs?tab=matrix&year=2026`),
  async run(page, base) {
    await open(page, `${base}${ADMIN}/runs/${await first(page, '/api/v1/generation/runs?status=failed')}`);
  },
  async 'run-diff'(page, base) {
    const left = await first(page, '/api/v1/generation/runs?status=failed');
    const right = await first(page, '/api/v1/generation/runs?status=completed');
    await open(page, `${base}${ADMIN}/runs/diff?left=${left}&right=${right}`);
  },
  alerts: at(`${ADMIN}/alerts`),
  async incident(page, base) {
    await open(page, `${base}${ADMIN}/alerts?sel=${await first(page, '/api/v1/alerting/incidents?status=firing')}`);
  },
  'alerts-history': at(`${ADMIN}/alerts?tab=history`),
  'alerts-rules': at(`${ADMIN}/alerts?tab=rules`),
  async 'rule-editor'(page, base) {
    await open(page, `${base}${ADMIN}/alerts?tab=rules`);
    await page.locator('tbody button').first().click();
    await page.locator('[role="dialog"] input').first().waitFor();
    await page.waitForTimeout(300);
  },
  'alerts-channels': at(`${ADMIN}/alerts?tab=channels`),
  logs: at(`${ADMIN}/logs`),
  'logs-query': at(`${ADMIN}/logs?q=${encodeURIComponent('provider -retry level>=warn attempt=3 "open')}`),
  async 'log-detail'(page, base) {
    await open(page, `${base}${ADMIN}/logs`);
    await page.locator('[data-row]').nth(3).click();
    await page.locator('aside').waitFor();
  },
  'logs-live': at(`${ADMIN}/logs?live=1`),
  settings: at(`${ADMIN}/settings`),
  async 'new-key'(page, base) {
    await open(page, `${base}${ADMIN}/settings`);
    await page.locator('section header button').first().click();
    await page.locator('[role="dialog"] input').first().waitFor();
    await page.waitForTimeout(300);
  },
  async help(page, base) {
    await open(page, base + ADMIN);
    await page.keyboard.press('?');
    await page.locator('[role="dialog"] kbd').first().waitFor();
    await page.waitForTimeout(300);
  },
  async palette(page, base) {
    await open(page, base + ADMIN);
    await page.keyboard.press('Control+k');
    await page.locator('.mantine-Spotlight-action').first().waitFor();
    await page.waitForTimeout(300);
  },
  'not-found': (page, base) => page.goto(`${base}/nowhere`).then(() => page.locator('main').waitFor()),
};
