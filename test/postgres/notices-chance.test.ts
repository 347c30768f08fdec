/**
 * Whatever comes to wait, is decided, chosen or killed in whatever order: nobody is told twice of one thing, of their own, of what stands
 * no more, or in quiet hours of what is not urgent; and whoever is still to be told in the end is.
 *
 * What went out is the world's own list, and who had to hear of it is worked out beside the code from what the test itself did.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { USUAL_CHOICES } from '../../src/areas/notices/model.ts'
import type { Actor } from '../../src/authority/actor.ts'
import { seeded } from '../../src/base/random.ts'
import { onlySqlite } from './databases.ts'
import { MINUTE, withNotices } from './notices-stage.ts'

const STEPS = 250
const seed = Number(process.env.LOA_SEED ?? Date.now() % 1_000_000)

interface PendingItem {
  readonly id: string
  readonly by: string
  readonly isUrgent: boolean
}

test(`nobody is told twice, of their own or in vain, whatever happens in whatever order (seed ${seed})`, async t => {
  const of = await withNotices(t, onlySqlite())
  const { person, clock, stands, outbox, compose, chose } = of
  const random = seeded(seed)
  const approvers = [await person('approver', 'mot'), await person('approver', 'hai'), await person('approver', 'ba')]
  const addressOf = (who: Actor) => `${who.name.replace('Người ', '')}@bo.example`
  const isOn = new Map(approvers.map(who => [addressOf(who), true]))
  const standing = new Map<string, PendingItem>()
  const all = new Map<string, PendingItem>()
  /** By whom of which thing: how often it may have gone out. */
  const told = new Map<string, number>()
  const unwanted = new Set<string>()
  const hour = () => new Date(clock.now() + 7 * 60 * MINUTE).getUTCHours()
  const any = <T>(from: readonly T[]): T => from[random.below(from.length)]

  const take = async (max: number) => {
    const taken = await outbox.mail.take({ max, nowMs: clock.now(), except: [] })
    for (const { message } of taken) {
      const { to, content } = message
      assert.ok(isOn.get(to.address), `${to.address} has chosen not to be told`)
      const ids = new Set(
        [content.link ?? '', ...content.text.split('\n')].flatMap(line => /\/rounds\/(t\d+)$/.exec(line)?.[1] ?? []),
      )
      assert.ok(ids.size > 0)
      for (const id of ids) {
        const thing = standing.get(id)
        assert.ok(thing !== undefined, `${id} stands no more`)
        assert.notEqual(thing.by, to.address, `${id} is their own`)
      }
      if (hour() >= 22 || hour() < 6)
        assert.ok(
          [...ids].some(id => standing.get(id)?.isUrgent),
          'at night, and not urgent',
        )
    }
    return taken
  }
  type Taken = Awaited<ReturnType<typeof take>>
  const count = (taken: Taken) => {
    for (const { message } of taken)
      for (const id of new Set(`${message.content.link} ${message.content.text}`.match(/t\d+/g))) {
        const key = `${message.to.address} ${id}`
        told.set(key, (told.get(key) ?? 0) + 1)
        assert.ok(told.get(key) === 1, `${key} is told twice`)
      }
  }
  const endings = (taken: Taken, how: number) =>
    taken.map(({ message: { id } }) => ({
      id,
      ending: (
        [
          { is: 'expired' },
          { is: 'waits', tryAtMs: clock.now() + MINUTE, why: 'peerAway' },
          { is: 'accepted' },
        ] as const
      )[how - 1],
    }))

  for (let step = 0; step < STEPS; step++) {
    const who = any(approvers)
    switch (random.below(9)) {
      case 0:
      case 1: {
        // So few at once that a letter names each.
        if (standing.size >= 8) break
        const thing = { id: `t${step}`, by: addressOf(who), isUrgent: random.chance(25) }
        await stands(thing.id, who, thing)
        standing.set(thing.id, thing)
        all.set(thing.id, thing)
        break
      }
      case 2: {
        const thing = any([...standing.values()])
        if (thing === undefined) break
        await stands(thing.id, who, { is: 'gone' })
        standing.delete(thing.id)
        break
      }
      case 3: {
        const isToBe = random.chance(70)
        const ways = { ...USUAL_CHOICES.ways, waits: isToBe ? (['mail'] as const) : [] }
        await chose(who, { ways: { ...ways, waits: [...ways.waits] } })
        isOn.set(addressOf(who), isToBe)
        // What stood then they did not want to hear of.
        if (!isToBe) for (const id of standing.keys()) unwanted.add(`${addressOf(who)} ${id}`)
        break
      }
      case 4:
        clock.advance(random.below(4 * 60) * MINUTE)
        break
      case 5: {
        const taken = await take(1 + random.below(3))
        // Killed before anybody answered, or the mail server is away, for long too, or it went out.
        const how = random.below(4)
        if (how === 0) await outbox.mail.settle()
        else await outbox.mail.mark(endings(taken, how))
        if (how === 0 || how === 3) count(taken)
        break
      }
      default:
        clock.advance(random.below(20) * MINUTE)
        await compose()
    }
  }
  // In the end everybody listens, by day, for long enough.
  for (const who of approvers) {
    await chose(who, {})
    isOn.set(addressOf(who), true)
  }
  for (let round = 0; round < 40; round++) {
    clock.advance(60 * MINUTE)
    await compose()
    const taken = await take(10)
    count(taken)
    await outbox.mail.mark(endings(taken, 3))
  }
  const letters = await of.tables.selectFrom('notice_letter').select('state').execute()
  assert.ok(letters.length > 10, 'hardly anything has happened')
  const missed = [...standing.values()].flatMap(({ id, by }) =>
    approvers
      .map(who => `${addressOf(who)} ${id}`)
      .filter(key => !key.startsWith(by) && !told.has(key) && !unwanted.has(key)),
  )
  assert.deepEqual(missed, [])
})
