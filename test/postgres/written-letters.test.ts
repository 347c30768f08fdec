/**
 * Whatever letter a person types or pastes goes out on every channel that was ticked, or is refused while it is written: each letter of
 * a table through the use cases to a release, and what people paste with it. Many letters go in one bulletin.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { smsRounds } from '../../src/app/sms-rounds.ts'
import { CapDesk } from '../../src/areas/bulletins/cap-desk.ts'
import { makeCapKey } from '../../src/areas/bulletins/cap-key.ts'
import { contentOf } from '../../src/areas/bulletins/content.ts'
import { broadcasting, plainDraft, wav } from '../../src/areas/bulletins/fixtures.test.ts'
import { type BulletinDraft, bulletinDraft } from '../../src/areas/bulletins/model.ts'
import { PublicDesk } from '../../src/areas/bulletins/public-desk.ts'
import { CAP } from '../../src/areas/bulletins/public-fixtures.test.ts'
import { kitOf } from '../../src/areas/bulletins/share-kit.ts'
import { draftSmsRounds } from '../../src/areas/bulletins/sms-drafts.ts'
import { smallPlan } from '../../src/areas/plan/fixtures.test.ts'
import { verifyAlert } from '../../src/cap/check.ts'
import { readAlert } from '../../src/cap/read.ts'
import { pagesOf } from '../../src/cbs/pages.ts'
import { oneLine, paragraphs } from '../../src/channels/harmless.ts'
import { mailOctets } from '../../src/channels/mail/message.ts'
import type { Sound } from '../../src/directive/bulletin.ts'
import { PageCache } from '../../src/http/page-cache.ts'
import { split } from '../../src/text/split.ts'
import { LETTERS } from '../../src/text/table-of-letters.test.ts'
import { readable } from '../channels/mail-stage.ts'
import { howMany, isMore } from '../parts.ts'
import { approve, bulletinsOf, submit } from './bulletins-stage.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { FIRST, save, withServices } from './free-stage.ts'
import { PLAN, withPlan } from './plan-stage.ts'
import { contentFor, enrolled, openStage, PEOPLE } from './stage.ts'
import { SITE, withSubscribers } from './subscriptions-stage.ts'

const { editor, approver } = PEOPLE

// The table ----------------------------------------------------------------------------------------------------------

/** By Unicode and by what programs write; each is the end of a line. */
const LINE_ENDS = '\n\v\f\r\u0085\u2028\u2029'
/** Nobody asked for them, and nobody misses them. */
const GONE = '\u00ad\u061c\u200e\u200f\u202a\u202c\u2060\u2066\u2068\u2069\ufeff'

/** `(u2028:X)` */
const marked = (letter: string) => `(u${letter.codePointAt(0)?.toString(16).padStart(4, '0')}:${letter})`

/** As whoever reads it finds it; how wide a blank is and where a line ends is a matter of the channel. */
function found(letter: string): string {
  const kept = LINE_ENDS.includes(letter) ? ' ' : GONE.includes(letter) ? '' : letter
  return even(marked(letter).replace(`:${letter})`, `:${kept})`))
}

const even = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ')

// A bulletin that says it everywhere ---------------------------------------------------------------------------------

function saysEverywhere(said: string, until: string, sound: Sound): BulletinDraft {
  const draft = broadcasting(plainDraft(until), until)
  const each = { language: 'vi' }
  const texts = {
    page: [{ ...each, title: said, text: said }],
    sms: [{ ...each, text: said }],
    mail: [{ ...each, subject: said, text: said }],
    push: [{ ...each, title: said, text: said }],
    // A voice says words alone: that has a test of its own.
    loudspeakers: [{ ...each, spoken: 'Bà con chú ý.', sound, perWindow: 1, gapSeconds: 0 }],
  }
  const { broadcast = assert.fail() } = draft.renditions
  const aired = [{ ...each, text: said }]
  return {
    ...draft,
    renditions: {
      ...draft.renditions,
      ...texts,
      cap: { ...CAP, urgency: 'Expected' },
      broadcast: { ...broadcast, texts: aired },
      placements: [{ ...each, kind: 'crawl', text: said }],
    },
    correction: { ...texts, broadcast: aired },
  }
}

