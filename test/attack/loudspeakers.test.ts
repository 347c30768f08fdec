/**
 * A loudspeaker, by whoever holds the authority's server: its process, its database, its key, and every signature that people ever gave.
 * A real device with real sockets and files, in a fixture of its own for each attempt; what it let sound is what it told.
 *
 * What goes through, as it must: to withhold, to stop, to be late within the signed time, to say the correction instead of the message.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { SignedRoster } from '../../src/directive/roster.ts'
import { approver, editor, PEOPLE, rosterOf, second, signedBy } from '../../src/operator/people.test.ts'
import { AGENDA_TYPES, type AgendaContent, type AgendaItem } from '../../src/speaker/agenda.ts'
import { DeviceStage } from '../../src/speaker/device-stage.test.ts'
import {
  ALL_DAY,
  type FakeAuthority,
  itemOf,
  nextRosterNow,
  type SignedBulletin,
  signedBulletin,
  tone,
} from '../../src/speaker/fake-authority.test.ts'
import { type Attempt, Attempts } from './attempts.ts'

const DAY_MS = 24 * 3_600_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
const TIMES = { from: inDays(-3), until: inDays(60) }
const [SOUND, OTHER, LAST, LONG] = [tone(100), tone(110), tone(120), tone(20_000)]

type Parts = Parameters<FakeAuthority['give']>[0]
type Signed = Parameters<typeof signedBulletin>[0]

/** Who holds the server, and the device of one commune. */
class Taken {
  readonly stage: DeviceStage

  private constructor(stage: DeviceStage) {
    this.stage = stage
  }

  /** `hours`: that were pinned when it was enrolled; null: none, as before there were any. */
  static async of(
    t: TestContext,
    hours: FakeAuthority['hours'] = ALL_DAY,
    rosterOf: ((authority: FakeAuthority) => Promise<SignedRoster>) | null = null,
  ): Promise<Taken> {
    const stage = await DeviceStage.build(t)
    stage.authority.hours = hours
    if (rosterOf !== null) stage.authority.rosters = [await rosterOf(stage.authority)]
    stage.authority.keep(SOUND, OTHER, LAST, LONG)
    await stage.enrol()
    return new Taken(stage)
  }

  async on(): Promise<this> {
    await this.stage.run()
    return this
  }

  async restart(): Promise<void> {
    await this.stage.end()
    await this.stage.run()
  }

  /** As two people signed it: once in a window, where nothing else is said. */
  async signed(more: Partial<Signed> = {}): Promise<SignedBulletin> {
    return await signedBulletin({ sound: SOUND, correction: OTHER, ...TIMES, ...more })
  }

  /** Resolves once this agenda has had its turn: what was signed a moment ago and stands at its end was played. */
  async give(
    parts: Parts,
    { priority = 'normal', ...more }: Partial<AgendaContent> & Pick<Partial<Signed>, 'priority'> = {},
  ): Promise<void> {
    const { authority } = this.stage
    const last = await signedBulletin({ sound: LAST, ...TIMES, priority })
    const { id } = itemOf(last)
    await authority.give([...parts, [last, itemOf(last)]], more)
    const start = () => authority.of('started').find(({ item }) => item === id)?.counter
    await authority.until(
      () => authority.of('ended').some(each => each.start === start()),
      'the last of the agenda is played',
    )
  }

  /** How often one of the sounds of what was attempted was begun. */
  get plays(): number {
    const { authority } = this.stage
    return authority.of('started').filter(({ sha256 }) => sha256 !== LAST.sha256).length
  }

  heard(most: number): string {
    assert.ok(this.plays <= most, `${this.plays} plays of ${most} that were signed`)
    return this.plays === 0 ? 'silent' : `played ${this.plays} of ${most}`
  }
}

function onDevice(name: string, act: (taken: Taken) => Promise<string>): Attempt<TestContext> {
  return { name, act: async t => await act(await (await Taken.of(t)).on()) }
}

/** Resolves once it has told so many of these. */
async function once({ stage: { authority } }: Taken, is: Parameters<FakeAuthority['of']>[0], count = 1): Promise<void> {
  await authority.until(() => authority.of(is).length === count, `${is} is told`)
}

