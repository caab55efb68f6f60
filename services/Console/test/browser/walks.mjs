import assert from 'node:assert/strict';

const ADMIN = '/admin/monitoring';
const path = (page) => new URL(page.url()).pathname;

/** What a person does, step by step. Each starts signed in on the overview. */
export const WALKS = {
  async keyboard(page) {
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.waitForURL(`**${ADMIN}/logs`);
    await page.getByLabel('Query', { exact: true }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('g a?');
    assert.equal(path(page), `${ADMIN}/logs`, 'no shortcut fires while typing');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === 'g a?');
    await page.locator('h1').click();
    await page.keyboard.press('j');
    await page.goto(page.url().replace(/\?.*/, ''));
    await page.locator('[data-row]').first().waitFor();
    await page.keyboard.press('j');
    await page.waitForURL('**sel=*');
    await page.locator('aside').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL((url) => !url.searchParams.has('sel'));
  },

  async pause(page, base) {
    await page.goto(`${base}${ADMIN}/logs?live=1`);
    await page.locator('[data-row]').first().waitFor();
    await page.keyboard.press(' ');
    await page.getByText('Paused').waitFor();
    const before = await page.locator('[data-row]').first().textContent();
    const pill = page.getByRole('button', { name: /new$/ });
    await pill.waitFor();
    await page.waitForTimeout(1_000);
    assert.equal(await page.locator('[data-row]').first().textContent(), before, 'the view stands still');
    await pill.click();
    await pill.waitFor({ state: 'detached' });
    assert.notEqual(await page.locator('[data-row]').first().textContent(), before, 'and moves on afterwards');
  },

  async incident(page, base) {
    await page.goto(`${base}${ADMIN}/alerts`);
    await page.locator('tbody a').first().click();
    await page.getByRole('button', { name: 'Acknowledge', exact: true }).click();
    await page.getByText('Alert acknowledged').waitFor();
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click();
    await page.getByText('Alert resolved').waitFor();
    await page
      .locator('aside')
      .getByText(/resolved$/)
      .first()
      .waitFor();
  },

  async threshold(page, base) {
    await page.goto(`${base}${ADMIN}/alerts?tab=rules`);
    await page.getByRole('button', { name: 'Edit: CPU busy' }).click();
    const critical = page.getByLabel(/^Critical/);
    await critical.fill('50');
    await page.getByText('Critical must lie above warning').waitFor();
    await critical.fill('97');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('above 97 %').waitFor();
  },

  async key(page, base) {
    await page.goto(`${base}${ADMIN}/settings`);
    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByLabel('Name').fill('importer');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('Copy this key now').waitFor();
    await page.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('cell', { name: /^importer/ }).waitFor();
  },

  async zoom(page) {
    const chart = page.locator('canvas').first();
    await chart.waitFor();
    const { x, y, width } = await chart.boundingBox();
    await page.mouse.move(x + width * 0.4, y + 60);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.7, y + 60, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL('**from=20*');
  },

  async language(page) {
    await page.getByRole('button', { name: 'Language' }).click();
    await page.getByRole('menuitem', { name: '中文' }).click();
    await page.getByRole('heading', { name: '概览', level: 1 }).waitFor();
    assert.equal(await page.title(), '概览 · Monitor');
    await page.reload();
    await page.getByRole('heading', { name: '概览', level: 1 }).waitFor();
  },

  async 'return after signing in'(page, base) {
    await page.context().clearCookies();
    const complaints = page.listeners('console');
    // The refusal of the first request is what this is about.
    page.removeAllListeners('console');
    await page.goto(`${base}${ADMIN}/runs?status=failed`);
    await page.waitForURL('**/login?return=*');
    await page.locator('input[type=password]').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Name or password is wrong').waitFor();
    await page.locator('input[type=password]').fill('password-of-admin');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`**${ADMIN}/runs?status=failed`);
    for (const complain of complaints) page.on('console', complain);
  },

  async 'expired link'(page, base) {
    page.removeAllListeners('console');
    await page.goto(`${base}/login?token=expired`);
    await page.getByRole('alert').getByText('./run link').waitFor();
    assert.equal(new URL(page.url()).search, '', 'the token leaves the address');
  },
};
