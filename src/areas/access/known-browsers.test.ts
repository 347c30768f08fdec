import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256Of } from '../../directive/signing.ts'
import { KnownBrowsers } from './known-browsers.ts'

const DAY_MS = 86_400_000
const EMAIL = 'bien.tap@bo.example'

function stage() {
  let nowMs = 0
  const browsers = new KnownBrowsers({
    seal: text => sha256Of(text).slice(0, 43),
    nowMs: () => nowMs,
    isEncrypted: true,
  })
  const cookie = browsers.cookieFor(EMAIL).split(';', 1)[0]
  return { browsers, cookie, after: (days: number) => (nowMs = days * DAY_MS) }
}

test('a browser is known for the account that was signed in with it, and for no other', () => {
  const { browsers, cookie } = stage()
  assert.match(browsers.find(EMAIL, `a=b; ${cookie}`) ?? '', /^[\w-]{36}$/)
  assert.equal(browsers.find('BIEN.TAP@bo.example', cookie), browsers.find(EMAIL, cookie))
  assert.equal(browsers.find('phe.duyet@bo.example', cookie), null)
  assert.equal(browsers.find(EMAIL, null), null)
})

test('what somebody else has made, or altered, is no known browser', () => {
  const { browsers, cookie } = stage()
  const other = browsers.cookieFor('phe.duyet@bo.example').split(';', 1)[0]
  const named = cookie.replace(/=.*/, other.replace(/^[^=]*/, ''))
  for (const altered of [named, cookie.replace(/.$/, '!'), cookie.replace('.0.', '.9.'), `${cookie}x`])
    assert.equal(browsers.find(EMAIL, altered), null, altered)
})

test('what a page on a sister domain has set beside it makes no browser unknown', () => {
  const { browsers, cookie } = stage()
  const name = cookie.replace(/=.*/, '')
  assert.notEqual(browsers.find(EMAIL, `${name}=x; ${cookie}`), null)
})

test('a browser is forgotten after half a year', () => {
  const { browsers, cookie, after } = stage()
  after(179)
  assert.notEqual(browsers.find(EMAIL, cookie), null)
  after(181)
  assert.equal(browsers.find(EMAIL, cookie), null)
})
