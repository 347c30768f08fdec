import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  actingChair,
  CHAIR_GONE_MS,
  decide,
  type Floor,
  type FloorAction,
  type FloorEntry,
  type FloorRules,
  floorOf,
  heard,
} from './floor.ts'

const RULES: FloorRules = { chair: 'bo', isQueueOpen: false, grantedMax: 2 }

/** A floor with its log, on which one deed follows another. */
class Hall {
  log: FloorEntry[] = []
  rules: FloorRules = RULES

  get floor(): Floor {
    return floorOf(this.log)
  }

  act(by: string | null, action: FloorAction) {
    const atMs = this.log.length
    const id = `r${atMs}`
    const decided = decide(this.floor, action, { by, id, atMs, rules: this.rules })
    if (typeof decided !== 'string') this.log.push(...decided)
    return decided
  }

  get sites() {
    const { granted, accepted, pending } = this.floor
    const sites = (requests: Floor['granted']) => requests.map(({ site }) => site).join()
    return [sites(granted), sites(accepted), sites(pending)]
  }
}

test('a request is pending, accepted, granted and released, and the log has each step', () => {
  const hall = new Hall()
  hall.act('bach-mai', { do: 'ask' })
  assert.deepEqual(hall.sites, ['', '', 'bach-mai'])
  hall.act('bo', { do: 'accept', site: 'bach-mai' })
  assert.deepEqual(hall.sites, ['', 'bach-mai', ''])
  hall.act('bo', { do: 'give', site: 'bach-mai' })
  assert.deepEqual(hall.sites, ['bach-mai', '', ''])
  hall.act('bach-mai', { do: 'release' })
  assert.deepEqual(hall.sites, ['', '', ''])
  assert.deepEqual(
    hall.log.map(({ request, state, by }) => `${request} ${state} ${by}`),
    ['r0 pending bach-mai', 'r0 accepted bo', 'r0 granted bo', 'r0 released bach-mai'],
  )
})

test('whoever was accepted first is next, whenever they had asked', () => {
  const hall = new Hall()
  for (const site of ['a', 'b', 'c']) hall.act(site, { do: 'ask' })
  for (const site of ['c', 'a', 'b']) hall.act('bo', { do: 'accept', site })
  assert.equal(hall.sites[1], 'c,a,b')
  hall.act('a', { do: 'withdraw' })
  assert.equal(hall.sites[1], 'c,b')
})

test('in an open queue asking is enough to be in it', () => {
  const hall = new Hall()
  hall.rules = { ...RULES, isQueueOpen: true }
  hall.act('a', { do: 'ask' })
  assert.deepEqual(hall.sites, ['', 'a', ''])
})

test('nobody but who has the chair gives, takes, accepts or denies', () => {
  const hall = new Hall()
  hall.act('a', { do: 'ask' })
  for (const action of ['accept', 'deny', 'give', 'revoke'] as const)
    for (const by of ['a', 'b', null]) assert.equal(hall.act(by, { do: action, site: 'a' }), 'not-chair')
  hall.rules = { ...RULES, chair: null }
  assert.equal(hall.act('bo', { do: 'give', site: 'a' }), 'not-chair')
  assert.deepEqual(hall.sites, ['', '', 'a'])
})

test('what is done twice is done once', () => {
  const hall = new Hall()
  for (const [by, action] of [
    ['a', { do: 'ask' }],
    ['bo', { do: 'give', site: 'a' }],
    ['bo', { do: 'revoke', site: 'a' }],
  ] as const) {
    assert.notEqual(typeof hall.act(by, action), 'string')
    assert.equal(hall.act(by, action), 'nothing-to-do', action.do)
    if (action.do === 'revoke') continue
  }
  assert.equal(hall.log.length, 3)
})

test('no more hold the floor than have a voice each, and one that was full is given when it is free', () => {
  const hall = new Hall()
  for (const site of ['a', 'b']) hall.act('bo', { do: 'give', site })
  assert.equal(hall.act('bo', { do: 'give', site: 'c' }), 'floor-full')
  hall.act('a', { do: 'release' })
  hall.act('bo', { do: 'give', site: 'c' })
  assert.deepEqual(heard(hall.floor, RULES), ['c', 'b', 'bo'])
})

