import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turnServer } from './turn.ts'

/** By `printf NAME | openssl dgst -sha1 -hmac SECRET -binary | base64`, which is what coturn compares with. */
const VECTORS: readonly (readonly [
  secret: string,
  untilMs: number,
  who: string,
  username: string,
  credential: string,
])[] = [
  ['north', 1_581_346_800_000, 'bv-cho-ray', '1581346800:bv-cho-ray', 'HXWGujaOdvwRQiztz5MPXRtix88='],
  ['north', 1_581_346_800_999, 'bv-cho-ray', '1581346800:bv-cho-ray', 'HXWGujaOdvwRQiztz5MPXRtix88='],
]

for (const [secret, until, who, username, credential] of VECTORS)
  test(`a TURN server of the secret ${secret} lets ${who} in until ${until}, in whole seconds`, () => {
    const urls = ['turns:turn.example.vn:443?transport=tcp']
    assert.deepEqual(turnServer({ urls, secret }, { who, until }), { urls, username, credential })
  })

test('another name, another end or another secret is another password', () => {
  const of = (secret: string, who: string, until: number) => turnServer({ urls: [], secret }, { who, until }).credential
  const all = [of('a', 'x', 1000), of('b', 'x', 1000), of('a', 'y', 1000), of('a', 'x', 2000)]
  assert.equal(new Set(all).size, all.length)
})
