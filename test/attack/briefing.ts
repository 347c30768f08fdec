/**
 * What is tried at a briefing: by whoever has a site's link to it or has had one, by people of each role, by an administrator of
 * the database, and by somebody with neither link nor account. A briefing of four sites that goes on, without its packets.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { saidOfInstruction } from '../../src/areas/briefing/instructions/said.ts'
import type { Instruction } from '../../src/areas/briefing/model.ts'
import { planned, ROOM, type Site } from '../authority/briefing-site.ts'
import { type Answer, Person, personOf } from '../authority/stage.ts'
import { type Attempt, allRefused, refused } from './attempts.ts'
import { stolenFrom } from './people.ts'
import { type Official, officialOf, signatureOf, type Target } from './target.ts'

const UUID = '00000000-0000-4000-8000-000000000000'
const MEGABYTE = 1024 * 1024
/** 1 by 1. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const DAY_MS = 24 * 3_600_000

export interface Meeting {
  readonly target: Target
  readonly id: string
  chair: Site
  readonly deputy: Site
  choRay: Site
  readonly hue: Site
  /** Of another briefing, with a page. */
  readonly elsewhere: { readonly id: string; readonly document: string }
  /** Lets whoever has a link to this place in once more; the one before counts no more. */
  enter(at: number): Promise<Site>
}

export async function openMeeting(target: Target): Promise<Meeting> {
  const editor = target.editor.browser
  const { id, sites, enter } = await planned(target.url, editor)
  const [chair, deputy, choRay, hue] = [await enter(0), await enter(1), await enter(2), await enter(3)]
  for (const site of [chair, deputy, choRay, hue]) await site.well('POST', '/beat')
  await chair.well('POST', '/begin')
  const other = await editor.well('POST', '/api/v1/briefings', {
    title: 'Giao ban khác',
    startsAt: new Date().toISOString(),
    minutes: 30,
    agenda: [],
    roster: [{ site: sites[0].id, role: 'chair', language: null }],
    isQueueOpen: false,
    grantedMax: 1,
    isRecorded: false,
  })
  const documents = `/api/v1/briefings/${other.id}/documents`
  const document = await editor.well('POST', documents, { name: 'Kín', pages: 1 })
  const elsewhere = { id: other.id as string, document: document.id as string }
  const put = await octets(editor, 'PUT', pageOf(elsewhere.document, 1), PNG, 'image/png')
  assert.equal(put.status, 204)
  return { target, id, chair, deputy, choRay, hue, elsewhere, enter }
}

const pageOf = (document: string, page: number) => `/api/v1/briefing-documents/${document}/pages/${page}`

async function octets(
  { url, cookie }: Person,
  method: string,
  path: string,
  body: Buffer,
  type: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(url + path, {
    method,
    headers: { origin: url, 'content-type': type, ...(cookie && { cookie }), ...headers },
    body: new Uint8Array(body),
  })
  const text = await answer.text()
  const isJson = text.startsWith('{')
  return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : null }
}

const bearer = ({ token }: Site) => ({ authorization: `Bearer ${token}` })

/** Of a site that acts, each of what is the chair's. */
function chairs({ choRay }: Meeting): readonly (readonly [string, unknown])[] {
  const site = choRay.id
  return [
    ['/begin', {}],
    ['/end', {}],
    ['/roll', {}],
    ['/chair', { do: 'take' }],
    ['/chair', { do: 'give' }],
    ...['accept', 'deny', 'give', 'revoke'].map(does => ['/floor', { do: does, site }] satisfies [string, unknown]),
  ]
}

async function asked(site: Site, all: readonly (readonly [string, unknown])[]): Promise<Answer[]> {
  const answers = []
  for (const [path, body] of all) answers.push(await site.ask('POST', path, body))
  return answers
}

/** How it stands, as the chair sees it. */
async function roomOf({ chair }: Meeting) {
  return (await chair.well('GET', '')).room
}

