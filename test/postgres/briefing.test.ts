/** Sites and briefings: made, saved over the version that was opened, cancelled, listed, with what became of them. On both databases. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { Briefing } from '../../src/areas/briefing/model.ts'
import {
  agendaItem,
  contentWith,
  DAY,
  entry,
  HOUR,
  inState,
  MINUTE,
  NEWEST,
  openOffice,
  plannedBriefing,
  siteContent,
  siteNamed,
} from './briefing-stage.ts'
import { onEachDatabase } from './databases.ts'
import { PEOPLE } from './stage.ts'

const { editor, approver } = PEOPLE
const contentOf = ({ title, startsAt, agenda, roster, ...rest }: Briefing) => {
  const { plannedMinutes: minutes, isQueueOpen, grantedMax, isRecorded } = rest
  return { title, startsAt, minutes, agenda, roster, isQueueOpen, grantedMax, isRecorded }
}

onEachDatabase(databases => {
  test('a site is made, saved over the version that was opened, put in another place and not invited any more', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const hue = await siteNamed(stage, 'Huế')
    const vinh = await siteNamed(stage, '<img src=x> 1234')
    assert.deepEqual(await office.sites(), [hue, vinh])
    const retired = { ...siteContent('Huế'), isRetired: true }
    const saved = await office.saveSite(approver, hue.id, { version: 1, content: retired })
    assert.deepEqual([saved.version, saved.isRetired], [2, true])
    await assert.rejects(office.saveSite(editor, hue.id, { version: 1, content: retired }), {
      code: 'versionConflict',
      details: { by: approver.name, version: 2 },
    })
    await assert.rejects(office.createSite(editor, siteContent('Huế')), { code: 'siteTaken' })
    const taken = { version: 1, content: siteContent('Huế') }
    await assert.rejects(office.saveSite(editor, vinh.id, taken), { code: 'siteTaken' })
    await assert.rejects(office.saveSite(editor, randomUUID(), taken), { code: 'notFound' })

    const ordered = await office.orderSites(editor, [vinh.id, hue.id])
    assert.deepEqual(
      ordered.map(({ id }) => id),
      [vinh.id, hue.id],
    )
    assert.deepEqual(await office.sites(), ordered)
    for (const wrong of [[vinh.id], [vinh.id, vinh.id], [vinh.id, randomUUID()]])
      await assert.rejects(office.orderSites(editor, wrong), { code: 'siteOrder' })

    const told = await stage.trail('sites')
    assert.deepEqual(
      told.map(({ action, actor }) => `${actor.name} ${action}`),
      [
        `${editor.name} briefing.site-add`,
        `${editor.name} briefing.site-add`,
        `${approver.name} briefing.site-save`,
        `${editor.name} briefing.site-order`,
      ],
    )
  })

  test('a briefing has a place for each site of its roster, and who leaves the roster loses link and token', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing, chair, hue, vinh } = await plannedBriefing(stage)
    assert.deepEqual(
      briefing.places.map(({ site, role, link, is }) => [site, role, link, is]),
      [
        [chair.id, 'chair', 'none', 'awaited'],
        [hue.id, 'site', 'none', 'awaited'],
        [vinh.id, 'site', 'none', 'awaited'],
      ],
    )
    const link = await office.issuePlaceLink(editor, briefing.id, { site: vinh.id, mail: false })
    const { token } = await office.enterBriefing(new URL(link.url).hash.slice(1))
    stage.removed.length = 0
    const content = contentOf(briefing)
    const saved = await office.saveBriefing(approver, briefing.id, {
      version: 1,
      content: { ...content, roster: content.roster.slice(0, 2), startsAt: '2026-11-28T00:30:00Z' },
    })
    assert.deepEqual([saved.version, saved.updatedBy.name], [2, approver.name])
    assert.equal(saved.places.length, 2)
    assert.deepEqual(stage.removed, [`${briefing.id} ${vinh.id}`])
    await assert.rejects(office.authenticateSite(token), { code: 'placeUnknown' })
    await assert.rejects(office.saveBriefing(editor, briefing.id, { version: 1, content }), {
      code: 'versionConflict',
      details: { by: approver.name, version: 2 },
    })
    const again = await office.saveBriefing(editor, briefing.id, { version: 2, content })
    assert.deepEqual(
      again.places.map(({ link }) => link),
      ['none', 'none', 'none'],
    )
    await assert.rejects(office.authenticateSite(token), { code: 'placeUnknown' })
    const actions = (await stage.trail(briefing.id)).map(({ action }) => action)
    assert.deepEqual(actions, ['briefing.create', 'briefing.link', 'briefing.enter', 'briefing.save', 'briefing.save'])
    assert.ok(stage.changes.some(change => 'briefing' in change && change.briefing === briefing.id))
  })

  test('a link goes with the time of its briefing when that is moved', async t => {
    const stage = await openOffice(t, databases)
    const { briefing, hue } = await plannedBriefing(stage)
    await stage.office.issuePlaceLink(editor, briefing.id, { site: hue.id, mail: false })
    const saved = await stage.office.saveBriefing(editor, briefing.id, {
      version: 1,
      content: { ...contentOf(briefing), startsAt: '2026-11-29T00:30:00Z' },
    })
    const place = saved.places.find(({ site }) => site === hue.id)
    assert.deepEqual([place?.link, place?.linkExpiresAt], ['sent', '2026-11-29T14:00:00.000Z'])
  })

  test('a roster that cannot be is refused with what is wrong, by the name of the site', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const [hue, vinh] = [await siteNamed(stage, 'Huế'), await siteNamed(stage, 'Vinh')]
    const refused = async (
      roster: Parameters<typeof contentWith>[0],
      expected: { code: string; details?: object },
      change: Parameters<typeof contentWith>[1] = {},
    ) => await assert.rejects(office.createBriefing(editor, contentWith(roster, change)), expected)
    await refused([entry(hue), entry(hue)], { code: 'rosterTwice', details: { site: 'Huế' } })
    await refused([entry(hue, 'chair'), entry(vinh, 'chair')], { code: 'chairsTooMany' })
    await refused([entry(hue, 'interpreter')], { code: 'interpreterLanguage' })
    await refused([entry({ id: randomUUID() })], { code: 'siteUnknown' })
    await refused([entry(hue)], { code: 'agendaSite' }, { agenda: [agendaItem('A', vinh.id)] })
    assert.deepEqual((await office.briefings(NEWEST)).items, [])

    const kept = await office.createBriefing(editor, contentWith([entry(hue)]))
    const retired = { ...siteContent('Huế'), isRetired: true }
    await office.saveSite(editor, hue.id, { version: 1, content: retired })
    await refused([entry(hue)], { code: 'siteUnknown' })
    const again = { version: 1, content: contentWith([entry(hue), entry(vinh)]) }
    const saved = await office.saveBriefing(editor, kept.id, again)
    assert.equal(saved.places.length, 2, 'who is not invited any more stays where it was')
  })

  test('while it is open sites and items are added, and none of those that are there is taken away or changed', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing, hue } = await plannedBriefing(stage)
    const late = await siteNamed(stage, 'Cần Thơ')
    await inState(stage, briefing.id, 'open')
    const content = contentOf(briefing)
    const save = async (change: Partial<typeof content>) => {
      const { version } = await office.briefing(editor, briefing.id)
      return await office.saveBriefing(editor, briefing.id, { version, content: { ...content, ...change } })
    }
    const saved = await save({ roster: [...content.roster, entry(late)], minutes: 120 })
    assert.equal(saved.places.length, 4)
    await assert.rejects(save({ roster: content.roster.slice(0, 2) }), { code: 'briefingOnlyAdds' })
    const observer = content.roster.map(each => (each.site === hue.id ? { ...each, role: 'observer' as const } : each))
    await assert.rejects(save({ roster: [...observer, entry(late)] }), { code: 'briefingOnlyAdds' })
    await assert.rejects(office.cancelBriefing(editor, briefing.id, { reason: 'Bão' }), { code: 'briefingBegun' })
    await inState(stage, briefing.id, 'ended')
    await assert.rejects(save({ roster: [...content.roster, entry(late)] }), { code: 'briefingEnded' })
  })

  test('a briefing that is cancelled says why in the trail, and nothing of it changes any more', async t => {
    const stage = await openOffice(t, databases)
    const { office } = stage
    const { briefing, hue } = await plannedBriefing(stage)
    const reason = 'Bão số 12\nchuyển sang tuần sau'
    const cancelled = await office.cancelBriefing(editor, briefing.id, { reason })
    assert.equal(cancelled.state, 'cancelled')
    const content = contentOf(briefing)
    const minute = { item: null, is: 'decision' as const, site: null, text: 'Không' }
    const { id } = briefing
    for (const deed of [
      async () => await office.saveBriefing(editor, id, { version: 2, content }),
      async () => await office.cancelBriefing(editor, id, { reason }),
      async () => await office.issuePlaceLink(editor, id, { site: hue.id, mail: true }),
      async () => await office.issuePlaceLinks(editor, id, { mail: true }),
      async () => await office.addDocument(editor, id, { name: 'A', pages: 1 }),
      async () => await office.addMinute(editor, id, minute),
      async () => await office.giveAbsenceReason(editor, id, { site: hue.id, reason }),
    ])
      await assert.rejects(deed, { code: 'briefingCancelled' }, String(deed))
    const last = (await stage.trail(briefing.id)).at(-1)
    assert.deepEqual([last?.action, last?.details.reason], ['briefing.cancel', reason])
    assert.deepEqual(stage.letters, [])
  })

  test('the list tells how many are expected and how many of them came, and a briefing who was there, who spoke and why others were not', async t => {
    const stage = await openOffice(t, databases)
    const { office, clock } = stage
    const { briefing, chair, hue, vinh } = await plannedBriefing(stage)
    const { id } = briefing
    const {
      items: [listed],
    } = await office.briefings(NEWEST)
    assert.deepEqual([listed.state, listed.expected, listed.came], ['planned', 2, 0])
    clock.advance(30 * MINUTE)
    await inState(stage, id, 'open')
    const began = clock.now()
    await stage.write(async rows => {
      for (const site of [chair.id, hue.id])
        await rows.append(id, { atMs: began, kind: 'joined', site, details: { replaced: false, role: 'site' } })
      for (let at = 0; at <= HOUR; at += 5000) {
        const sites = { [chair.id]: began + at, [hue.id]: began + at }
        await rows.append(id, { atMs: began + at, kind: 'heard', site: null, details: { sites } })
      }
      for (const [state, after] of [
        ['granted', 10],
        ['released', 17],
      ] as const)
        await rows.append(id, {
          atMs: began + after * MINUTE,
          kind: 'floor',
          site: hue.id,
          details: { atMs: began + after * MINUTE, request: 'x', site: hue.id, state, by: null },
        })
      await rows.append(id, {
        atMs: began + MINUTE,
        kind: 'roll',
        site: null,
        details: { by: { is: 'site', site: chair.id, name: 'Bộ Y tế' }, places: [{ site: vinh.id, is: 'awaited' }] },
      })
      await rows.append(id, {
        atMs: began + MINUTE,
        kind: 'caption',
        site: chair.id,
        details: { language: 'vi', text: 'Xin chào <b>các điểm cầu</b>' },
      })
    })
    clock.advance(HOUR)
    await office.giveAbsenceReason(editor, id, { site: vinh.id, reason: 'Mất điện' })
    await office.giveAbsenceReason(approver, id, { site: vinh.id, reason: 'Mất điện cả tỉnh' })
    await assert.rejects(office.giveAbsenceReason(editor, id, { site: randomUUID(), reason: 'Không' }), {
      code: 'notFound',
    })
    await inState(stage, id, 'ended')
    clock.advance(DAY)

    for (const time of ['first', 'again']) {
      const {
        items: [after],
      } = await office.briefings(NEWEST)
      assert.deepEqual([after.state, after.expected, after.came], ['ended', 2, 1], time)
    }
    const whole = await office.briefing(editor, id)
    const [, there, absent] = whole.places
    assert.deepEqual(
      [there.is, there.presentMs, there.spokeMs, there.drops, there.wasLate],
      ['present', HOUR, 7 * MINUTE, 0, false],
    )
    assert.deepEqual(there.intervals, [
      { from: '2026-11-27T00:30:00.000Z', until: '2026-11-27T01:30:00.000Z', closed: 'ended' },
    ])
    assert.deepEqual([absent.is, absent.reason], ['absent-with-reason', 'Mất điện cả tỉnh'])
    assert.deepEqual(
      whole.turns.map(({ site, ended }) => [site, ended]),
      [[hue.id, 'released']],
    )
    assert.deepEqual(
      whole.rolls.map(({ by }) => by),
      [chair.id],
    )
    assert.equal(whole.captions[0].text, 'Xin chào <b>các điểm cầu</b>')
    const reasons = (await stage.trail(id)).filter(({ action }) => action === 'briefing.reason')
    assert.deepEqual(
      reasons.map(({ details }) => [details.name, details.reason]),
      [
        ['Bệnh viện Vinh', 'Mất điện'],
        ['Bệnh viện Vinh', 'Mất điện cả tỉnh'],
      ],
    )
  })

  test('what is not there is not found', async t => {
    const { office } = await openOffice(t, databases)
    const nowhere = randomUUID()
    for (const deed of [
      async () => await office.briefing(editor, nowhere),
      async () => await office.saveBriefing(editor, nowhere, { version: 1, content: contentWith([]) }),
      async () => await office.cancelBriefing(editor, nowhere, { reason: 'Không' }),
      async () => await office.closeMinutes(editor, nowhere),
      async () => await office.removeDocument(editor, nowhere),
      async () => await office.removeMinute(editor, nowhere, { version: 1 }),
      async () => await office.picture(nowhere, 1),
    ])
      await assert.rejects(deed, { code: 'notFound' }, String(deed))
  })
})