test('the chair is heard by right: it asks for nothing, and nobody revokes it', () => {
  const hall = new Hall()
  assert.equal(hall.act('bo', { do: 'ask' }), 'chair-is-heard')
  assert.equal(hall.act('bo', { do: 'revoke', site: 'bo' }), 'chair-is-heard')
  assert.deepEqual(heard(hall.floor, RULES), ['bo'])
  assert.deepEqual(heard(hall.floor, { chair: null }), [])
})

test('a site that is gone holds nothing and waits for nothing, and only the server says so', () => {
  const hall = new Hall()
  hall.act('a', { do: 'ask' })
  hall.act('bo', { do: 'give', site: 'b' })
  assert.equal(hall.act('bo', { do: 'drop', site: 'b' }), 'not-chair')
  hall.act(null, { do: 'drop', site: 'a' })
  hall.act(null, { do: 'drop', site: 'b' })
  assert.deepEqual(hall.sites, ['', '', ''])
  assert.equal(hall.act(null, { do: 'drop', site: 'b' }), 'nothing-to-do')
})

test('however a thousand deeds fall, each site has one open request at most, and holders are within the limit', () => {
  const hall = new Hall()
  let seed = 1
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  const own = ['ask', 'withdraw', 'release'] as const
  const chairs = ['accept', 'deny', 'give', 'revoke'] as const
  for (let at = 0; at < 1000; at++) {
    const site = `s${random(6)}`
    if (random(2) === 0) hall.act(site, { do: own[random(3)] })
    else if (random(8) === 0) hall.act(null, { do: 'drop', site })
    else hall.act('bo', { do: chairs[random(4)], site })
    const { granted, accepted, pending } = hall.floor
    const sites = [...granted, ...accepted, ...pending].map(one => one.site)
    assert.equal(new Set(sites).size, sites.length)
    assert.ok(granted.length <= RULES.grantedMax)
  }
  assert.ok(hall.log.length > 300)
  // Each request went its way by steps that BFCP has.
  const before = new Map<string, string>()
  for (const { request, state } of hall.log) {
    const path = `${before.get(request) ?? 'asked'} ${state}`
    assert.ok(WAYS.has(path), path)
    before.set(request, state)
  }
})

const WAYS: ReadonlySet<string> = new Set([
  'asked pending',
  'asked granted',
  'pending accepted',
  'pending granted',
  'pending denied',
  'pending cancelled',
  'accepted granted',
  'accepted denied',
  'accepted cancelled',
  'granted released',
  'granted revoked',
  'granted cancelled',
])

test('the deputy has the chair when the chair is gone, and keeps it until it goes or gives it back', () => {
  const last = new Map([
    ['bo', 0],
    ['so', 0],
  ])
  let acting: string | null = null
  const look = (nowMs: number) => {
    const heardMs = (site: string) => last.get(site) ?? Number.NEGATIVE_INFINITY
    acting = actingChair({ chair: 'bo', deputy: 'so', acting, heardMs, nowMs })
    return acting
  }
  assert.equal(look(1), 'bo')
  last.set('so', CHAIR_GONE_MS)
  assert.equal(look(CHAIR_GONE_MS - 1), 'bo')
  assert.equal(look(CHAIR_GONE_MS), 'so')
  last.set('bo', CHAIR_GONE_MS + 1)
  assert.equal(look(CHAIR_GONE_MS + 2), 'so', 'it does not come back by itself')
  assert.equal(look(2 * CHAIR_GONE_MS), 'bo', 'the deputy is gone, and the chair is there')
  assert.equal(look(9 * CHAIR_GONE_MS), null)
  last.set('so', 9 * CHAIR_GONE_MS)
  assert.equal(look(9 * CHAIR_GONE_MS), 'so')
})
