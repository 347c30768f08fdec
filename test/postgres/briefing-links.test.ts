/** Links into the room: issued, sent, opened once, replaced, out of time; and what their browsers prove. On both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { SITE_TOKEN_PREFIX } from '../../src/areas/briefing/office/link.ts'
import { briefingTables } from '../../src/areas/briefing/sql.ts'
import {
  contentWith,
  DAY,
  entry,
  HOUR,
  inState,
  MINUTE,
  ORIGIN,
  openOffice,
  plannedBriefing,
  secretOf,
  siteNamed,
} from './briefing-stage.ts'
import { onEachDatabase, tablesOf } from './databases.ts'
import { PEOPLE } from './stage.ts'

const { editor } = PEOPLE

onEachDatabase(databases => {
  test('a link opens its room once, as its site, and nothing of its secrets is kept or told to the trail', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing, hue } = await plannedBriefing(stage)
    const link = await office.issuePlaceLink(editor, briefing.id, { site: hue.id, mail: false })
    assert.ok(link.url.startsWith(`${ORIGIN}/briefing#`))
    assert.deepEqual([link.expiresAt, link.isMailed], ['2026-11-27T14:00:00.000Z', false])
    const secret = secretOf(link)
    assert.equal(secret.length, 43)

    const { token, self } = await office.enterBriefing(secret)
    assert.match(token, /^loas_[\w-]{43}$/)
    assert.deepEqual(
      [self.site, self.name, self.role, self.expiresAt, self.room.briefing],
      [hue.id, hue.name, 'site', link.expiresAt, briefing.id],
    )
    assert.ok(!('mail' in self.responsible), 'nobody’s address is told to the room')
    const identity = await office.authenticateSite(token)
    assert.deepEqual([identity.briefing, identity.site, identity.role], [briefing.id, hue.id, 'site'])
    assert.equal((await office.self(identity)).site, hue.id)
    await assert.rejects(office.enterBriefing(secret), { code: 'linkUsed' })

    const kept = JSON.stringify([
      await stage.trail(briefing.id),
      await tablesOf({ kysely: stage.kysely }).selectFrom('trail').selectAll().execute(),
      await stage.write(async rows => await rows.places(briefing.id)),
    ])
    assert.ok(!kept.includes(secret) && !kept.includes(token))
    const entered = (await stage.trail(briefing.id)).at(-1)
    assert.deepEqual(entered?.actor, { kind: 'site', id: hue.id, name: hue.name })
    assert.deepEqual([entered?.action, entered?.details], ['briefing.enter', { site: hue.id, name: hue.name }])
  })

  test('two browsers that open one link at once: one comes in', async t => {
    const stage = await openOffice(t, databases)
    const { briefing, hue } = await plannedBriefing(stage)
    const link = await stage.office.issuePlaceLink(editor, briefing.id, { site: hue.id, mail: false })
    const both = await Promise.allSettled([1, 2].map(async () => await stage.office.enterBriefing(secretOf(link))))
    assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  })

  test('a new link ends the one before, used or not, and puts out whoever came by it', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing, hue } = await plannedBriefing(stage)
    const again = async () => await office.issuePlaceLink(editor, briefing.id, { site: hue.id, mail: false })
    const first = await again()
    const second = await again()
    await assert.rejects(office.enterBriefing(secretOf(first)), { code: 'linkUnknown' })
    const { token } = await office.enterBriefing(secretOf(second))
    stage.removed.length = 0
    const third = await again()
    assert.deepEqual(stage.removed, [`${briefing.id} ${hue.id}`])
    await assert.rejects(office.authenticateSite(token), { code: 'placeUnknown' })
    await assert.rejects(office.enterBriefing(secretOf(second)), { code: 'linkUnknown' })
    assert.equal((await office.enterBriefing(secretOf(third))).self.site, hue.id)
  })

  test('a link opens the briefing that it is of and no other', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing, hue, chair } = await plannedBriefing(stage)
    const other = await office.createBriefing(
      editor,
      contentWith([entry(hue, 'chair'), entry(chair)], { title: 'Giao ban khác' }),
    )
    const of = async (id: string) =>
      await office.enterBriefing(secretOf(await office.issuePlaceLink(editor, id, { site: hue.id, mail: false })))
    const [here, there] = [await of(briefing.id), await of(other.id)]
    assert.deepEqual([here.self.role, there.self.role], ['site', 'chair'])
    assert.equal((await office.authenticateSite(here.token)).briefing, briefing.id)
    assert.equal((await office.authenticateSite(there.token)).briefing, other.id)
  })

  test('a link that opens nothing says why: unknown, expired, of a briefing that has ended or was cancelled', async t => {
    const stage = await openOffice(t, databases)
    const { office, clock } = stage
    const { briefing, chair, hue, vinh } = await plannedBriefing(stage)
    const links = await office.issuePlaceLinks(editor, briefing.id, { mail: false })
    const of = (site: { id: string }) => {
      const link = links.find(each => each.site === site.id)
      assert.ok(link !== undefined)
      return secretOf(link)
    }
    for (const guess of ['x', 'A'.repeat(43), `${of(hue)}=`])
      await assert.rejects(office.enterBriefing(guess), { code: 'linkUnknown' })
    const { token } = await office.enterBriefing(of(hue))
    clock.advance(14 * HOUR - 1)
    assert.equal((await office.enterBriefing(of(chair))).self.site, chair.id)
    clock.advance(1)
    await assert.rejects(office.enterBriefing(of(vinh)), { code: 'linkExpired' })
    await assert.rejects(office.issuePlaceLink(editor, briefing.id, { site: vinh.id, mail: false }), {
      code: 'linkLate',
    })
    await inState(stage, briefing.id, 'open')
    await inState(stage, briefing.id, 'ended')
    await assert.rejects(office.enterBriefing(of(vinh)), { code: 'linkEnded' })

    // 90 days to answer instructions, from the planned end.
    clock.advance(90 * DAY - 12 * HOUR - 1)
    assert.equal((await office.authenticateSite(token)).site, hue.id)
    clock.advance(1)
    await assert.rejects(office.authenticateSite(token), { code: 'placeUnknown' })
  })

  test('a briefing that is cancelled lets nobody in, and nobody stay', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing, hue, vinh } = await plannedBriefing(stage)
    const issue = async (site: string) =>
      secretOf(await office.issuePlaceLink(editor, briefing.id, { site, mail: false }))
    const [sent, used] = [await issue(vinh.id), await issue(hue.id)]
    const { token } = await office.enterBriefing(used)
    await office.cancelBriefing(editor, briefing.id, { reason: 'Bão' })
    await assert.rejects(office.enterBriefing(sent), { code: 'linkCancelled' })
    await assert.rejects(office.authenticateSite(token), { code: 'placeCancelled' })
  })

  test('each site that has an address is sent its own link and nobody else’s; who has a link is not sent another', async t => {
    const stage = await openOffice(t, databases)
    const { office, letters } = stage
    const { briefing, chair, hue, vinh } = await plannedBriefing(stage)
    const first = await office.issuePlaceLink(editor, briefing.id, { site: chair.id, mail: true })
    assert.deepEqual([first.isMailed, letters.length], [true, 1])
    letters.length = 0
    const links = await office.issuePlaceLinks(editor, briefing.id, { mail: true })
    assert.deepEqual(
      links.map(({ site, isMailed }) => [site, isMailed]).toSorted(),
      [
        [hue.id, true],
        [vinh.id, false],
      ].toSorted(),
    )
    assert.equal(letters.length, 1)
    const [letter] = letters
    assert.deepEqual(letter.to, ['hanh.chinh@hue.example'])
    const [own, others] = [links.find(({ site }) => site === hue.id), [first, ...links]]
    assert.ok(own !== undefined && letter.text.includes(own.url))
    for (const other of others.filter(({ site }) => site !== hue.id)) assert.ok(!letter.text.includes(secretOf(other)))
    assert.match(letter.subject, /07:30 ngày 27\/11\/2026$/)
    assert.deepEqual(await office.issuePlaceLinks(editor, briefing.id, { mail: true }), [])
  })

  test('a site that has a link is told when its briefing is moved, cancelled or goes on without it, and so is its calendar', async t => {
    const stage = await openOffice(t, databases)
    const { office, letters } = stage
    const { briefing, chair, hue, vinh } = await plannedBriefing(stage)
    // Whoever has no link yet is told by the letter that brings it.
    await office.saveBriefing(editor, briefing.id, {
      version: 1,
      content: contentWith([entry(chair, 'chair'), entry(hue), entry(vinh)], { minutes: 60 }),
    })
    assert.equal(letters.length, 0)
    await office.issuePlaceLinks(editor, briefing.id, { mail: true })
    const roster = [entry(chair, 'chair'), entry(hue)]
    const startsAt = '2026-11-27T02:00:00Z'
    const saved = async (version: number, content: Parameters<typeof contentWith>[1]) =>
      await office.saveBriefing(editor, briefing.id, { version, content: contentWith(roster, content) })
    await saved(2, { startsAt, minutes: 60, title: 'Giao ban tuần 48, đổi giờ' })
    // Neither a new title alone nor one who had no address is written about.
    await saved(3, { startsAt, minutes: 60, title: 'Giao ban tuần 48' })
    await office.cancelBriefing(editor, briefing.id, { reason: 'Bão' })
    const toHue = letters.filter(({ to }) => to.includes('hanh.chinh@hue.example'))
    const appointments = toHue.map(({ calendar }) => {
      const lines = calendar?.text.replaceAll('\r\n ', '').split('\r\n') ?? []
      return lines.filter(line => /^(METHOD|UID|SEQUENCE|DTSTART):/.test(line)).join(' ')
    })
    const uid = `UID:${briefing.id}-${hue.id}`
    assert.deepEqual(appointments, [
      `METHOD:REQUEST ${uid} SEQUENCE:1 DTSTART:20261127T003000Z`,
      `METHOD:REQUEST ${uid} SEQUENCE:2 DTSTART:20261127T020000Z`,
      `METHOD:CANCEL ${uid} SEQUENCE:4 DTSTART:20261127T020000Z`,
    ])
    assert.ok(toHue.slice(1).every(({ text, calendar }) => !/#/.test(text + calendar?.text)))
  })

  test('a site that is taken off the roster is told, and nobody is told of a briefing that is long over', async t => {
    const stage = await openOffice(t, databases)
    const { office, letters, clock } = stage
    const { briefing, chair, hue } = await plannedBriefing(stage)
    await office.issuePlaceLink(editor, briefing.id, { site: hue.id, mail: false })
    await office.saveBriefing(editor, briefing.id, { version: 1, content: contentWith([entry(chair, 'chair')]) })
    assert.deepEqual(
      letters.map(({ to, calendar }) => [to[0], calendar?.method]),
      [['hanh.chinh@hue.example', 'CANCEL']],
    )
    await office.issuePlaceLink(editor, briefing.id, { site: chair.id, mail: false })
    letters.length = 0
    clock.advance(2 * DAY)
    await office.cancelBriefing(editor, briefing.id, { reason: 'Bão' })
    assert.equal(letters.length, 0)
  })

  test('a mail server that is away keeps nobody waiting for the links of all sites', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const sites = await Promise.all(
      Array.from({ length: 12 }, async (_, at) => await siteNamed(stage, `Viện ${at}`, `truc@vien-${at}.example`)),
    )
    const briefing = await office.createBriefing(editor, contentWith(sites.map(site => entry(site))))
    stage.mail.isUp = false
    const links = await office.issuePlaceLinks(editor, briefing.id, { mail: true })
    assert.deepEqual(
      links.filter(({ isMailed }) => isMailed),
      [],
    )
    assert.equal(links.length, 12)
    assert.equal(stage.letters.length, 4, 'those that were sent at once')
  })

  test('sites without an address come first in the roster, and those behind them get their letters', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const sites = []
    for (let at = 0; at < 6; at++) {
      const mail = at < 5 ? null : 'truc@vien.example'
      sites.push(await siteNamed(stage, `Viện ${at}`, mail))
    }
    const roster = sites.map(site => entry(site))
    const { id } = await office.createBriefing(editor, contentWith(roster))
    const links = await office.issuePlaceLinks(editor, id, { mail: true })
    assert.deepEqual(
      links.map(({ site, isMailed }) => [site, isMailed]),
      sites.map(({ id: site }, at) => [site, at === 5]),
    )
  })

  test('who was put out of the room is sent no link with all others, and one of its own where a secretary wants it', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing, chair, hue, vinh } = await plannedBriefing(stage)
    await stage.write(
      async rows =>
        await rows.append(briefing.id, {
          atMs: stage.clock.now(),
          kind: 'removed',
          site: hue.id,
          details: { by: null, reason: 'Gây ồn' },
        }),
    )
    const links = await office.issuePlaceLinks(editor, briefing.id, { mail: true })
    assert.deepEqual(links.map(({ site }) => site).toSorted(), [chair.id, vinh.id].toSorted())
    const again = await office.issuePlaceLink(editor, briefing.id, { site: hue.id, mail: false })
    assert.equal((await office.enterBriefing(secretOf(again))).self.site, hue.id)
  })

  test('a token of another kind, or of nobody, is nobody’s; a site that is put on no roster has none', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing } = await plannedBriefing(stage)
    const stranger = await siteNamed(stage, 'Cần Thơ')
    for (const token of [`${SITE_TOKEN_PREFIX}${'A'.repeat(43)}`, 'loak_x', 'loa_x', ''])
      await assert.rejects(office.authenticateSite(token), { code: 'placeUnknown' })
    await assert.rejects(office.issuePlaceLink(editor, briefing.id, { site: stranger.id, mail: false }), {
      code: 'notFound',
    })
  })

  test('in a database that was made of a backup no link and no token opens once more', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing, chair, hue } = await plannedBriefing(stage)
    const issue = async (site: string) =>
      secretOf(await office.issuePlaceLink(editor, briefing.id, { site, mail: false }))
    const [sent, used] = [await issue(chair.id), await issue(hue.id)]
    const { token } = await office.enterBriefing(used)
    for (const statement of briefingTables.restored) await sql.raw(statement).execute(stage.kysely)
    for (const secret of [sent, used]) await assert.rejects(office.enterBriefing(secret), { code: 'linkUnknown' })
    await assert.rejects(office.authenticateSite(token), { code: 'placeUnknown' })
    const links = await office.issuePlaceLinks(editor, briefing.id, { mail: false })
    assert.equal(links.length, 3)
  })

  test('a briefing that takes longer is made longer, and its links with it', async t => {
    const stage = await openOffice(t, databases)
    const { office, clock } = stage
    const { briefing, vinh } = await plannedBriefing(stage)
    const link = await office.issuePlaceLink(editor, briefing.id, { site: vinh.id, mail: false })
    clock.advance(30 * MINUTE)
    await inState(stage, briefing.id, 'open')
    clock.advance(13 * HOUR + 30 * MINUTE)
    await assert.rejects(office.enterBriefing(secretOf(link)), { code: 'linkExpired' })
    const { version, title, startsAt, agenda, roster } = await office.briefing(editor, briefing.id)
    await office.saveBriefing(editor, briefing.id, {
      version,
      content: { ...contentWith(roster), title, startsAt, agenda, minutes: 180 },
    })
    assert.equal((await office.enterBriefing(secretOf(link))).self.site, vinh.id)
  })
})
