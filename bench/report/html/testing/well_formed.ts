/** Whether a text is well-formed XML, as far as the report uses XML. Knows tags, attributes and entities; no DTD. */

const tag = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;
const text = /[^<]+/y;
const doctype = /<!doctype html>/y;
const entity = /&(?:amp|lt|gt|quot|#39);/g;

/** What is wrong, with where; undefined where nothing is. */
export function flawOf(markup: string): string | undefined {
  const open: string[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(markup);
    if (match) at += match[0].length;
    return match;
  };
  while (at < markup.length) {
    const place = `at ${at}: ${markup.slice(at, at + 60)}`;
    const words = take(text) ?? take(doctype);
    if (words) {
      if (words[0].replaceAll(entity, '').includes('&')) return `an ampersand that is no entity, ${place}`;
      continue;
    }
    const [, closing, name = '', attributes = '', empty] = take(tag) ?? [];
    if (name === '') return `no tag, ${place}`;
    if (attributes.replaceAll(entity, '').includes('&')) return `an ampersand in an attribute, ${place}`;
    const names = [...attributes.matchAll(/([\w:-]+)="/g)].map(([, attribute]) => attribute);
    if (new Set(names).size < names.length) return `an attribute twice, ${place}`;
    if (closing && open.pop() !== name) return `closes what is not open, ${place}`;
    if (!closing && !empty) open.push(name);
  }
  return open.length > 0 ? `never closed: ${open.join(' ')}` : undefined;
}
