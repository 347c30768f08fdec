import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Browser } from '../../../test/channels/push-stage.ts'
import { encrypted, PLAIN_OCTETS_MAX } from './encryption.ts'

/** RFC 8291, section 5 and appendix A. */
const RFC = {
  message: 'When I grow up, I want to be a watermelon',
  ours: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  theirs: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
}

test('a push message is encrypted as the example of RFC 8291 is', () => {
  const octets = encrypted(
    Buffer.from(RFC.message),
    { p256dh: RFC.theirs, auth: RFC.auth },
    { salt: Buffer.from(RFC.salt, 'base64url'), privateKey: Buffer.from(RFC.ours, 'base64url') },
  )
  assert.equal(octets.toString('base64url'), RFC.body)
})

test('the longest push message fits into the 4096 octets that every service takes', async () => {
  const browser = await Browser.open()
  const { keys } = browser.subscription('https://push.example/1')
  const octets = encrypted(Buffer.alloc(PLAIN_OCTETS_MAX, 'a'), keys)
  assert.equal(octets.length, 4096)
  assert.equal((await browser.read(Buffer.from(octets))).length, PLAIN_OCTETS_MAX)
})
