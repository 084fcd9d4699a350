/** That markup is only what was written as markup. */

import test from 'ava';
import { markup } from './markup.ts';

test('what is put into a template is escaped, in contents and in attributes', (t) => {
  t.is(markup`<p title="${'"a\' & b"'}">${'<b>'}</p>`.text, '<p title="&quot;a&#39; &amp; b&quot;">&lt;b&gt;</p>');
});

test('markup within markup is not escaped again, also in lists', (t) => {
  const items = ['1 < 2', '3'].map((text) => markup`<li>${text}</li>`);
  t.is(markup`<ul>${items}</ul>`.text, '<ul><li>1 &lt; 2</li><li>3</li></ul>');
});

test('what is left out leaves nothing', (t) => {
  t.is(markup`a${undefined}b${false}c`.text, 'abc');
});

test('numbers have two decimals at most, and those that are none are a fault', (t) => {
  t.is(markup`${1 / 3} ${2} ${-0.001}`.text, '0.33 2 0');
  t.throws(() => markup`${Number.NaN}`);
  t.throws(() => markup`${Number.POSITIVE_INFINITY}`);
});

test('characters that XML has no place for are replaced', (t) => {
  t.is(markup`${'a\u0000b\u001b\ud800\uffff😀'}`.text, 'a\ufffdb\ufffd\ufffd\ufffd😀');
});
