/** What a stream's information says of whether it is still the one that it was. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StreamInfo } from '@nats-io/jetstream'
import { changeOf, membersOf } from './nats-stream.ts'

const MADE = '2026-02-03T07:00:00Z'

function info(of: { leader?: string; replicas?: readonly string[]; created?: string; last?: number }): StreamInfo {
  const { leader = 'n1', replicas = ['n2', 'n3'], created = MADE, last = 5 } = of
  return {
    created,
    config: { num_replicas: 3 },
    cluster: { leader, replicas: replicas.map(name => ({ name })) },
    state: { first_seq: 1, last_seq: last },
  } as unknown as StreamInfo
}

const first = info({})

const SAME: readonly [string, StreamInfo][] = [
  ['another leads it', info({ leader: 'n2', replicas: ['n1', 'n3'] })],
  ['a new leader does not list all of them yet', info({ leader: 'n2', replicas: ['n3'] })],
  ['a new leader is listed among its own replicas', info({ leader: 'n2', replicas: ['n2', 'n3'] })],
  [
    'a new leader has not heard a name yet',
    info({ replicas: ['n2', 'Server name unknown at this time (peerID: BXScrY9i)'] }),
  ],
  [
    'a leader that came later than the stream dates it otherwise, and has all entries',
    info({ created: '2026-02-03T07:00:09Z' }),
  ],
]
for (const [name, now] of SAME)
  test(`a stream is the one that it was where ${name}`, () => {
    assert.equal(changeOf(first, now, 5), null)
  })

test('a stream whose members were changed, or that was made anew without what it held, is another one', () => {
  const changed = info({ replicas: ['n2', 'n4'] })
  assert.equal(changeOf(first, changed, 5), 'its members were changed: n1, n2, n3 before, n1, n2, n4 now')
  const anew = info({ created: '2026-02-03T07:00:09Z', last: 0 })
  assert.equal(changeOf(first, anew, 5), 'it was made anew')
})

test('who holds a stream is not known where a server that is alone does not say it', () => {
  const { cluster: _cluster, ...alone } = first
  assert.equal(membersOf(alone as StreamInfo), null)
  assert.equal(changeOf(alone as StreamInfo, first, 5), null)
})

test('who holds a stream is not known while its leader lists fewer than there are', () => {
  assert.equal(membersOf(info({ replicas: ['n3'] })), null)
  assert.equal(membersOf(info({ leader: 'n1', replicas: ['n1', 'n3'] })), null)
  assert.deepEqual(membersOf(first), new Set(['n1', 'n2', 'n3']))
})
