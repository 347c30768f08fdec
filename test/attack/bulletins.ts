/**
 * What is tried at bulletins, loudspeakers and announcements before the ring: by people of each role, by programs, by devices of
 * communes and nodes of operators, and by an administrator of the database. Two communes of two provinces have a device each; one
 * bulletin is released for the first.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { plainDraft, wav } from '../../src/areas/bulletins/fixtures.test.ts'
import type { Bulletin, BulletinDraft, KeptSound } from '../../src/areas/bulletins/model.ts'
import { saidOf } from '../../src/areas/bulletins/said.ts'
import type { BulletinTables } from '../../src/areas/bulletins/tables.ts'
import { keyScope } from '../../src/authority/actor.ts'
import { newestRoster } from '../../src/authority/signed.ts'
import { canonicalJson } from '../../src/base/canonical.ts'
import type { Sound } from '../../src/directive/bulletin.ts'
import { fingerprint, makeKey, type Signer, sha256Of, signerOf } from '../../src/directive/signing.ts'
import { admit } from '../../src/speaker/admission.ts'
import { whyNot } from '../../src/speaker/fake-authority.test.ts'
import { makeSpeakerToken } from '../../src/speaker/link.ts'
import type { Receipt } from '../../src/speaker/receipts.ts'
import { type EnrolAnswer, SPEAKER_PATHS } from '../../src/speaker/wire.ts'
import { type Answer, Events, Person } from '../authority/stage.ts'
import { type Attempt, allRefused, refused } from './attempts.ts'
import { type Official, signatureOf, type Target } from './target.ts'

const UUID = '00000000-0000-4000-8000-000000000000'
const BULLETINS = '/api/v1/bulletins'
const LOUDSPEAKERS = '/api/v1/loudspeakers'
const CLUSTERS = `${LOUDSPEAKERS}/clusters`
const DAY_MS = 24 * 3_600_000

export interface Broadcast {
  readonly target: Target
  readonly sonLoi: DeviceByHttp
  readonly hangBac: DeviceByHttp
  /** That `hangBac` was enrolled with. */
  readonly usedCode: string
  readonly sound: Sound
  /** Out, for the province of `sonLoi`. */
  readonly released: Bulletin
}

export async function openBroadcast(target: Target): Promise<Broadcast> {
  const { browser } = target.administrator
  const place = (code: string) => ({ code, from: '2025-07-01', until: null })
  await browser.well('PUT', '/api/v1/loudspeakers/communes', {
    communes: [
      { code: '08959', name: 'Xã Sơn Lôi', places: [place('25')], windows: null },
      { code: '00070', name: 'Phường Hoàn Kiếm', places: [place('01')], windows: null },
    ],
  })
  await browser.well('POST', CLUSTERS, {
    clusters: [
      { cluster: 'son-loi', commune: '08959', name: 'Ái Văn', purpose: 'live' },
      { cluster: 'hang-bac', commune: '00070', name: 'Hàng Bạc', purpose: 'live' },
    ],
  })
  const sonLoi = await DeviceByHttp.enrolled(target, await codeOf(target, 'son-loi'))
  const usedCode = await codeOf(target, 'hang-bac')
  const hangBac = await DeviceByHttp.enrolled(target, usedCode)
  const sound = await soundBy(target.editor, 8000)
  const released = await approvedBy(target, spokenDraft(sound))
  return { target, sonLoi, hangBac, usedCode, sound, released }
}

async function codeOf({ administrator }: Target, cluster: string): Promise<string> {
  return (await administrator.browser.well('POST', `${CLUSTERS}/${cluster}/code`)).code
}

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()

function spokenDraft(sound: Sound): BulletinDraft {
  const draft = plainDraft(inDays(2))
  const loudspeakers = [{ language: 'vi', spoken: 'Bà con rửa tay.', sound, perWindow: 1, gapSeconds: 0 }]
  return {
    ...draft,
    provinces: [{ code: '25', asOf: '2025-07-01' }],
    renditions: { ...draft.renditions, loudspeakers },
    correction: { ...draft.correction, loudspeakers },
  }
}

/** Of so many octets, which nothing else has. */
async function soundBy({ browser }: Official, size: number): Promise<Sound> {
  const answer = await bring(browser, wav(size), 'audio/wav')
  assert.equal(answer.status, 201, answer.text.slice(0, 200))
  return (answer.body as KeptSound).sound
}