const named = (turn: number, more: Partial<AgendaItem> = {}) => ({ id: `chosen ${turn}`, ...more })
const TURNS = [0, 1, 2, 3, 4, 5]
const MORNING = { timeZone: 'Asia/Ho_Chi_Minh', windows: [{ from: '05:30', until: '06:30' }] }

const oftener: readonly Attempt<TestContext>[] = [
  onDevice('the same sound under a thousand ids', async taken => {
    const bulletin = await taken.signed()
    const ids = Array.from({ length: 900 }, (_, turn) => itemOf(bulletin, 'message', named(turn)))
    await taken.give([[bulletin, ...ids]])
    return taken.heard(1)
  }),
  { name: 'ids made anew in each agenda', act: async t => await turns(t, async () => ({})) },
  {
    name: 'ids made anew, the device restarted in between',
    act: async t => await turns(t, async taken => void (await taken.restart())),
  },
  {
    name: 'a signed urgent sound, again and again',
    act: async t => await turns(t, async () => ({}), { priority: 'urgent' }),
  },
  onDevice('more plays in a window than were signed', async taken => {
    const bulletin = await taken.signed()
    await taken.give([[bulletin, itemOf(bulletin, 'message', { perWindow: 80 })]])
    return taken.heard(0)
  }),
  onDevice('no silence between plays where some was signed', async taken => {
    const bulletin = await taken.signed({ perWindow: 10, gapSeconds: 30 })
    await taken.give([[bulletin, itemOf(bulletin, 'message', { gapSeconds: 0 })]])
    return taken.heard(0)
  }),
  onDevice('taken back in the middle and given again', async taken => {
    const { authority } = taken.stage
    const bulletin = await taken.signed({ sound: LONG })
    await authority.give([[bulletin, itemOf(bulletin)]])
    await authority.until(() => taken.plays === 1, 'it sounds')
    for (const _ of TURNS) {
      await authority.give([])
      await taken.give([[bulletin, itemOf(bulletin)]])
    }
    return taken.heard(1)
  }),
  onDevice('message and correction in turn', async taken => {
    const bulletin = await taken.signed({ perWindow: 10 })
    await taken.give([[bulletin, itemOf(bulletin, 'correction', { perWindow: 1 })]])
    const corrected = taken.plays
    for (const turn of TURNS) await taken.give([[bulletin, itemOf(bulletin, 'message', named(turn))]])
    assert.equal(taken.plays, corrected)
    return taken.heard(1)
  }),
  onDevice('message beside its correction', async taken => {
    const bulletin = await taken.signed()
    await taken.give([[bulletin, itemOf(bulletin), itemOf(bulletin, 'correction')]])
    return taken.heard(1)
  }),
  onDevice('an older version after a newer one', async taken => {
    const first = await taken.signed()
    const { bulletin } = first.content
    const next = await taken.signed({ more: { bulletin, version: 2 } })
    await taken.give([[next, itemOf(next)]])
    await taken.restart()
    await taken.give([[first, itemOf(first)]])
    return taken.heard(1)
  }),
]

/** The same bulletin in one agenda after another, each time under another id. */
async function turns(
  t: TestContext,
  between: (taken: Taken) => Promise<unknown>,
  more: Partial<Signed> = {},
): Promise<string> {
  const taken = await (await Taken.of(t)).on()
  const bulletin = await taken.signed(more)
  for (const turn of TURNS) {
    await taken.give([[bulletin, itemOf(bulletin, 'message', named(turn))]])
    await between(taken)
  }
  return taken.heard(1)
}

