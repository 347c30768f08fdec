import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { loadPlan, Numbering } from '../audience/numbering.ts'
import { holdsNumber } from '../http/numbers.ts'
import { LINK, Sealing } from './sealing.ts'

const sealing = new Sealing('a secret of the data directory', 'subscriptions')
const ID = '5f0c1c7e-3f5a-4c56-9d3c-1f6f6b7c0a01'

test('an address is opened by the same secret, for the same subscription, unaltered, and by nothing else', () => {
  const sealed = sealing.seal(ID, 'ai.do@bo.example')
  assert.equal(sealing.open(ID, sealed), 'ai.do@bo.example')
  assert.notEqual(sealing.seal(ID, 'ai.do@bo.example'), sealed)
  assert.ok(!sealed.includes(Buffer.from('ai.do').toString('base64').slice(0, 6)))
  assert.equal(sealing.open(randomUUID(), sealed), null)
  assert.equal(new Sealing('another', 'subscriptions').open(ID, sealed), null)
  assert.equal(new Sealing('a secret of the data directory', 'notices').open(ID, sealed), null)
  const octets = Buffer.from(sealed, 'base64')
  for (let at = 0; at < octets.length; at++) {
    const altered = Buffer.from(octets)
    altered[at] ^= 1
    assert.equal(sealing.open(ID, altered.toString('base64')), null, `octet ${at}`)
  }
  for (const none of ['', 'x', 'AAAA']) assert.equal(sealing.open(ID, none), null)
})

test('the mark of an address is the same each time, and tells nothing without the secret', () => {
  assert.equal(sealing.mark('mail', 'a@b.example'), sealing.mark('mail', 'a@b.example'))
  assert.notEqual(sealing.mark('mail', 'a@b.example'), sealing.mark('push', 'a@b.example'))
  const other = new Sealing('another', 'subscriptions').mark('mail', 'a@b.example')
  assert.notEqual(sealing.mark('mail', 'a@b.example'), other)
})

test('a link that ends a subscription is made by us alone, and the one that confirms does not end', () => {
  const link = sealing.link('end', ID)
  assert.match(link, LINK)
  assert.equal(sealing.linked('end', link), ID)
  assert.equal(sealing.linked('confirm', link), null)
  assert.equal(new Sealing('another', 'subscriptions').linked('end', link), null)
  for (let at = 0; at < link.length; at++) {
    const letter = link[at] === 'b' ? 'c' : 'b'
    const altered = link.slice(0, at) + letter + link.slice(at + 1)
    assert.equal(sealing.linked('end', altered), null, `letter ${at}`)
  }
  for (const none of ['', link.toUpperCase(), link.slice(1), `${link}b`])
    assert.equal(sealing.linked('end', none), null)
})

test('no link reads as somebody’s number, whatever its subscription is called', async () => {
  const numbering = new Numbering(await loadPlan('VN'))
  for (let count = 0; count < 500; count++) {
    const link = sealing.link('end', randomUUID())
    assert.ok(!holdsNumber(numbering, `/bulletins/end/${link}`))
  }
})