async function bring({ url, cookie }: Person, octets: Uint8Array, type: string): Promise<Answer> {
  const answer = await fetch(`${url}/api/v1/bulletin-sounds`, {
    method: 'POST',
    headers: { origin: url, cookie, 'content-type': type },
    body: new Uint8Array(octets),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: JSON.parse(text) }
}

// Two people ---------------------------------------------------------------------------------------------------------

async function draftBy({ browser }: Official, draft = plainDraft(inDays(2))): Promise<Bulletin> {
  return await browser.well('POST', BULLETINS, { draft })
}

async function signed(by: Official, { id, version, sha256 }: Bulletin, does: 'submit' | 'approve') {
  assert.ok(sha256 !== null)
  return { version, sha256, signature: await signatureOf(by, saidOf({ id, version, sha256 }, does)) }
}

async function submittedBy(by: Official, draft?: BulletinDraft): Promise<Bulletin> {
  const made = await draftBy(by, draft)
  const path = `${BULLETINS}/${made.id}/submit`
  return await by.browser.well('POST', path, await signed(by, made, 'submit'))
}

/** As this person sees it. */
async function approve(by: Official, shown: Bulletin, change: object = {}): Promise<Answer> {
  const { purpose } = shown.draft
  const deed = { ...(await signed(by, shown, 'approve')), purpose, ...change }
  return await by.browser.post(`${BULLETINS}/${shown.id}/approve`, deed)
}

async function approvedBy({ editor, approver }: Target, draft?: BulletinDraft): Promise<Bulletin> {
  const answer = await approve(approver, await submittedBy(editor, draft))
  assert.equal(answer.status, 200, answer.text.slice(0, 200))
  return answer.body
}

async function nothingReleased({ auditor }: Target, { id }: Bulletin): Promise<void> {
  assert.deepEqual(await auditor.well('GET', `${BULLETINS}/${id}/releases`), [])
}

/** Deeds of one bulletin that one person or program tries. */
async function deedsOf(ask: Person['post'], { id, version }: Bulletin) {
  const path = `${BULLETINS}/${id}`
  return [
    await ask(`${path}/correct`, { version }),
    await ask(`${path}/cancel`, { version, reason: '' }),
    await ask(`${path}/revise`, {}),
    await ask(`${path}/discard`, {}),
  ]
}

// Devices ------------------------------------------------------------------------------------------------------------

/** Whoever has the key of a cluster's device. */
export class DeviceByHttp {
  readonly cluster: string
  readonly signer: Signer
  readonly #url: string
  readonly #answer: EnrolAnswer

  private constructor(url: string, signer: Signer, answer: EnrolAnswer) {
    this.#url = url
    this.signer = signer
    this.#answer = answer
    this.cluster = answer.cluster
  }

  static async enrolled({ url }: Target, code: string): Promise<DeviceByHttp> {
    const signer = await signerOf(await makeKey())
    const { status, body, text } = await enrol(url, code, signer)
    assert.equal(status, 200, text)
    return new DeviceByHttp(url, signer, body)
  }

  get bearer(): Promise<string> {
    return this.tokenFor(this.cluster)
  }

  async tokenFor(cluster: string): Promise<string> {
    const { publicKey } = this.#answer.authority
    return await makeSpeakerToken(this.signer, { cluster, audience: await fingerprint(publicKey), nowMs: Date.now() })
  }

  async ask(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
    const authorization = `Bearer ${token ?? (await this.bearer)}`
    return await new Person(this.#url).ask(method, path, body, { authorization })
  }

  async tell(receipts: readonly Receipt[], cluster = this.cluster): Promise<Answer> {
    const document = await this.signer.sign('speakerReceipts', { cluster, receipts: [...receipts] })
    return await this.ask('POST', SPEAKER_PATHS.receipts, { document })
  }

  /** What it would play of what it is told now: by item, why not; null: it would. */
  async approvals({ rows }: Target): Promise<ReadonlyMap<string, string | null>> {
    const events = await Events.open(this.#url + SPEAKER_PATHS.agenda, { authorization: `Bearer ${await this.bearer}` })
    const { data } = await events.until(({ name }) => name === 'agenda')
    events.close()
    const { authority, purpose, places } = this.#answer
    const admitted = await admit(data.agenda, {
      authorityKey: authority.publicKey,
      purpose,
      cluster: this.cluster,
      held: null,
    })
    assert.equal(admitted.is, 'new')
    const roster = await newestRoster(rows.store)
    assert.ok(roster !== null)
    return await whyNot(admitted.body, { purpose, places, roster })
  }
}

async function enrol(url: string, code: string, { publicKey }: Signer): Promise<Answer> {
  const [, secret] = code.split('.')
  return await new Person(url).post(SPEAKER_PATHS.enrol, { code: secret, publicKey })
}

const played = (item: string): readonly Receipt[] => {
  const at = new Date().toISOString()
  const sha256 = '0'.repeat(64)
  return [
    { is: 'started', counter: 1, at, item, serial: 1, sha256, priority: 'normal', part: 1, of: 1 },
    { is: 'ended', counter: 2, at, start: 1 },
  ]
}

async function todayOf({ auditor }: Target, cluster: string): Promise<Record<string, number>> {
  const communes = await auditor.well('GET', '/api/v1/loudspeakers/communes')
  const clusters = communes.flatMap((each: { clusters: { id: string }[] }) => each.clusters)
  return clusters.find(({ id }: { id: string }) => id === cluster).today
}

// Attempts -----------------------------------------------------------------------------------------------------------

export const atBulletins: readonly Attempt<Broadcast>[] = [
  {
    name: 'stranger: drafts, sounds, proofs, plays',
    code: '-',
    act: async ({ target, released, sound }) => {
      const stranger = new Person(target.url)
      const path = `${BULLETINS}/${released.id}`
      const asked = [BULLETINS, path, `${path}/proofs`, `${path}/kit`, `${path}/announcements`, `${path}/broadcasts`]
      const files = `/api/v1/bulletin-files/${sound.files[0].sha256}`
      const plays = `${CLUSTERS}/son-loi/plays`
      const answers = []
      for (const each of [...asked, files, plays]) answers.push(await stranger.get(each))
      answers.push(await bring(stranger, wav(800), 'audio/wav'))
      return allRefused(answers, 'signedOut')
    },
  },
  {
    name: 'duty officer, engineer: what is not theirs',
    code: 'S17',
    act: async ({ target: { duty, engineer }, released }) => {
      const path = `${BULLETINS}/${released.id}`
      const answers = []
      const loudspeakers = [LOUDSPEAKERS, `${LOUDSPEAKERS}/communes`, `${CLUSTERS}/son-loi/plays`]
      for (const person of [duty, engineer])
        for (const each of [
          BULLETINS,
          path,
          `${path}/proofs`,
          `${path}/releases`,
          '/api/v1/subscriptions',
          ...loudspeakers,
        ])
          answers.push(await person.get(each))
      for (const each of ['announcements', 'broadcasts']) answers.push(await duty.get(`${path}/${each}`))
      return allRefused(answers, 'forbidden')
    },
  },
  {
    name: 'auditor, administrator: write, take back',
    code: 'S17',
    act: async ({ target: { auditor, administrator }, released }) => {
      const answers = []
      for (const person of [auditor, administrator.browser]) {
        answers.push(await person.post(BULLETINS, { draft: plainDraft(inDays(2)) }))
        answers.push(await bring(person, wav(800), 'audio/wav'))
        answers.push(...(await deedsOf(person.post.bind(person), released)))
      }
      return allRefused(answers, 'forbidden')
    },
  },
  {
    name: 'editor: to approve; approver: their own',
    code: 'S1',
    act: async ({ target }) => {
      const { editor, approver } = target
      const [theirs, own] = [await submittedBy(editor), await submittedBy(approver)]
      const answers = [await approve(editor, theirs), await approve(approver, own)]
      for (const each of [theirs, own]) await nothingReleased(target, each)
      return allRefused(answers, 'forbidden', 'ownApproval')
    },
  },
  {
    name: 'approver: another text than was submitted',
    code: 'S4',
    act: async ({ target }) => {
      const { editor, approver } = target
      const shown = await submittedBy(editor)
      const other = { ...shown, sha256: sha256Of('another') }
      const answer = await approve(approver, other)
      await nothingReleased(target, shown)
      return refused(answer, 'signatureOfPersonWrong')
    },
  },
  {
    name: 'approver: live as an exercise',
    code: '-',
    act: async ({ target }) => {
      const shown = await submittedBy(target.editor)
      const answer = await approve(target.approver, shown, { purpose: 'exercise' })
      await nothingReleased(target, shown)
      return refused(answer, 'bulletinPurposeDiffers')
    },
  },
  {
    name: 'approver: no signature, another’s, of another deed',
    code: 'S1',
    act: async ({ target }) => {
      const { editor, approver } = target
      const shown = await submittedBy(editor)
      const answers = [
        await approve(approver, shown, { signature: undefined }),
        await approve(approver, shown, await signed(editor, shown, 'approve')),
        await approve(approver, shown, await signed(approver, shown, 'submit')),
      ]
      await nothingReleased(target, shown)
      return allRefused(answers, 'signatureNeeded', 'notOnRoster', 'signatureOfPersonWrong')
    },
  },
  {
    name: 'key of all scopes: approves, takes back',
    code: 'S1',
    act: async ({ target, released }) => {
      const input = { name: 'Máy', scopes: keyScope.options, expiresAt: null }
      const { secret } = await target.administrator.browser.well('POST', '/api/v1/keys', input)
      const program = async (path: string, body: unknown) =>
        await new Person(target.url).post(path, body, {
          authorization: `Bearer ${secret}`,
          'idempotency-key': randomUUID(),
        })
      const shown = await submittedBy(target.editor)
      const deed = { ...(await signed(target.approver, shown, 'approve')), purpose: 'live' }
      const answers = [
        await program(`${BULLETINS}/${shown.id}/approve`, deed),
        await program(`${BULLETINS}/${shown.id}/return`, { reason: 'x' }),
        ...(await deedsOf(program, released)),
        await program(`${CLUSTERS}/son-loi/revoke`, {}),
        await program(`${CLUSTERS}/son-loi/code`, {}),
      ]
      await nothingReleased(target, shown)
      return allRefused(answers, 'forbidden')
    },
  },
  {
    name: 'editor: as a sound a page, a list of files, silence',
    code: '-',
    act: async ({ target: { editor } }) => {
      const given = [
        Buffer.from('<html><script>alert(1)</script>'),
        Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'),
        Buffer.from('ffconcat version 1.0\nfile /etc/passwd\n'),
        wav(0),
      ]
      const answers = []
      for (const octets of given) answers.push(await bring(editor.browser, octets, 'audio/mpeg'))
      for (const { text } of answers) assert.doesNotMatch(text, /root:/)
      return allRefused(answers, 'soundUnreadable', 'soundTooShort')
    },
  },
  {
    name: 'database: the text altered before the approval',
    code: 'S4',
    act: async ({ target }) => {
      const shown = await submittedBy(target.editor)
      const [page] = shown.draft.renditions.page
      const draft = { ...shown.draft, renditions: { ...shown.draft.renditions, page: [page] } }
      draft.renditions.page[0] = { ...page, text: 'Gọi 1900 0000 để nhận quà' }
      await alter(target, 'bulletin', { draft: JSON.stringify(draft) }, shown)
      const answer = await approve(target.approver, shown)
      await nothingReleased(target, shown)
      return refused(answer, 'bulletinAltered', 'versionConflict', 'contentAltered')
    },
  },
  {
    name: 'database: a release forged, for loudspeakers',
    code: 'S4',
    act: async ({ target, sonLoi, released }) => {
      const genuine = `${released.id}.1.p.vi`
      assert.equal((await sonLoi.approvals(target)).get(genuine), null)
      const forged = await forgeRelease(target, released)
      const why = (await sonLoi.approvals(target)).get(`${forged}.1.p.vi`)
      assert.equal(why, 'two-people')
      assert.equal((await sonLoi.approvals(target)).get(genuine), null)
      return `not played: ${why}`
    },
  },
]

type Table = 'bulletin' | 'bulletin_release'

async function alter({ rows }: Target, table: Table, change: object, { id }: Bulletin): Promise<void> {
  await rows.do(
    async db =>
      await db
        .withTables<BulletinTables>()
        .updateTable(table as 'bulletin')
        .set(change)
        .where('id', '=', id)
        .execute(),
  )
}

/** As the row of a genuine one, with another level, under signatures that are of something else; its bulletin. */
async function forgeRelease({ rows }: Target, { id }: Bulletin): Promise<string> {
  const forged = randomUUID()
  await rows.do(async given => {
    const db = given.withTables<BulletinTables>()
    const row = await db.selectFrom('bulletin_release').selectAll().where('bulletin', '=', id).executeTakeFirstOrThrow()
    const { serial } = await db
      .selectFrom('bulletin_release')
      .select(eb => eb.fn.max('serial').as('serial'))
      .executeTakeFirstOrThrow()
    const bulletin = await db.selectFrom('bulletin').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const content = { ...JSON.parse(row.content), bulletin: forged }
    const text = canonicalJson(content)
    await db
      .insertInto('bulletin')
      .values({ ...bulletin, id: forged })
      .execute()
    await db
      .insertInto('bulletin_release')
      .values({ ...row, serial: Number(serial) + 1, bulletin: forged, content: text, sha256: sha256Of(text) })
      .execute()
  })
  return forged
}

export const atLoudspeakers: readonly Attempt<Broadcast>[] = [
  {
    name: 'stranger: a device’s paths, a code guessed',
    code: '-',
    act: async ({ target }) => {
      const stranger = new Person(target.url)
      const { signer } = await strangeDevice()
      return allRefused(
        [
          await stranger.get(SPEAKER_PATHS.agenda),
          await stranger.post(SPEAKER_PATHS.hello, {}),
          await stranger.post(SPEAKER_PATHS.receipts, { document: 'x'.repeat(40) }),
          await enrol(target.url, `x.${'A'.repeat(43)}`, signer),
        ],
        'speakerUnknown',
        'speakerCodeWrong',
        'signedOut',
      )
    },
  },
  {
    name: 'device: a code that was used, with another key',
    code: 'S12',
    act: async ({ target, usedCode }) => {
      const { signer } = await strangeDevice()
      return refused(await enrol(target.url, usedCode, signer), 'speakerCodeWrong')
    },
  },
  {
    name: 'device: in the name of another commune’s',
    code: 'S12',
    act: async ({ sonLoi, hangBac, target }) => {
      const before = await todayOf(target, 'hang-bac')
      const told = await sonLoi.tell(played(`${UUID}.1.p.vi`), 'hang-bac')
      const token = await sonLoi.tokenFor(hangBac.cluster)
      const posing = await sonLoi.ask('GET', SPEAKER_PATHS.agenda, undefined, token)
      assert.deepEqual(await todayOf(target, 'hang-bac'), before)
      return allRefused([told, posing], 'signatureWrong', 'speakerUnknown')
    },
  },
  {
    name: 'device: a call of its own, replayed',
    code: 'S16',
    act: async ({ sonLoi }) => {
      const token = await sonLoi.bearer
      const path = `${SPEAKER_PATHS.audio}/${'0'.repeat(64)}`
      refused(await sonLoi.ask('GET', path, undefined, token), 'notFound')
      return refused(await sonLoi.ask('GET', path, undefined, token), 'speakerUnknown')
    },
  },
  {
    name: 'device: receipts told twice, and another’s counter',
    code: 'S18',
    act: async ({ target, sonLoi, released }) => {
      const receipts = played(`${released.id}.1.p.vi`)
      for (let times = 0; times < 3; times++) assert.deepEqual((await sonLoi.tell(receipts)).body, { counter: 2 })
      const { played: heard, scheduled } = await todayOf(target, 'son-loi')
      assert.deepEqual([heard, scheduled], [1, 1])
      return 'counted once'
    },
  },
  {
    name: 'device: it played what is not for its province',
    code: 'S18',
    act: async ({ target, hangBac, released }) => {
      assert.equal((await hangBac.tell(played(`${released.id}.1.p.vi`))).status, 200)
      const proofs = await target.auditor.well('GET', `${BULLETINS}/${released.id}/proofs`)
      const clusters = proofs.filter(
        (each: { channel: string; kind: string }) => each.channel === 'loudspeakers' && each.kind === 'played',
      )
      assert.deepEqual(
        clusters.map(({ count }: { count: number }) => count),
        [1],
        'of the one that it is for',
      )
      return 'proves nothing'
    },
  },
  {
    name: 'device: an agenda of later, and of no end',
    code: 'S18',
    act: async ({ target, hangBac, sonLoi }) => {
      const hello = (serial: number) => ({
        version: 'x',
        clock: new Date().toISOString(),
        decodes: ['wav'],
        off: false,
        roster: null,
        counter: 0,
        places: [{ code: '01', from: '2020-01-01', until: null }],
        agenda: { serial, sha256: '0'.repeat(64), issuedAt: new Date().toISOString(), itemIds: [] },
      })
      const before = (await sonLoi.approvals(target)).size
      for (const serial of [9, Number.MAX_SAFE_INTEGER]) await hangBac.ask('POST', SPEAKER_PATHS.hello, hello(serial))
      assert.equal((await hangBac.approvals(target)).size, 0)
      assert.equal((await sonLoi.approvals(target)).size, before)
      return 'only itself'
    },
  },
  {
    name: 'device: sounds of drafts and of other provinces',
    code: 'S12',
    act: async ({ target, sonLoi, hangBac, sound }) => {
      const drafted = await soundBy(target.editor, 8800)
      await draftBy(target.editor, spokenDraft(drafted))
      const of = ({ files: [{ sha256 }] }: Sound) => `${SPEAKER_PATHS.audio}/${sha256}`
      assert.equal((await sonLoi.ask('GET', of(sound))).status, 200)
      const answers = [await sonLoi.ask('GET', of(drafted)), await hangBac.ask('GET', of(drafted))]
      return allRefused(answers, 'notFound')
    },
  },
  {
    name: 'device: what people and nodes have',
    code: 'S12',
    act: async ({ sonLoi }) => {
      const answers = []
      for (const path of [BULLETINS, '/api/v1/me', '/api/v1/loudspeakers', '/node/v1/agenda'])
        answers.push(await sonLoi.ask('GET', path))
      return allRefused(answers, 'keyWrong', 'nodeUnknown', 'signatureWrong')
    },
  },
  {
    name: 'editor, auditor: codes, keys, communes',
    code: 'S17',
    act: async ({ target: { editor, auditor } }) => {
      const answers = []
      for (const person of [editor.browser, auditor]) {
        answers.push(await person.post(`${CLUSTERS}/son-loi/revoke`, {}))
        answers.push(await person.post(`${CLUSTERS}/son-loi/code`, {}))
        answers.push(await person.post(CLUSTERS, { clusters: [] }))
      }
      answers.push(await auditor.post('/api/v1/loudspeakers/heard', {}))
      return allRefused(answers, 'forbidden')
    },
  },
  {
    name: 'administrator: a second device beside the first',
    code: '-',
    act: async ({ target }) =>
      refused(await target.administrator.browser.post(`${CLUSTERS}/son-loi/code`, {}), 'speakerEnrolled'),
  },
  {
    name: 'node: another operator’s announcement',
    code: 'S12',
    act: async ({ target: { node } }) => {
      const body = {
        directive: UUID,
        serial: 1,
        operator: 'mot',
        sha256: '0'.repeat(64),
        calls: 9,
        asOf: new Date().toISOString(),
        isFinal: true,
      }
      const document = await node.signer.sign('announcementCount', body)
      return refused(await node.ask('POST', '/node/v1/announcement-counts', { document }), 'signatureWrong')
    },
  },
  {
    name: 'node: another operator’s broadcast',
    code: 'S12',
    act: async ({ target: { node } }) => {
      const cells = { known: 9, onAir: 9, failed: 0, unknown: 0 }
      const body = {
        directive: UUID,
        serial: 1,
        operator: 'mot',
        sha256: '0'.repeat(64),
        says: 'message',
        cells,
        broadcasts: 9,
        leaving: 0,
        isFinal: true,
        provinces: [{ code: '01', asOf: '2020-02-03', cells }],
        asOf: new Date().toISOString(),
      }
      const document = await node.signer.sign('broadcastCount', body)
      return refused(await node.ask('POST', '/node/v1/broadcast-counts', { document }), 'signatureWrong')
    },
  },
  {
    name: 'device: after its key was revoked',
    code: 'S20',
    act: async ({ target, hangBac }) => {
      await target.administrator.browser.well('POST', `${CLUSTERS}/hang-bac/revoke`)
      const answers = [await hangBac.ask('GET', SPEAKER_PATHS.agenda), await hangBac.tell(played(`${UUID}.1.p.vi`))]
      return allRefused(answers, 'speakerUnknown')
    },
  },
]

async function strangeDevice(): Promise<{ readonly signer: Signer }> {
  return { signer: await signerOf(await makeKey()) }
}
