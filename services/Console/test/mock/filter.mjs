const ORDER = ['TRACE', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'];
const ALIASES = { WARN: 'WARNING', FATAL: 'CRITICAL', INFORMATION: 'INFO', ERR: 'ERROR' };

function matchesTerm(log, term) {
  if (term.startsWith('-')) return !matchesTerm(log, term.slice(1));
  const [, key, operator, value] = /^([\w.]+)(>=|:|=)(.*)$/.exec(term) ?? [];
  if (key === 'service') return log.service === value;
  if (key === 'trace') return log.traceId.startsWith(value);
  if (key === 'level') {
    const level = value.toUpperCase();
    const wanted = ALIASES[level] ?? level;
    return operator === '>=' ? ORDER.indexOf(log.level) >= ORDER.indexOf(wanted) : log.level === wanted;
  }
  if (key) return String(log.attributes[key]) === value;
  return log.message.toLowerCase().includes(term.toLowerCase().replaceAll('"', ''));
}

/** A rough reading of the query language: enough for the console to be tried out. */
export function matches(log, { q = '', service = [], level = [], traceId = '' }) {
  const terms = q.match(/-?"[^"]*"|\S+/g) ?? [];
  return (
    (service.length === 0 || service.includes(log.service)) &&
    (level.length === 0 || level.includes(log.level)) &&
    (traceId === '' || traceId === null || log.traceId === traceId) &&
    terms.every((term) => matchesTerm(log, term))
  );
}