const atOtherHours: readonly Attempt<TestContext>[] = [
  {
    name: 'at night, by hours of its own',
    act: async t => await atNight(t, MORNING, { windows: [{ from: '23:00', until: '23:59' }] }),
  },
  {
    name: 'at night, by a zone in which it is morning',
    act: async t => await atNight(t, MORNING, { ...MORNING, timeZone: 'America/New_York' }),
  },
  { name: 'at night, of a device without pinned hours', act: async t => await atNight(t, null, ALL_DAY) },
  {
    name: 'hours moved by a minute in each agenda',
    act: async t => {
      const taken = await Taken.of(t, MORNING)
      taken.stage.setClock('05:40:30')
      await taken.on()
      const bulletin = await taken.signed()
      for (const turn of TURNS)
        await taken.give([[bulletin, itemOf(bulletin, 'message', named(turn))]], {
          windows: [{ from: `05:3${turn}`, until: '06:30' }],
        })
      return taken.heard(1)
    },
  },
  {
    name: 'hours cut into 24 windows',
    act: async t => {
      const taken = await Taken.of(t, MORNING)
      const two = (minute: number) => `05:${minute}`
      const windows = Array.from({ length: 24 }, (_, at) => ({ from: two(31 + at), until: two(32 + at) }))
      const bulletin = await taken.signed()
      for (const turn of TURNS) {
        // A minute, and so a window, later each time.
        taken.stage.setClock(`05:4${turn}:10`)
        await taken.on()
        const item = itemOf(bulletin, 'message', named(turn))
        await taken.give([[bulletin, item]], { windows })
        await taken.stage.end()
      }
      return taken.heard(1)
    },
  },
]

async function atNight(t: TestContext, pinned: FakeAuthority['hours'], more: Partial<AgendaContent>): Promise<string> {
  const taken = await Taken.of(t, pinned)
  if (pinned === null) {
    // Its own zone is that of the first agenda.
    taken.stage.setClock('12:00:00')
    await taken.on()
    await taken.give([])
    await taken.stage.end()
  }
  taken.stage.setClock('23:30:00')
  await taken.on()
  const bulletin = await taken.signed({ perWindow: 10 })
  await taken.give([[bulletin, itemOf(bulletin)]], { ...more, priority: 'urgent' })
  return taken.heard(0)
}

const unsigned: readonly Attempt<TestContext>[] = [
  {
    name: 'a sound of its own beside a signed bulletin',
    act: async t => await item(t, { audio: { sha256: LONG.sha256, milliseconds: 20_000 } }),
  },
  { name: 'a signed sound as urgent', act: async t => await item(t, { priority: 'urgent' }) },
  { name: 'before the time that was signed', act: async t => await item(t, { notBefore: inDays(-4) }) },
  { name: 'after the end that was signed', act: async t => await item(t, { notAfter: inDays(61) }) },
  {
    name: 'a bulletin for another province',
    act: async t => await item(t, {}, { more: { provinces: [{ code: '02', asOf: '2026-02-03' }] } }),
  },
  { name: 'an exercise as the real thing', act: async t => await item(t, {}, { more: { purpose: 'exercise' } }) },
  {
    name: 'one person’s signature as two',
    act: async t => await item(t, {}, { by: { submit: approver, approve: approver } }),
  },
  onDevice('signatures of two bulletins joined', async taken => {
    const [one, other] = [await taken.signed(), await taken.signed()]
    const joined = { ...one, approval: { ...one.approval, approved: other.approval.approved } }
    await taken.give([[joined, itemOf(one)]])
    return taken.heard(0)
  }),
  onDevice('an item without a proof', async taken => {
    const { authority } = taken.stage
    const bulletin = await taken.signed()
    const body = await authority.give([])
    const content = { ...body.content, serial: body.content.serial + 1, items: [itemOf(bulletin)] }
    await authority.push(await authority.signer.sign(AGENDA_TYPES.live, { ...body, content, proofs: [] }))
    await once(taken, 'refused')
    return taken.heard(0)
  }),
  onDevice('an older agenda once more', async taken => {
    const { authority } = taken.stage
    const bulletin = await taken.signed({ perWindow: 10 })
    await authority.give([])
    await once(taken, 'agenda')
    const { content } = await authority.body([])
    await authority.give([[bulletin, itemOf(bulletin)]], { serial: content.serial - 2 })
    await once(taken, 'agenda-refused')
    return taken.heard(0)
  }),
  onDevice('a sound that is not what its digest says', async taken => {
    const { authority } = taken.stage
    const bulletin = await taken.signed()
    authority.sounds.set(SOUND.sha256, OTHER.octets)
    await authority.give([[bulletin, itemOf(bulletin)]])
    await once(taken, 'refused')
    return taken.heard(0)
  }),
]