async function untouched(meeting: Meeting, act: () => Promise<string>): Promise<string> {
  const before = await roomOf(meeting)
  const answer = await act()
  const { state, heard, chair, screen, slide } = await roomOf(meeting)
  const was = [before.state, before.heard, before.chair, before.screen, before.slide]
  assert.deepEqual([state, heard, chair, screen, slide], was)
  return answer
}

async function until429(act: () => Promise<Answer>): Promise<string> {
  for (let times = 1; times <= 1000; times++) {
    const answer = await act()
    if (answer.status === 429) return `${refused(answer, 'tooManyRequests')} at ${times}`
  }
  assert.fail('a thousand times')
}

export const bySites: readonly Attempt<Meeting>[] = [
  {
    name: 'a site: begins, ends, calls, gives, takes the chair',
    code: '-',
    act: async meeting =>
      await untouched(meeting, async () => allRefused(await asked(meeting.hue, chairs(meeting)), 'notChair')),
  },
  {
    name: 'a site without the floor: a page, its screen, words',
    code: '-',
    act: async meeting =>
      await untouched(meeting, async () =>
        allRefused(
          await asked(meeting.hue, [
            ['/slide', { slide: { document: meeting.elsewhere.document, page: 1 } }],
            ['/slide', { slide: null }],
            ['/screen', { isShown: true }],
            ['/captions', { text: 'Chủ trì đã kết thúc' }],
          ]),
          'notSpeaking',
          'notCaptioner',
        ),
      ),
  },
  {
    name: 'the chair: a page of another briefing',
    code: '-',
    act: async ({ chair, elsewhere: { document } }) =>
      allRefused(
        [
          await chair.ask('POST', '/slide', { slide: { document, page: 1 } }),
          await chair.ask('GET', `/documents/${document}/pages/1`),
        ],
        'pageUnknown',
      ),
  },
  {
    name: 'answers to what another site was offered',
    code: '-',
    act: async ({ target, choRay, hue }) => {
      const { join } = await choRay.well('POST', '/media')
      const person = new Person(target.url)
      const path = `${ROOM}/media/${join}/answer`
      const answers = []
      for (const by of [bearer(hue), {}])
        answers.push(await octets(person, 'POST', path, Buffer.from('v=0'), 'application/sdp', by))
      return allRefused(answers, 'joinUnknown', 'placeUnknown')
    },
  },
  {
    name: 'an answer of 1 MB, and one that is a page',
    code: '-',
    act: async ({ target, hue }) => {
      const { join } = await hue.well('POST', '/media')
      const person = new Person(target.url)
      const path = `${ROOM}/media/${join}/answer`
      const by = bearer(hue)
      return allRefused(
        [
          await octets(person, 'POST', path, Buffer.alloc(MEGABYTE, 'a'), 'application/sdp', by),
          await octets(person, 'POST', path, Buffer.from('<script>'), 'text/html', by),
        ],
        'bodyTooLarge',
        'bodyTypeWrong',
      )
    },
  },
  {
    name: 'a token of a site on every route of people',
    code: '-',
    act: async ({ target, hue }) => {
      const rows = target.server.app.routes.filter(({ may }) => may.is === 'people')
      const answers = []
      for (const { method, path } of rows)
        answers.push(
          await new Person(target.url).ask(
            method.toUpperCase(),
            path.replace('{month}', '2026-02').replace(/\{\w+\}/, UUID),
            method === 'get' ? undefined : {},
            bearer(hue),
          ),
        )
      assert.ok(answers.length > 80)
      return allRefused(answers, 'keyWrong')
    },
  },
  {
    name: 'words that turn the order, towers of marks, numbers',
    code: '-',
    act: async meeting => {
      const { id } = await issued(meeting)
      const path = `/instructions/${id}/acknowledge`
      const said = [
        { by: 'Bác sĩ \u202eaoH', note: '' },
        { by: 'Hoa', note: 'Đã \u2067nhận' },
        { by: `Hoa${'\u0301'.repeat(190)}`, note: '' },
        { by: 'Hoa\u0000', note: '' },
        { by: 'Hoa\r\nBcc: x@y.example', note: '' },
        { by: 'Hoa 0912 345 678', note: '' },
        { by: 'Hoa', note: 'gọi 0912.345.678' },
      ]
      return allRefused(
        await asked(
          meeting.hue,
          said.map(body => [path, body] as const),
        ),
        'inputFaulty',
        'subscriberNumber',
      )
    },
  },
  {
    name: 'a site: answers an instruction to another',
    code: '-',
    act: async meeting => {
      const { id } = await issued(meeting)
      const body = { by: 'Hoa', note: '' }
      return allRefused(
        await asked(meeting.choRay, [
          [`/instructions/${id}/acknowledge`, body],
          [`/instructions/${id}/done`, body],
        ]),
        'notFound',
      )
    },
  },
  {
    name: 'a deed begun before its link was replaced',
    code: '-',
    act: async meeting => {
      const end = meeting.chair.slowly('/end', {})
      await new Promise(later => setTimeout(later, 600))
      const chair = await meeting.enter(0)
      const text = await end.go()
      assert.equal((await chair.well('GET', '')).room.state, 'open')
      const again = await chair.ask('POST', '/chair', { do: 'take' })
      assert.equal(again.status, 200)
      meeting.chair = chair
      assert.equal(JSON.parse(text).code, 'placeUnknown')
      return '401 placeUnknown'
    },
  },
  {
    name: 'a link that was replaced, and one that was opened',
    code: '-',
    act: async meeting => {
      const before = meeting.choRay
      meeting.choRay = await meeting.enter(2)
      return allRefused(
        [
          await before.ask('GET', ''),
          await before.ask('GET', '/live'),
          await before.ask('POST', '/media', {}),
          await before.ask('POST', '/floor', { do: 'ask' }),
        ],
        'placeUnknown',
      )
    },
  },
  {
    name: 'who was put out comes back by the same link',
    code: '-',
    act: async meeting => {
      const { target, id, choRay } = meeting
      const place = `/api/v1/briefings/${id}/places/${choRay.id}`
      await target.editor.browser.well('POST', `${place}/remove`, { reason: 'Gây rối' })
      const answer = await choRay.ask('GET', '')
      meeting.choRay = await meeting.enter(2)
      return refused(answer, 'placeUnknown')
    },
  },
  {
    name: 'a site: asks for the floor without end',
    code: '-',
    act: async ({ hue }) => {
      let times = 0
      return await until429(async () => await hue.ask('POST', '/floor', { do: times++ % 2 ? 'withdraw' : 'ask' }))
    },
  },
  {
    name: 'a site: leaves and comes back without end',
    code: '-',
    act: async ({ hue }) =>
      await until429(async () => {
        await hue.ask('POST', '/beat', {})
        return await hue.ask('POST', '/leave', {})
      }),
  },
  {
    name: 'a site: joins and tries its line without end',
    code: '-',
    act: async ({ hue }) => {
      let times = 0
      return await until429(async () => await hue.ask('POST', '/media', { test: times++ % 2 === 0 }))
    },
  },
]

