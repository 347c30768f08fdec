/** Communes, enrolment, tokens and agendas of loudspeakers, on both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CurrentRelease } from '../../src/areas/bulletins/channel.ts'
import { wav } from '../../src/areas/bulletins/fixtures.test.ts'
import { AHEAD_MAX } from '../../src/areas/loudspeakers/ahead.ts'
import { openLoudspeakersArea } from '../../src/areas/loudspeakers/area.ts'
import { changedBetween, concernedBy } from '../../src/areas/loudspeakers/concerned.ts'
import { issueAgendas } from '../../src/areas/loudspeakers/issuing.ts'
import { type CommuneInput, hoursOf } from '../../src/areas/loudspeakers/model.ts'
import { StandingNow } from '../../src/areas/loudspeakers/standing-now.ts'
import { newestRoster } from '../../src/authority/signed.ts'
import { makeKey, signerOf } from '../../src/directive/signing.ts'
import { whyNot } from '../../src/speaker/fake-authority.test.ts'
import { iso } from './bulletins-stage.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { COMMUNE, cluster, joined, refused, spokenDraft, withLoudspeakers } from './loudspeakers-stage.ts'
import { DAY, PEOPLE, SECOND } from './stage.ts'

const { administrator } = PEOPLE
onEachDatabase(describeLoudspeakers)

function describeLoudspeakers(databases: Databases): void {
  test('a commune’s hours lie between 05:00 and 21:00, do not overlap, and its provinces are provinces on their days', async t => {
    const of = await withLoudspeakers(t, databases)
    const { communes, stage, plays } = of
    const hours = (...spans: [string, string][]): CommuneInput => ({
      ...COMMUNE,
      windows: spans.map(([from, until]) => ({ from, until })),
    })
    const told = () => stage.changes.filter(({ is }) => is === 'speaker').length
    const before = told()
    for (const wrong of [
      hours(['04:59', '06:00']),
      hours(['20:30', '21:01']),
      hours(['06:00', '06:00']),
      hours(['18:00', '06:00']),
      hours(['05:30', '06:30'], ['06:29', '07:00']),
    ])
      await refused(communes.saveCommunes(administrator, [wrong]), 'windowsWrong')
    for (const places of [
      [{ code: '99', from: '2020-01-01', until: null }],
      [{ code: '26', from: '2020-01-01', until: '2020-01-01' }],
    ])
      await refused(communes.saveCommunes(administrator, [{ ...COMMUNE, places }]), 'provinceWrong')
    assert.equal(told(), before)
    const kept = hours(['05:00', '06:30'], ['06:30', '07:00'], ['20:00', '21:00'])
    await communes.saveCommunes(administrator, [kept])
    await communes.saveCommunes(administrator, [kept])
    assert.equal(told(), before + 1, 'what is there already changes nothing')
    assert.deepEqual((await plays.commune(COMMUNE.code)).windows, kept.windows)
    const none = { cluster: 'x-1', commune: '99999', name: 'Cụm', purpose: 'live' } as const
    await refused(communes.addClusters(administrator, [none]), 'communeUnknown')
    const one = { ...none, commune: COMMUNE.code }
    await communes.addClusters(administrator, [one])
    await refused(communes.addClusters(administrator, [one]), 'clusterTaken')
    assert.equal((await stage.authority.verifyTrail()).is, 'whole')
  })

  test('an enrolment code is good once, for a day, for one key, and the same key is answered the same again', async t => {
    const of = await withLoudspeakers(t, databases)
    const { communes, stage } = of
    const names = ['a-1', 'a-2', 'a-3']
    await communes.addClusters(
      administrator,
      names.map(cluster => ({ cluster, commune: COMMUNE.code, name: cluster, purpose: 'live' })),
    )
    const secretOf = async (id: string) => (await communes.issueCode(administrator, id)).code.split('.')
    const [keyId, secret, roster] = await secretOf('a-1')
    assert.equal(keyId, stage.authority.keyId)
    assert.equal(roster, (await newestRoster(of.work.store))?.sha256)
    const [first, second] = [await signerOf(await makeKey()), await signerOf(await makeKey())]
    const enrol = async (code: string, { publicKey } = first) => await communes.enrol({ code, publicKey })
    await refused(enrol(secret.replace(/^./, secret[0] === 'A' ? 'B' : 'A')), 'speakerCodeWrong')
    const answer = await enrol(secret)
    assert.deepEqual(answer, {
      cluster: 'a-1',
      name: 'a-1',
      purpose: 'live',
      places: COMMUNE.places,
      hours: hoursOf(null),
      authority: { publicKey: stage.authority.publicKey },
    })
    assert.deepEqual(await enrol(secret), answer)
    await refused(enrol(secret, second), 'speakerCodeWrong')
    await refused(communes.issueCode(administrator, 'a-1'), 'speakerEnrolled')
    const [, other] = await secretOf('a-2')
    await refused(enrol(other), 'speakerCodeWrong')
    const [, stale] = await secretOf('a-3')
    const [, replaced] = await secretOf('a-3')
    await refused(enrol(stale, second), 'speakerCodeWrong')
    stage.clock.advance(DAY)
    await refused(enrol(replaced, second), 'speakerCodeWrong')
    assert.deepEqual(
      (await of.plays.commune(COMMUNE.code)).clusters.map(({ state }) => state),
      ['enrolled', 'enrolling', 'enrolling'],
    )
  })

  test('a device is enrolled with the hours of its commune then; whether it keeps to those of now is shown', async t => {
    const of = await withLoudspeakers(t, databases)
    const { communes, plays } = of
    const device = await cluster(of, 'a-1')
    const shown = async () => (await plays.commune(COMMUNE.code)).clusters[0]
    const saved = async (windows: CommuneInput['windows']) =>
      await communes.saveCommunes(administrator, [{ ...COMMUNE, windows }])
    await device.hello()
    assert.equal((await shown()).hoursThere, null, 'a device of an earlier version says nothing')
    await device.hello({ hours: null })
    assert.equal((await shown()).hoursThere, 'unpinned')
    const usual = hoursOf(null)
    await device.hello({ hours: usual })
    assert.deepEqual([(await shown()).hours, (await shown()).hoursThere], [usual, 'kept'])
    await saved([{ from: '05:40', until: '06:00' }])
    assert.equal((await shown()).hoursThere, 'kept', 'it can be narrowed')
    const longer = [{ from: '05:30', until: '06:31' }]
    await saved(longer)
    assert.equal((await shown()).hoursThere, 'other')
    await device.hello({ hours: hoursOf(longer) })
    assert.equal((await shown()).hoursThere, 'kept')
    await device.hello({ hours: { ...hoursOf(longer), timeZone: 'Europe/Paris' } })
    assert.equal((await shown()).hoursThere, 'other')
    await communes.addClusters(administrator, [{ cluster: 'a-2', commune: COMMUNE.code, name: 'a-2', purpose: 'live' }])
    const [, code] = (await communes.issueCode(administrator, 'a-2')).code.split('.')
    const { publicKey } = await signerOf(await makeKey())
    assert.deepEqual((await communes.enrol({ code, publicKey })).hours, hoursOf(longer))
  })

  test('a token counts once, for this authority, within the skew, and not once its key is revoked or replaced', async t => {
    const of = await withLoudspeakers(t, databases)
    const device = await cluster(of, 'a-1')
    const { devices, communes, stage } = of
    const token = await device.token()
    const identity = await devices.authenticate(token)
    assert.equal(identity.cluster, 'a-1')
    await refused(devices.authenticate(token), 'speakerUnknown')
    await refused(devices.authenticate(await device.token({ audience: 'x' })), 'speakerUnknown')
    await refused(devices.authenticate(await device.token({ cluster: 'a-2' })), 'speakerUnknown')
    for (const nonsense of ['', 'a.b.c', '..', 'e30.e30.e30'])
      await refused(devices.authenticate(nonsense), 'speakerUnknown')
    const late = await device.token({ nowMs: stage.clock.now() - DAY })
    await refused(devices.authenticate(late), 'clockSkew')
    const early = await device.token({ nowMs: stage.clock.now() + DAY })
    await refused(devices.authenticate(early), 'clockSkew')
    await communes.revoke(administrator, 'a-1')
    await refused(device.identity(), 'speakerUnknown')
    // What was on its way when it was revoked.
    await refused(devices.agenda(identity), 'speakerUnknown')
    const receipts = [device.receipt({ is: 'switched', off: true })]
    await refused(devices.receive(identity, await device.signed({ receipts })), 'speakerUnknown')
    const hello = { version: '', clock: new Date().toISOString(), decodes: ['wav'], off: false }
    const whole = { ...hello, agenda: null, roster: null, counter: 0, places: COMMUNE.places }
    await refused(devices.hello(identity, whole), 'speakerUnknown')
    const next = await joined(of, 'a-1')
    await refused(device.identity(), 'speakerUnknown')
    await refused(devices.agenda(identity), 'speakerUnknown')
    assert.equal((await next.agenda()).content.cluster, 'a-1')
  })

  test('an agenda is the same octet for octet while nothing changed, and one serial more for a release, a correction, a cancel, an end, other hours and another decoder', async t => {
    const of = await withLoudspeakers(t, databases)
    const { bulletins, communes, stage, editor } = of
    const device = await cluster(of, 'a-1')
    await device.hello()
    const first = await device.agenda()
    assert.deepEqual([first.content.serial, first.content.items], [1, []])
    const same = async (before: string) => {
      stage.clock.advance(SECOND)
      await device.hello()
      const again = await device.agenda()
      assert.equal(again.agenda, before)
    }
    await same(first.agenda)

    const id = await of.speaks()
    const published = await device.agenda()
    assert.deepEqual([published.content.serial, published.content.items.map(item => item.id)], [2, [`${id}.1.p.vi`]])
    const [{ notBefore, notAfter, perWindow, gapSeconds, audio }] = published.content.items
    assert.deepEqual(
      [notAfter, perWindow, gapSeconds, audio],
      [of.until, 2, 30, { sha256: of.sound.files[0].sha256, milliseconds: 1000 }],
    )
    assert.ok(Date.parse(notBefore) <= stage.clock.now())
    // What the device itself asks before anything sounds.
    const roster = await newestRoster(of.work.store)
    assert.ok(roster !== null)
    const here = { purpose: 'live', places: COMMUNE.places, roster } as const
    assert.deepEqual([...(await whyNot(published, here)).values()], [null])
    await same(published.agenda)

    await communes.saveCommunes(administrator, [{ ...COMMUNE, windows: [{ from: '06:00', until: '07:00' }] }])
    const hours = await device.agenda()
    assert.deepEqual([hours.content.serial, hours.content.windows], [3, [{ from: '06:00', until: '07:00' }]])

    await bulletins.correctBulletin(editor.actor, id, { version: 1 })
    const corrected = await device.agenda()
    assert.deepEqual([corrected.content.serial, corrected.content.items.map(item => item.id)], [4, [`${id}.1.c.vi`]])
    const items = await whyNot(corrected, here)
    assert.deepEqual([...items.values()], [null])

    await bulletins.cancelBulletin(editor.actor, id, { version: 1, reason: '' })
    const cancelled = await device.agenda()
    assert.deepEqual([cancelled.content.serial, cancelled.content.items, cancelled.proofs], [5, [], []])
    await same(cancelled.agenda)

    await of.speaks()
    assert.equal((await device.agenda()).content.serial, 6)
    await device.hello({ decodes: ['opus'] })
    const deaf = await device.agenda()
    assert.deepEqual([deaf.content.serial, deaf.content.items], [7, []], 'there is no Opus of it')
    await device.hello({ decodes: ['opus', 'wav'] })
    assert.equal((await device.agenda()).content.items.length, 1)
    stage.clock.advance(6 * DAY)
    const over = await device.agenda()
    assert.deepEqual([over.content.serial, over.content.items], [9, []])
  })

  test('an exercise is never in a live agenda nor under its signature, and a bulletin never in a commune it is not for', async t => {
    const of = await withLoudspeakers(t, databases)
    const elsewhere = { ...COMMUNE, code: '00002', places: [{ ...COMMUNE.places[0], code: '79' }] }
    await of.communes.saveCommunes(administrator, [elsewhere])
    const live = await cluster(of, 'a-1')
    const drill = await cluster(of, 'a-2', { purpose: 'exercise' })
    const far = await cluster(of, 'b-1', { commune: '00002' })
    const { sound } = await of.bulletins.keepSound(of.editor.actor, {
      by: 'upload',
      type: 'audio/wav',
      octets: wav(8008),
    })
    const exercise = spokenDraft(of.until, sound, { purpose: 'exercise' })
    const drilled = await of.released(exercise)
    const real = await of.speaks()
    const ids = (agenda: { content: { items: readonly { id: string }[] } }) => agenda.content.items.map(({ id }) => id)
    assert.deepEqual(ids(await live.agenda()), [`${real}.1.p.vi`])
    const issued = await of.devices.agenda(await drill.identity())
    const agenda = Buffer.concat(issued.agenda).toString()
    assert.deepEqual(ids(await drill.read(agenda, 'exercise')), [`${drilled}.1.p.vi`])
    await refused(drill.read(agenda, 'live'), 'signatureWrong')
    assert.deepEqual(ids(await far.agenda()), [])
    const [digest] = of.sound.files.map(({ sha256 }) => sha256)
    assert.equal((await of.devices.audio(await live.identity(), digest))?.length, 8044)
    assert.equal(await of.devices.audio(await far.identity(), digest), null)
    assert.equal(await of.devices.audio(await drill.identity(), digest), null)
    assert.equal(await of.devices.audio(await live.identity(), sound.files[0].sha256), null)
  })

  test('a device that holds a newer agenda than this database knows: what it no longer has is withheld from it, what it has and what is new is issued above it', async t => {
    const of = await withLoudspeakers(t, databases)
    const { bulletins, stage, plays } = of
    const device = await cluster(of, 'a-1')
    const [kept, cancelled] = [await of.speaks(), await of.speaks()]
    const backup = await device.agenda()
    const names = ({ content }: { content: { items: readonly { id: string }[] } }) =>
      content.items.map(({ id }) => id.split('.')[0])
    assert.deepEqual(names(backup), [kept, cancelled])
    // After the backup one was cancelled and another released; the device holds what came of it, the database does not.
    const held = (change: object = {}) => ({
      serial: backup.content.serial + 2,
      sha256: 'b'.repeat(64),
      issuedAt: iso(stage.clock.now()),
      itemIds: [`${kept}.1.p.vi`, '00000000-0000-4000-8000-000000000009.1.p.vi'],
      ...change,
    })
    const told = held()
    stage.clock.advance(SECOND)
    await device.hello({ agenda: told })
    const next = await device.agenda()
    assert.equal(next.content.serial, told.serial + 1)
    assert.deepEqual(names(next), [kept], 'what was cancelled after the backup stays silent')
    const shown = (await plays.commune(COMMUNE.code)).clusters[0]
    assert.deepEqual([shown.withheld, shown.holds], [[cancelled], told.serial])
    const entry = (await of.work.store.trailOf('a-1', 10)).at(-1)
    assert.deepEqual(
      [entry?.action, entry?.details.issued, entry?.details.withheld],
      ['loudspeakers.ahead', backup.content.serial, [cancelled]],
    )
    assert.deepEqual((await plays.provinces())[0].withheld, [cancelled])
    const own = held({ serial: next.content.serial, itemIds: [`${kept}.1.p.vi`] })
    await device.hello({ agenda: own })
    assert.equal((await device.agenda()).agenda, next.agenda, 'and once more when it comes again')
    const fresh = await of.speaks()
    await bulletins.cancelBulletin(of.editor.actor, kept, { version: 1, reason: '' })
    assert.deepEqual(names(await device.agenda()), [fresh], 'a stop and what is new go their way')
    const other = await cluster(of, 'a-2')
    assert.deepEqual(names(await other.agenda()), [cancelled, fresh], 'of itself alone')
  })

  test('a stolen device that claims a far agenda silences its own cluster at the most, and not the device that takes its place', async t => {
    const of = await withLoudspeakers(t, databases)
    const { stage } = of
    const thief = await cluster(of, 'a-1')
    const near = await cluster(of, 'a-2')
    await of.speaks()
    const { content } = await thief.agenda()
    const claim = (serial: number) => ({
      serial,
      sha256: 'b'.repeat(64),
      issuedAt: iso(stage.clock.now() + DAY),
      itemIds: [],
    })
    for (const serial of [Number.MAX_SAFE_INTEGER, content.serial + AHEAD_MAX + 1]) {
      await thief.hello({ agenda: claim(serial) })
      assert.equal((await thief.agenda()).content.serial, content.serial)
    }
    await thief.hello({ agenda: claim(content.serial + AHEAD_MAX) })
    assert.deepEqual((await thief.agenda()).content.items, [])
    assert.equal((await near.agenda()).content.items.length, 1)
    await of.communes.revoke(administrator, 'a-1')
    const next = await (await joined(of, 'a-1')).agenda()
    assert.equal(next.content.items.length, 1)
  })

  test('a commune that a merger moved: an ended province is no place, and a device that was enrolled before is to be enrolled anew', async t => {
    const of = await withLoudspeakers(t, databases)
    const { communes, plays } = of
    const device = await cluster(of, 'a-1')
    await device.hello()
    const shown = async () => (await plays.commune(COMMUNE.code)).clusters[0]
    assert.equal((await shown()).knowsPlaces, true)
    const saved = async (...places: CommuneInput['places']) =>
      await communes.saveCommunes(administrator, [{ ...COMMUNE, places }])
    // Vĩnh Phúc (26) became part of Phú Thọ (25) on 1 July 2025; the commune itself was moved to Hà Nội (01) in a later one.
    const [old, since] = COMMUNE.places
    const moved = { code: '01', from: '2026-01-01', until: null }
    for (const wrong of [
      { ...old, until: null },
      { ...old, until: '2025-07-02' },
      { ...old, from: '2025-07-01', until: null },
    ])
      await refused(saved(wrong), 'provinceWrong')
    await saved(old, { ...since, until: moved.from }, moved)
    assert.equal((await shown()).knowsPlaces, false)
    await of.speaks({ provinces: [{ code: '01', asOf: '2026-02-03' }] })
    // It is told, and refuses what its pinned places do not bear out: the authority's word alone moves no device to another province.
    const { content, proofs } = await device.agenda()
    const approvals = async (places: CommuneInput['places']) => {
      const roster = await newestRoster(of.work.store)
      const here = { purpose: 'live' as const, places, roster: roster! }
      return [...(await whyNot({ purpose: here.purpose, content, proofs }, here)).values()]
    }
    assert.deepEqual(await approvals(COMMUNE.places), ['place'])
    await communes.revoke(administrator, 'a-1')
    const { code } = await communes.issueCode(administrator, 'a-1')
    const { publicKey } = await signerOf(await makeKey())
    const { places } = await communes.enrol({ code: code.split('.')[1], publicKey })
    assert.deepEqual(await approvals(places), [null])
  })

  test('of thousands of clusters only those that want something else are issued anew, in one transaction', async t => {
    const of = await withLoudspeakers(t, databases)
    const ids = Array.from({ length: 12 }, (_, at) => `a-${at}`)
    for (const id of ids) await cluster(of, id)
    await of.communes.saveCommunes(administrator, [
      { ...COMMUNE, code: '00002', places: [{ ...COMMUNE.places[0], code: '79' }] },
    ])
    const far = await cluster(of, 'b-1', { commune: '00002' })
    await far.agenda()
    const all = [...ids, 'b-1', 'unknown']
    const issuing = { work: of.work, standing: new StandingNow() }
    const issued = async (isTold: (cluster: string) => boolean) => {
      const clusters: string[] = []
      for await (const each of issueAgendas(issuing, all, { isTold })) clusters.push(each.cluster)
      return clusters.toSorted()
    }
    assert.equal((await issued(() => true)).length, 12)
    await of.speaks()
    assert.deepEqual(await issued(() => true), ids.toSorted())
    assert.deepEqual(await issued(() => true), [])
    // Of those that another process has issued the device here was told nothing yet.
    assert.deepEqual(await issued(id => id !== 'a-3'), ['a-3'])
    assert.equal((await issued(() => false)).length, 13)
  })

  test('a bulletin for one province wakes the devices of its communes alone, when it is released, when it is taken back and when it is over', async t => {
    const of = await withLoudspeakers(t, databases)
    const { store } = of.work
    await cluster(of, 'a-1')
    await of.communes.saveCommunes(administrator, [
      { ...COMMUNE, code: '00002', places: [{ ...COMMUNE.places[0], code: '79' }] },
    ])
    await cluster(of, 'b-1', { commune: '00002' })
    const standing = new StandingNow()
    const now = async () => await standing.releases(store, of.work.now())
    const wakes = async (before: readonly CurrentRelease[]) =>
      await concernedBy(store, changedBetween(before, await now()))
    const none = await now()
    const id = await of.speaks()
    const released = await now()
    assert.deepEqual(await wakes(none), ['a-1'])
    assert.equal(await now(), released, 'read once for as long as none other stands')
    await of.bulletins.cancelBulletin(of.editor.actor, id, { version: 1, reason: 'Sai' })
    assert.deepEqual(await wakes(released), ['a-1'])
    const cancelled = await now()
    assert.deepEqual(await wakes(cancelled), [])
    of.stage.clock.advance(6 * DAY)
    assert.deepEqual([await wakes(cancelled), await now()], [['a-1'], []])
    await of.speaks({ provinces: null, window: { from: null, until: iso(of.work.now() + DAY) } })
    assert.equal(await wakes([]), null, 'all of them')
  })

  test('a newer bulletin of the same matter is played in the older one’s place from the moment of its release, and wakes the devices of its communes', async t => {
    const of = await withLoudspeakers(t, databases)
    const { store } = of.work
    await cluster(of, 'a-1')
    const standing = new StandingNow()
    const now = async () => await standing.releases(store, of.work.now())
    const played = async () => (await now()).map(({ bulletin }) => bulletin)
    const matter = (change: string) => {
      const since = iso(of.work.now())
      return { matter: { plan: 'dich', action: null, change, since } }
    }
    const older = await of.speaks(matter('a'))
    const before = await now()
    of.stage.clock.advance(1000)
    const newer = await of.speaks(matter('b'))
    assert.deepEqual(await played(), [newer])
    assert.deepEqual(await concernedBy(store, changedBetween(before, await now())), ['a-1'])
    of.stage.clock.advance(1000)
    await of.bulletins.cancelBulletin(of.editor.actor, newer, { version: 1, reason: '' })
    assert.deepEqual(
      (await now()).map(({ bulletin, kind }) => [bulletin, kind]),
      [[newer, 'cancel']],
      'what was taken back brings nothing back',
    )
    assert.notEqual(older, newer)
  })

  test('the stop word of a cancelled bulletin is the next thing that a connected device hears, a revoked one hears nothing more', async t => {
    const of = await withLoudspeakers(t, databases)
    const near = await cluster(of, 'a-1')
    const stolen = await cluster(of, 'a-2')
    await of.communes.saveCommunes(administrator, [
      { ...COMMUNE, code: '00002', places: [{ ...COMMUNE.places[0], code: '79' }] },
    ])
    const far = await cluster(of, 'b-1', { commune: '00002' })
    const errors: unknown[] = []
    const area = openLoudspeakersArea({
      work: of.work,
      subscribe: of.stage.authority.subscribe,
      log: { unexpected: (_: string, error: unknown) => void errors.push(error) } as never,
    })
    t.after(() => area.close?.())
    const look = area.jobs?.find(({ atStart }) => atStart)
    await look?.act()
    const watch = area.routes.find(({ path }) => path === '/speaker/v1/agenda')
    assert.ok(watch !== undefined)
    const listen = async (device: typeof near) => {
      await device.hello()
      const identity = await device.identity()
      const response = (await watch.handle({ cluster: identity, cut: () => {} } as never)) as Response
      return eventsOf(response, device)
    }
    const [heard, stole, away] = [await listen(near), await listen(stolen), await listen(far)]
    const id = await of.speaks({ priority: 'urgent' })
    assert.deepEqual(await heard.next(), [])
    assert.deepEqual(await heard.next(), [`${id}.1.p.vi`])
    assert.deepEqual([await stole.next(), await stole.next()], [[], [`${id}.1.p.vi`]])
    await of.communes.revoke(administrator, 'a-2')
    assert.equal(await stole.next(), null)
    await of.bulletins.cancelBulletin(of.editor.actor, id, { version: 1, reason: '' })
    assert.deepEqual(await heard.next(), [])
    // What changes nothing is not told: receipts, hellos, looks, connections of others.
    await near.hello({ off: true })
    await near.tells(near.receipt({ is: 'switched', off: true }))
    await look?.act()
    const second = await of.speaks({ provinces: [{ code: '79', asOf: '2020-02-13' }] })
    assert.deepEqual([await away.next(), await away.next()], [[], [`${second}.1.p.vi`]])
    const third = await of.speaks()
    assert.deepEqual(await heard.next(), [`${third}.1.p.vi`])
    assert.deepEqual(
      [heard.serials, away.serials],
      [
        [1, 2, 3, 4],
        [1, 2],
      ],
    )
  })
}

function eventsOf(response: Response, device: Awaited<ReturnType<typeof cluster>>) {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  const serials: number[] = []
  let text = ''
  return {
    serials,
    /** The items of the next agenda; null: the stream is over. */
    next: async (): Promise<readonly string[] | null> => {
      for (;;) {
        const end = text.indexOf('\n\n')
        if (end >= 0) {
          const [name, data] = text.slice(0, end).split('\n')
          text = text.slice(end + 2)
          if (name !== 'event: agenda') continue
          const { content } = await device.read(JSON.parse(data.slice('data: '.length)).agenda)
          serials.push(content.serial)
          return content.items.map(({ id }) => id)
        }
        const piece = await reader?.read()
        if (piece === undefined || piece.done) return null
        text += decoder.decode(piece.value, { stream: true })
      }
    },
  }
}