/** Each place of a draft in which people write. */
function placesOf(draft: BulletinDraft): readonly string[] {
  const places: string[] = []
  const look = (value: unknown, path: string): void => {
    const name = path.slice(path.lastIndexOf('.') + 1)
    if (typeof value === 'string' && /^(?:title|text|subject)$/.test(name)) places.push(path)
    if (typeof value !== 'object' || value === null) return
    for (const [field, inner] of Object.entries(value)) look(inner, path === '' ? field : `${path}.${field}`)
  }
  look(draft, '')
  return places
}

onEachDatabase(databases => {
  describeLetters(databases)
  describeDrafts(databases)
})

function describeLetters(databases: Databases): void {
  test('each letter of the table is refused while it is written, at each place and by its name, or goes out on every channel', async t => {
    const of = await withChannels(t, databases)
    const sound = await of.brought()
    const goes: string[] = []
    const letters = isMore ? LETTERS : LETTERS.filter((_, at) => at % 8 === 0)
    for (const letter of letters) {
      const draft = saysEverywhere(`a${letter}b`, of.until, sound)
      const parsed = bulletinDraft.safeParse(draft)
      const faults = faultsIn(draft, of.stage.clock.now())
      const isHardEnd = letter === '\n' || letter === '\r'
      // What is one line has none; texts with them are pasted below.
      const places = placesOf(draft).filter(at => !isHardEnd || /\.(?:title|subject)$/.test(at))
      if (parsed.success) {
        assert.deepEqual(faults, [], marked(letter))
        goes.push(letter)
        continue
      }
      const name = `U\\+${letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
      const told = parsed.error.issues.map(issue => {
        assert.ok(issue.code === 'custom')
        assert.match(String(issue.params?.vi), new RegExp(`^Dòng 1, chữ thứ 2: ${name} .+\\.$`))
        assert.match(String(issue.params?.en), new RegExp(`^Line 1, letter 2: ${name} .+\\.$`))
        return issue.path.join('.')
      })
      assert.deepEqual(told.toSorted(), places.toSorted(), name)
      // As a draft that was kept before there was the rule.
      assert.deepEqual(faults.toSorted(), places.map(at => `${at} letter`).toSorted(), name)
    }
    const some = howMany(35, 300)
    assert.ok(goes.length > some && letters.length - goes.length > some, 'there is some of both')
    await assert.rejects(of.bulletins.createBulletin(editor, saysEverywhere('a\ufffeb', of.until, sound)))
    for (const batch of inBatches(goes)) {
      const said = batch.map(marked).join(' ')
      await of.goesOut(saysEverywhere(said, of.until, sound), batch.map(found))
    }
  })

  test('what people paste from word processors, tables, papers and messengers goes out on every channel, or is refused', async t => {
    const of = await withChannels(t, databases)
    const sound = await of.brought()
    const file = new URL('../../src/text/vectors/pasted-texts.json', import.meta.url)
    const pasted: readonly { text: string; kept?: string }[] = JSON.parse(readFileSync(file, 'utf8'))
    // Of each program one whole bulletin; all of them as drafts.
    for (const [i, { text, kept }] of pasted.entries()) {
      const draft = saysEverywhere(text, of.until, sound)
      draft.renditions.page[0].title = 'Thông báo'
      draft.renditions.mail[0].subject = 'Thông báo'
      draft.renditions.push[0].title = 'Thông báo'
      draft.correction = saysEverywhere('Tin trước không đúng.', of.until, sound).correction
      const parsed = bulletinDraft.safeParse(draft)
      assert.equal(parsed.success, kept !== undefined, text)
      assert.equal(parsed.data?.renditions.page[0].text, kept)
      if (kept === undefined || i >= ONE_OF_EACH) continue
      await of.goesOut(draft, kept.split('\n').map(even), { isTitled: false })
    }
  })
}

/** What is kept of a text, and whether it can go on to two people, in other drafts than a bulletin's. */
function describeDrafts(databases: Databases): void {
  const PASTED = '\ufeffRửa tay.\u2028Đeo\u00ad khẩu trang.'.normalize('NFD')
  const [SAID, LINE] = ['Rửa tay.\nĐeo khẩu trang.', 'Rửa tay. Đeo khẩu trang.']
  const ODD = 'Rửa \ufffe tay'

  test('a message of a round is kept as it is said, and one with a letter that cannot go out is not submitted', async t => {
    const stage = await openStage(t, databases)
    const { authority } = stage
    await enrolled(stage, 'mot')
    const { id: campaign } = await authority.createCampaign(editor, { title: PASTED, note: '' })
    const says = async (text: string) => {
      const messages = [{ variants: [{ language: 'vi', text }] }]
      return await authority.createRound(editor, campaign, contentFor(['mot'], { messages }))
    }
    const well = await says(PASTED)
    assert.equal(well.campaignTitle, LINE)
    assert.equal(well.content.messages[0].variants[0].text, SAID)
    assert.deepEqual(well.faults, [])
    const { id, version, faults } = await says(ODD)
    assert.deepEqual(
      faults.map(({ path, code }) => [path, code]),
      [['messages.0.variants.0.text', 'letter']],
    )
    await assert.rejects(authority.submitRound(editor, id, { version }), { code: 'contentFaulty' })
  })

  test('a plan is kept as it is said, and one with a letter that cannot go out is not submitted', async t => {
    const { plans } = await withPlan(t, databases)
    const { draft } = await plans.plan(editor, PLAN)
    const plan = smallPlan()
    const saved = async (revision: number, vi: string) => {
      const content = { ...plan, text: { ...plan.text, vi } }
      return (await plans.savePlanDraft(editor, PLAN, { revision, content })).draft
    }
    const well = await saved(draft.revision, PASTED)
    assert.deepEqual(well.content?.text, { ...plan.text, vi: SAID })
    assert.notEqual(well.sha256, null)
    const odd = await saved(well.revision, ODD)
    assert.deepEqual(
      odd.faults.filter(({ severity }) => severity === 'fault').map(({ code, place }) => [code, place]),
      [['text-marks', 'text.vi']],
    )
    const of = { revision: odd.revision, sha256: odd.sha256 ?? '' }
    await assert.rejects(plans.submitPlanDraft(editor, PLAN, of))
  })

  test('names on the list of what is free are kept as they are said, and one with a letter that cannot go out is not submitted', async t => {
    const stage = await openStage(t, databases)
    const { free } = stage.authority
    const well = await save(stage, withServices({ ...FIRST, title: PASTED }))
    assert.equal(well.content.services[0].title, LINE)
    const { revision, faults } = await save(stage, withServices({ ...FIRST, owner: ODD }))
    assert.deepEqual(
      faults.filter(({ severity }) => severity === 'fault').map(({ code, service, value }) => [code, service, value]),
      [['letter-odd', FIRST.id, 'U+FFFE']],
    )
    await assert.rejects(free.submitFreeDraft(editor, { revision }))
  })
}

/** Programs from which something is pasted, in the order of the vectors. */
const ONE_OF_EACH = 11
/** As many as a title, a push and a broadcast have room for. */
const BATCH = 11

function inBatches(letters: readonly string[]): readonly (readonly string[])[] {
  const batches = Math.ceil(letters.length / BATCH)
  return Array.from({ length: batches }, (_, i) => letters.slice(i * BATCH, (i + 1) * BATCH))
}

function faultsIn(draft: BulletinDraft, now: number): string[] {
  const made = contentOf(
    draft,
    { id: '5f0c1c7e-3f5a-4c56-9d3c-1f6f6b7c0a01', version: 1 },
    { now, asks: () => false, spokenIn: () => null },
  )
  // That half a pair is no text is told by the splitter of its channel too.
  const isToldTwice = (code: string) => code === 'sms-too-long' || code === 'pages-many'
  return made.is === 'content'
    ? []
    : made.faults
        .filter(({ code }) => !isToldTwice(code) && code !== 'period-short')
        .map(({ at, code }) => `${at} ${code}`)
}

async function withChannels(t: TestContext, databases: Databases) {
  const of = await withSubscribers(t, databases)
  const { work, stage, releases } = of
  const { authority } = stage
  const key = await makeCapKey({ name: SITE.name, nowMs: stage.clock.now() })
  const fail = (error: unknown) => assert.fail(String(error))
  const cap = new CapDesk({ work, releases, site: SITE, key: async () => key, onRefusal: fail, onError: fail })
  const bulletins = bulletinsOf(authority, [cap])
  const desk = new PublicDesk({ releases, cap, site: SITE, nowMs: work.now })
  const kept = new PageCache({ make: async now => await desk.pageSet(now), nowMs: work.now })
  await of.subscriber('dan@example.vn')
  await of.send('confirm')
  await of.browser('mot')
  const rounds = smsRounds(authority)

  /** All that is read of it, by channel. */
  async function readOf(id: string): Promise<Readonly<Record<string, string>>> {
    kept.invalidate()
    const page = async (path: string) =>
      String((await kept.answer(path, { header: () => null }))?.body ?? assert.fail(path))
    const xml = await page(`/cap/${id}.1.publish.xml`)
    assert.deepEqual(verifyAlert(Buffer.from(xml), { ...key, at: work.now() }), [])
    const read = readAlert(Buffer.from(xml))
    assert.ok('alert' in read)
    const [info] = read.alert.info
    await of.fill()
    const [letter, ...more] = await of.send('mail')
    assert.equal(more.length, 0)
    const [pushed] = await of.push()
    const mail = await mailOctets({
      ...letter.content,
      subject: letter.content.title,
      from: 'loa@example.vn',
      to: ['dan@example.vn'],
      messageId: '<a@example.vn>',
      date: new Date(work.now()),
    })
    await draftSmsRounds(work, rounds)
    const { items } = await authority.rounds({ cursor: null, limit: 1, campaign: null, states: null })
    const sms = (await authority.round(editor, items[0].id)).content.messages[0].variants[0].text
    const [release] = await releases.of(id)
    const { broadcast = assert.fail(), loudspeakers } = release.content.renditions
    assert.equal(loudspeakers[0].spoken, 'Bà con chú ý.')
    const json = JSON.parse(await page('/bulletins.json')) as {
      readonly items: readonly { readonly title: string; readonly content_html: string }[]
    }
    const feedItem = json.items.find(each => JSON.stringify(each).includes(id)) ?? assert.fail()
    const heads = {
      title: unescaped(await page(`/bulletins/${id}`)),
      headline: info.headline ?? '',
      subject: readable(mail.toString('latin1').split('\r\n\r\n')[0]),
      'title of the push': oneLine(pushed.content.title),
      'title of the JSON feed': feedItem.title,
    }
    const texts = {
      page: unescaped(await page(`/bulletins/${id}`)),
      'Atom feed': unescaped(unescaped(await page('/bulletins.atom'))),
      'JSON feed': unescaped(feedItem.content_html),
      alert: info.description ?? '',
      mail: unescaped(readable(mail.toString('latin1').replaceAll('=\r\n', ''))),
      push: paragraphs(pushed.content.text),
      'short message': split(sms).pieces.join(''),
      'cell broadcast': pagesOf(broadcast.texts[0].text)
        .pages.map(each => each.text)
        .join(''),
      crawl: kitOf(release).languages[0].crawl,
    }
    return { ...heads, ...texts }
  }

  return {
    ...of,
    bulletins,
    brought: async () =>
      (await bulletins.keepSound(editor, { by: 'upload', type: 'audio/wav', octets: wav(800) })).sound,
    /** It is released, and each of these is read on every channel. */
    goesOut: async (
      draft: BulletinDraft,
      all: readonly string[],
      { isTitled = true }: { readonly isTitled?: boolean } = {},
    ) => {
      const made = await bulletins.createBulletin(editor, draft)
      assert.deepEqual(made.faults, [])
      const { id } = await approve(bulletins, approver, await submit(bulletins, editor, made))
      for (const [channel, text] of Object.entries(await readOf(id))) {
        if (!isTitled && /^(?:title|headline|subject)/.test(channel)) continue
        const read = even(text)
        for (const each of all) assert.ok(read.includes(each.trim()), `${channel}: ${each}`)
      }
      stage.clock.advance(1000)
    },
  }
}

function unescaped(html: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return html
    .replace(/<br>|<\/?p[^>]*>/g, '\n')
    .replace(/&#(\d+);|&#x([0-9A-Fa-f]+);|&(amp|lt|gt|quot);/g, (_, decimal, hex, name) =>
      name === undefined
        ? String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal))
        : named[name],
    )
}