// People -------------------------------------------------------------------------------------------------------------

const INSTRUCTIONS = '/api/v1/instructions'

async function drafted({ id, hue }: Meeting, by: Official): Promise<Instruction> {
  return await by.browser.well('POST', `/api/v1/briefings/${id}/instructions`, {
    site: hue.id,
    text: 'Bổ sung 20 máy thở.',
    basis: null,
    decision: null,
    due: new Date(Date.now() + 7 * DAY_MS).toISOString().slice(0, '2026-02-03'.length),
  })
}

async function decided(
  by: Official,
  { id, version, sha256 }: Pick<Instruction, 'id' | 'version' | 'sha256'>,
  does: 'submit' | 'approve',
): Promise<Answer> {
  const signature = await signatureOf(by, saidOfInstruction({ id, version, sha256 }, does))
  return await by.browser.post(`${INSTRUCTIONS}/${id}/${does}`, { version, sha256, signature })
}

async function submitted(meeting: Meeting): Promise<Instruction> {
  const { editor } = meeting.target
  const draft = await drafted(meeting, editor)
  const { status, text } = await decided(editor, draft, 'submit')
  assert.equal(status, 200, text)
  return await editor.browser.well('GET', `${INSTRUCTIONS}/${draft.id}`)
}

async function issued(meeting: Meeting): Promise<Instruction> {
  const instruction = await submitted(meeting)
  const { status, text } = await decided(meeting.target.approver, instruction, 'approve')
  assert.equal(status, 200, text)
  return instruction
}