/** A bulletin with this of it altered, or of its item. */
async function item(t: TestContext, more: Partial<AgendaItem>, signed: Partial<Signed> = {}): Promise<string> {
  const taken = await (await Taken.of(t)).on()
  const bulletin = await taken.signed(signed)
  await taken.give([[bulletin, itemOf(bulletin, 'message', more)]])
  return taken.heard(0)
}

const byRosters: readonly Attempt<TestContext>[] = [
  {
    name: 'a roster kept back, once somebody named it',
    act: async t => {
      const { taken, first, newer } = await withNames(t)
      const { authority } = taken.stage
      const putOff = await taken.signed({ under: first })
      const by = { submit: approver, approve: second }
      const news = await taken.signed({ under: newer, by })
      await authority.give([[news, itemOf(news)]])
      await once(taken, 'agenda')
      await authority.give([[putOff, itemOf(putOff)]])
      await once(taken, 'agenda', 2)
      await taken.restart()
      await authority.give([[putOff, itemOf(putOff)]])
      await once(taken, 'agenda', 3)
      return taken.heard(0)
    },
  },
  {
    name: 'what was signed for another authority',
    act: async t => {
      const { taken } = await withNames(t)
      const names = { authority: 'another', since: TIMES.from }
      const theirs = await signedBy([], rosterOf(PEOPLE, { names }))
      const bulletin = await taken.signed({ under: theirs })
      await taken.stage.authority.give([[bulletin, itemOf(bulletin)]])
      await once(taken, 'refused')
      return taken.heard(0)
    },
  },
  {
    name: 'a roster that one administrator signed',
    act: async t => {
      const { taken, first, newer } = await withNames(t)
      const { authority } = taken.stage
      const [signature] = newer.signatures
      authority.rosters = [first, { ...newer, signatures: [signature] }]
      const bulletin = await taken.signed({ under: newer })
      await authority.give([[bulletin, itemOf(bulletin)]])
      await once(taken, 'agenda')
      return taken.heard(0)
    },
  },
]

/** A roster whose people name it, and the one after it, without the editor, which the device is not given. */
async function withNames(t: TestContext) {
  const namesOf = ({ signer }: FakeAuthority) => ({ authority: signer.keyId, since: TIMES.from })
  const taken = await Taken.of(
    t,
    ALL_DAY,
    async authority => await signedBy([], rosterOf(PEOPLE, { names: namesOf(authority) })),
  )
  const [first] = taken.stage.authority.rosters
  const newer = await nextRosterNow(
    first,
    PEOPLE.filter(one => one !== editor),
  )
  return { taken: await taken.on(), first, newer }
}

const goesThrough: readonly Attempt<TestContext>[] = [
  onDevice('to withhold', async taken => {
    await taken.give([])
    return taken.heard(0)
  }),
  onDevice('to stop what sounds', async taken => {
    const { authority } = taken.stage
    const bulletin = await taken.signed({ sound: LONG })
    await authority.give([[bulletin, itemOf(bulletin)]])
    await authority.until(() => taken.plays === 1, 'it sounds')
    await authority.give([])
    await once(taken, 'cut')
    return `cut: ${authority.of('cut')[0].why}`
  }),
  onDevice('to be late, within the signed time', async taken => {
    const bulletin = await taken.signed()
    await taken.give([[bulletin, itemOf(bulletin, 'message', { notBefore: inDays(-1) })]])
    assert.equal(taken.plays, 1)
    return taken.heard(1)
  }),
  onDevice('to say the correction instead of the message', async taken => {
    const bulletin = await taken.signed()
    await taken.give([[bulletin, itemOf(bulletin, 'correction')]])
    assert.equal(taken.plays, 1)
    return taken.heard(1)
  }),
]

test('a loudspeaker, by whoever holds the authority’s server', async t => {
  const attempts = new Attempts()
  for (const [by, all] of [
    ['Oftener than was signed', oftener],
    ['At other hours', atOtherHours],
    ['What nobody signed', unsigned],
    ['By rosters', byRosters],
    ['What goes through', goesThrough],
  ] as const)
    await t.test(by, async within => await attempts.make(by, within, all))
  t.diagnostic(attempts.table('A loudspeaker of a taken server'))
})
