import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escaped, oneLine, paragraphs } from './harmless.ts'
import { isLink } from './links.ts'

test('text of people’s is made harmless for where it will stand, and Vietnamese stays as it is', () => {
  for (const [make, text, expected] of [
    [oneLine, 'Bộ Y tế\r\nBcc: a@b', 'Bộ Y tế Bcc: a@b'],
    [oneLine, ' a\u0085b\u2028c\u0000d\t', 'a b c d'],
    [oneLine, 'giá \u202e0001\u202c đồng', 'giá 0001 đồng'],
    [oneLine, 'Ti\u00ea\u0301ng Vi\u00ea\u0323t', 'Tiếng Việt'],
    [oneLine, '\ud83d\ude00 \ud83d', '\ud83d\ude00 \ufffd'],
    [paragraphs, 'a\r\nb\rc\u2029d\u0007\te', 'a\nb\nc\nd\te'],
    [paragraphs, '\u2067abc\u2069', 'abc'],
    [escaped, `<a href="x" title='y'>&amp;`, '&#60;a href=&#34;x&#34; title=&#39;y&#39;&#62;&#38;amp;'],
  ] as const)
    assert.equal(make(text), expected)
})

test('a link leads to where it is encrypted, or to this very machine', () => {
  for (const [url, may] of [
    ['https://loa.example/x', true],
    ['http://localhost:8080/x', true],
    ['http://[::1]/x', true],
    ['http://loa.example/x', false],
    ['http://localhost.evil.example/', false],
    ['javascript:alert(1)', false],
    ['//loa.example', false],
    [`https://loa.example/${'x'.repeat(2000)}`, false],
  ] as const)
    assert.equal(isLink(url), may, url.slice(0, 40))
})
