// Runs before the first paint, so that a dark console does not flash white. A file of its own because
// the content security policy allows no inline script.
(() => {
  const stored = localStorage.getItem('mantine-color-scheme-value');
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const scheme = stored === 'dark' || stored === 'light' ? stored : system;
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
  document.documentElement.setAttribute('data-density', localStorage.getItem('density') ?? 'compact');
})();
