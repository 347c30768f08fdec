import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { language, speak, takeIn, wordOf } from './i18n.ts'

before(() => {
  Object.assign(globalThis, { document: { documentElement: { lang: '' } } })
  takeIn('terms', { 'unit.loaves': { vi: '{{count}} ổ bánh', en: '{{count}} loaves' } })
})

test('the console speaks Vietnamese until English is chosen, and its page says so', () => {
  assert.equal(wordOf(['terms'], 'unit.loaves', { count: '1 200' }), '1 200 ổ bánh')
  speak('en')
  assert.equal(wordOf(['terms'], 'unit.loaves', { count: 3 }), '3 loaves')
  assert.equal(document.documentElement.lang, 'en')
  speak('vi')
  assert.equal(language(), 'vi')
})

test('a word is said by the first area that has it', () => {
  takeIn('shell', { 'unit.loaves': { vi: 'bánh', en: 'bread' } })
  assert.equal(wordOf(['shell', 'terms'], 'unit.loaves'), 'bánh')
  assert.equal(wordOf(['terms', 'shell'], 'unit.loaves', { count: 2 }), '2 ổ bánh')
})

test('what comes to the words of an area later stands beside those that were there', () => {
  takeIn('terms', { 'unit.cups': { vi: 'chén', en: 'cups' } })
  assert.equal(wordOf(['terms'], 'unit.cups'), 'chén')
  assert.equal(wordOf(['terms'], 'unit.loaves', { count: 2 }), '2 ổ bánh')
  assert.notEqual(wordOf(['terms'], 'role.editor'), null)
})

test('what a blank is filled with is text: braces and names in it fill nothing more', () => {
  assert.equal(wordOf(['terms'], 'unit.loaves', { count: '{{count}} $t(x)' }), '{{count}} $t(x) ổ bánh')
})

test('a name that the server gives and no area has words for has none, even where every object has it', () => {
  for (const name of ['unit.cakes', 'constructor', '__proto__', 'toString'])
    assert.equal(wordOf(['terms'], name), null, name)
})
