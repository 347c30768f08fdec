import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson } from '../../base/canonical.ts'
import { octetsSha256 } from '../../directive/octets.ts'
import { sha256Of } from '../../directive/signing.ts'
import { SIGNED_AGE_MAX_MS, type Statement } from '../../directive/statement.ts'
import type { AskToSign } from '../signing/asked.ts'
import { checked, type Why } from './checked.ts'

const WORDS = 'Rửa tay bằng xà phòng.'
const round = (octets: string) =>
  canonicalJson({ title: 'Đợt 1', messages: [{ variants: [{ language: 'vi', octets }] }] })

function ask(of: Partial<AskToSign> & { readonly kind?: Statement['of'] }): AskToSign {
  const { kind = 'bulletin', text = canonicalJson({ title: 'Rửa tay' }), ...rest } = of
  return {
    is: 'sign',
    language: 'vi',
    messages: [],
    keys: ['AA'],
    aheadMs: 0,
    text,
    said: { does: 'approve', of: kind, subject: '1', version: 1, sequence: null, sha256: sha256Of(text) },
    ...rest,
  }
}

async function check(what: string, asked: AskToSign, why: Why | null): Promise<void> {
  const found = await checked(asked)
  assert.deepEqual(found.is === 'refused' ? found.why : null, why, what)
}

test('what the console asks to have signed has to be the text that it hands over', async () => {
  await check('the same', ask({}), null)
  const { said } = ask({})
  await check('another text', ask({ said, text: canonicalJson({ title: 'Rửa  tay' }) }), 'digest')
})

test('a text that may be read otherwise than it is shown is refused', async () => {
  await check('a name twice', ask({ text: '{"title":"một","title":"hai"}' }), 'spelling')
  await check('another order', ask({ text: '{"title":"hai","kind":"một"}' }), 'spelling')
  await check('blanks', ask({ text: '{ "title": "hai" }' }), 'spelling')
  await check('no JSON', ask({ text: 'Rửa tay' }), 'spelling')
})

test('of a round the words behind each digest of octets are shown, or nothing is signed', async () => {
  const text = round(octetsSha256(WORDS))
  const whole = ask({ kind: 'round', text, messages: [WORDS] })
  await check('whole', whole, null)
  const found = await checked(whole)
  assert.ok(found.is === 'whole')
  assert.equal(found.words.get(octetsSha256(WORDS)), WORDS)
  await check('none', ask({ kind: 'round', text }), 'messages')
  await check('others', ask({ kind: 'round', text, messages: ['Bấm vào đây'] }), 'messages')
  const hidden = canonicalJson({ messages: [{ variants: [{ octets: [octetsSha256('x')] }] }] })
  await check('elsewhere', ask({ kind: 'round', text: hidden, messages: [WORDS] }), 'messages')
})

test('a digest that is no round’s is never shown as words that the console chose', async () => {
  const text = round(octetsSha256(WORDS))
  const found = await checked(ask({ text, messages: [WORDS] }))
  assert.ok(found.is === 'whole')
  assert.equal(found.words.size, 0)
})

test('a device whose clock is far off is told so, instead of signing for another time', async () => {
  await check('off', ask({ aheadMs: SIGNED_AGE_MAX_MS + 1 }), 'clock')
  await check('a little', ask({ aheadMs: -SIGNED_AGE_MAX_MS }), null)
})
