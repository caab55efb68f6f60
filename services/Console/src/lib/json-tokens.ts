export interface JsonToken {
  kind: 'key' | 'string' | 'literal' | 'plain';
  text: string;
}

// A string with its escapes, and the colon that makes it a key; or a number, true, false, null.
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\btrue\b|\bfalse\b|\bnull\b)/g;

/** Cuts JSON text into keys, strings, other literals and the plain text between; the parts joined give the text again. */
export function tokenizeJson(json: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let end = 0;
  for (const match of json.matchAll(TOKEN)) {
    const [, quoted, colon, literal] = match;
    if (match.index > end) tokens.push({ kind: 'plain', text: json.slice(end, match.index) });
    if (literal !== undefined) tokens.push({ kind: 'literal', text: literal });
    else if (quoted !== undefined) tokens.push({ kind: colon === undefined ? 'string' : 'key', text: quoted });
    if (colon !== undefined) tokens.push({ kind: 'plain', text: colon });
    end = match.index + match[0].length;
  }
  if (end < json.length) tokens.push({ kind: 'plain', text: json.slice(end) });
  return tokens;
}