export const byMinistry: readonly Attempt<Meeting>[] = [
  {
    name: 'engineer, duty officer: anything of briefings',
    code: 'S17',
    act: async ({ target, id }) => {
      const rows = target.server.app.routes.filter(
        ({ may, path }) => may.is === 'people' && /\/(briefing|instructions)/.test(path) && !path.startsWith(ROOM),
      )
      assert.ok(rows.length > 20)
      const answers = []
      for (const { method, path } of rows)
        for (const person of [target.engineer, target.duty])
          answers.push(
            await person.ask(
              method.toUpperCase(),
              path.replace('{id}', id).replace(/\{\w+\}/g, UUID),
              method === 'get' ? undefined : {},
            ),
          )
      return allRefused(answers, 'forbidden')
    },
  },
  {
    name: 'auditor, administrator: write, begin, issue links',
    code: 'S17',
    act: async ({ target, id, hue }) => {
      const answers = []
      for (const person of [target.auditor, target.administrator.browser])
        for (const path of ['end', 'links', 'documents', 'minutes', `places/${hue.id}/link`])
          answers.push(await person.post(`/api/v1/briefings/${id}/${path}`))
      return allRefused(answers, 'forbidden')
    },
  },
  {
    name: 'editor: another chair, or a site less, during it',
    code: '-',
    act: async ({ target, id }) => {
      const editor = target.editor.browser
      const whole = await editor.well('GET', `/api/v1/briefings/${id}`)
      const { title, startsAt, agenda, isQueueOpen, grantedMax, isRecorded, version } = whole
      const content = { title, startsAt, agenda, isQueueOpen, grantedMax, isRecorded }
      const answers = []
      const { roster } = whole
      for (const altered of [
        roster.slice(0, -1),
        roster.toSpliced(0, 2, { ...roster[1], role: 'chair' }, { ...roster[0], role: 'deputy' }),
      ])
        answers.push(
          await editor.ask('PUT', `/api/v1/briefings/${id}`, {
            version,
            content: { ...content, minutes: whole.plannedMinutes, roster: altered },
          }),
        )
      return allRefused(answers, 'briefingOnlyAdds')
    },
  },
  {
    name: 'editor: the secret of a link, afterwards',
    code: 'S20',
    act: async ({ target, id, deputy }) => {
      const editor = target.editor.browser
      const path = `/api/v1/briefings/${id}/places/${deputy.id}/link`
      const key = { 'idempotency-key': randomUUID() }
      const { body } = await editor.post(path, {}, key)
      const secret = new URL(body.url).hash.slice(1)
      for (const read of [`/api/v1/briefings/${id}`, '/api/v1/briefings', '/api/v1/trail?limit=50'])
        assert.ok(!(await target.auditor.get(read)).text.includes(secret), read)
      assert.ok(!target.server.log.some(line => line.includes(secret)), 'the log')
      const kept = await target.rows.do(async db => await db.selectFrom('kept_answer').selectAll().execute())
      assert.ok(kept.length > 0 && !JSON.stringify(kept).includes(secret), 'kept answers')
      return refused(await editor.post(path, {}, key), 'idempotencyTold')
    },
  },
  {
    name: 'editor: a page, a bomb or 1 MB for a picture',
    code: '-',
    act: async ({ target, elsewhere: { id } }) => {
      const editor = target.editor.browser
      const documents = `/api/v1/briefings/${id}/documents`
      const { id: document } = await editor.well('POST', documents, { name: 'Mới', pages: 1 })
      const bomb = Buffer.from(PNG)
      bomb.writeUInt32BE(65_535, 16)
      const page = pageOf(document, 1)
      const answers = []
      for (const [body, type] of [
        [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'image/svg+xml'],
        [Buffer.from('<script>alert(1)</script>'), 'image/png'],
        [PNG, 'image/webp'],
        [bomb, 'image/png'],
        [Buffer.concat([PNG, Buffer.alloc(MEGABYTE)]), 'image/png'],
      ] as const)
        answers.push(await octets(editor, 'PUT', page, body, type))
      return allRefused(answers, 'bodyTypeWrong', 'pictureFaulty', 'pictureTooLarge', 'bodyTooLarge')
    },
  },
  {
    name: 'editor: approves what they wrote, or has it altered',
    code: 'S1',
    act: async meeting => {
      const { editor, approver, second } = meeting.target
      const instruction = await submitted(meeting)
      const own = await drafted(meeting, approver)
      assert.equal((await decided(approver, own, 'submit')).status, 200)
      const another = { ...instruction, sha256: 'a'.repeat(64) }
      return allRefused(
        [
          await decided(editor, instruction, 'approve'),
          await decided(approver, own, 'approve'),
          await decided(second, another, 'approve'),
          await decided(second, { ...instruction, version: 9 }, 'approve'),
        ],
        'forbidden',
        'ownApproval',
        'digestDiffers',
        'versionConflict',
        'signatureOfPersonWrong',
      )
    },
  },
  {
    name: 'a session that was left open: issues an instruction',
    code: 'S4',
    act: async meeting => {
      const { target } = meeting
      const { id, version, sha256 } = await submitted(meeting)
      const thief = await stolenFrom(target, { email: 'phe.duyet@bo.example' })
      const said = saidOfInstruction({ id, version, sha256 }, 'approve')
      const signature = await signatureOf(target.approver, said)
      const body = { version, sha256, signature }
      return refused(await thief.post(`${INSTRUCTIONS}/${id}/approve`, body), 'factorNeeded')
    },
  },
  {
    name: 'a deed begun before its person was disabled',
    code: '-',
    act: async ({ target, id }) => {
      const { administrator, url } = target
      const gone = await officialOf(await personOf(administrator.browser, 'editor', 'sap.nghi@bo.example'))
      const { cookie } = gone.browser
      const headers = { cookie, origin: url, 'content-type': 'application/json' }
      const body = '{"item":null,"is":"decision","site":null,"text":"Bỏ"}'
      const path = `${url}/api/v1/briefings/${id}/minutes`
      const begun = request(path, {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body), expect: '100-continue' },
      })
      begun.flushHeaders()
      // The server has it from then on, however busy it is; and looks anew at whoever takes longer than half a second.
      await once(begun, 'continue')
      await new Promise(later => setTimeout(later, 600))
      await administrator.browser.well('PATCH', `/api/v1/people/${gone.id}`, { isDisabled: true })
      const status = await new Promise<number>((resolve, reject) => {
        begun.once('error', reject)
        begun.once('response', answer => {
          answer.resume()
          resolve(answer.statusCode ?? 0)
        })
        begun.end(body)
      })
      const { minutes } = await target.auditor.well('GET', `/api/v1/briefings/${id}`)
      assert.deepEqual([status, minutes], [401, []])
      return '401 signedOut'
    },
  },
  {
    name: 'database: what an issued instruction says, altered',
    code: 'S10',
    act: async meeting => {
      const { id } = await issued(meeting)
      const { rows } = meeting.target
      const content = JSON.stringify({
        site: meeting.hue.id,
        text: 'Nộp 20 máy thở.',
        basis: null,
        decision: null,
        due: '2030-01-01',
      })
      await rows.do(async db => await db.updateTable('instruction').set({ content }).where('id', '=', id).execute())
      const { instructions } = await meeting.hue.well('GET', '')
      const shown = instructions.find((each: { id: string }) => each.id === id)
      assert.equal(shown?.text, 'Bổ sung 20 máy thở.')
      return 'the signed one is shown'
    },
  },
  {
    name: 'database: a draft that is issued to its site',
    code: 'S10',
    act: async meeting => {
      const { id } = await drafted(meeting, meeting.target.editor)
      const now = Date.now()
      await meeting.target.rows.do(
        async db =>
          await db
            .updateTable('instruction')
            .set({ state: 'issued', issued_at: now, approved_by_name: 'Bộ trưởng' })
            .where('id', '=', id)
            .execute(),
      )
      const { instructions } = await meeting.hue.well('GET', '')
      assert.ok(!instructions.some((each: { id: string }) => each.id === id))
      const body = { by: 'Hoa', note: '' }
      return refused(await meeting.hue.ask('POST', `/instructions/${id}/acknowledge`, body), 'notFound')
    },
  },
  {
    name: 'a link of a briefing that is cancelled or over',
    code: '-',
    act: async meeting => {
      const { target, elsewhere, chair, hue } = meeting
      const editor = target.editor.browser
      const link = `/api/v1/briefings/${elsewhere.id}/places/${chair.id}/link`
      const { url } = await editor.well('POST', link)
      await editor.well('POST', `/api/v1/briefings/${elsewhere.id}/cancel`, { reason: 'Hoãn' })
      await editor.well('POST', `/api/v1/briefings/${meeting.id}/end`)
      const key = new URL(url).hash.slice(1)
      const entered = await new Person(target.url).post(`${ROOM}/enter`, { key })
      return allRefused(
        [
          entered,
          await editor.post(link),
          await chair.ask('POST', '/media', {}),
          await chair.ask('POST', '/floor', { do: 'give', site: hue.id }),
        ],
        'linkCancelled',
        'briefingCancelled',
        'briefingEnded',
      )
    },
  },
  {
    name: 'minutes that are closed: a line more, another end',
    code: '-',
    act: async ({ target, id, hue }) => {
      const editor = target.editor.browser
      await editor.well('POST', `/api/v1/briefings/${id}/minutes/close`)
      const minute = { item: null, is: 'decision', site: null, text: 'Thêm' }
      return allRefused(
        [
          await editor.post(`/api/v1/briefings/${id}/minutes`, minute),
          await editor.post(`/api/v1/briefings/${id}/places/${hue.id}/reason`, { reason: 'Ốm' }),
          await editor.post(`/api/v1/briefings/${id}/minutes/close`),
        ],
        'minutesClosed',
      )
    },
  },
  {
    name: 'a stranger: pictures, answers and 1 MB of them',
    code: 'S2',
    act: async ({ target, elsewhere: { document } }) => {
      const nobody = new Person(target.url)
      const large = Buffer.alloc(MEGABYTE, 1)
      const by = { authorization: `Bearer loas_${'a'.repeat(43)}` }
      return allRefused(
        [
          await octets(nobody, 'PUT', pageOf(document, 1), PNG, 'image/png'),
          await octets(nobody, 'PUT', pageOf(document, 1), large, 'image/png', by),
          await octets(...([nobody, 'POST', `${ROOM}/media/${UUID}/answer`, large, 'application/sdp', by] as const)),
        ],
        'signedOut',
        'keyWrong',
        'placeUnknown',
      )
    },
  },
]
