/** What people of each role try that is another's, and whoever has somebody's session. */
import assert from 'node:assert/strict'
import { saidOfRound } from '../../src/areas/rounds/said.ts'
import type { Role } from '../../src/authority/actor.ts'
import { tokenOf } from '../../town/links.ts'
import { type Events, PASSWORD, Person, personOf } from '../authority/stage.ts'
import { type Attempt, allRefused, refused } from './attempts.ts'
import {
  contentOf,
  deed,
  nothingOut,
  type Official,
  officialOf,
  roundNow,
  signatureOf,
  signedDeed,
  signRoster,
  type Target,
  written,
} from './target.ts'

const UUID = '00000000-0000-4000-8000-000000000000'
const DAY_MS = 24 * 3_600_000
const MOT = contentOf(['mot'])

/** A round that this person submits, signed. */
async function submitted(by: Official, content = MOT): Promise<string> {
  const { id } = await written(by, content)
  const { status, text } = await deed(by, id, 'submit')
  assert.equal(status, 200, text.slice(0, 200))
  return id
}

/** Somebody whom this administrator invites, and is. */
async function straw(
  { administrator: { browser } }: Pick<Target, 'administrator'>,
  role: Role,
  name: string,
): Promise<Official> {
  return await officialOf(await personOf(browser, role, `${name}@bo.example`))
}

async function disable({ administrator }: Target, ...people: readonly Official[]): Promise<void> {
  for (const { id } of people) await administrator.browser.well('PATCH', `/api/v1/people/${id}`, { isDisabled: true })
}

/** Two people whom one administrator has invited and is submit, approve and schedule. */
async function strawsSend(target: Target, editor: Official, approver: Official): Promise<string> {
  const { id } = await written(editor, MOT)
  const submission = await deed(editor, id, 'submit')
  const approval = await deed(approver, id, 'approve')
  const schedule = await deed(approver, id, 'schedule')
  await nothingOut(target, id)
  refused(approval, 'notOnRoster', 'stateConflict')
  refused(schedule, 'notOnRoster', 'stateConflict')
  return refused(submission, 'notOnRoster')
}

/** As if this very session had begun eleven minutes ago. */
async function aged({ rows }: Target, { cookies }: Person): Promise<void> {
  const createdAt = new Date(Date.now() - 11 * 60_000).toISOString()
  const tokens = [...cookies.values()].map(value => decodeURIComponent(value).split('.')[0])
  const { numUpdatedRows } = await rows.do(
    async db =>
      await db
        .updateTable('sign_in_session')
        .set({ createdAt } as object)
        .where('token', 'in', tokens)
        .executeTakeFirst(),
  )
  assert.equal(Number(numUpdatedRows), 1)
}

/** The same session in the hands of somebody else. */
export async function stolenFrom(target: Target, { email }: { email: string }): Promise<Person> {
  const owner = new Person(target.url)
  assert.equal((await owner.signIn(email)).status, 200)
  await aged(target, owner)
  const thief = new Person(target.url)
  for (const [name, value] of owner.cookies) thief.cookies.set(name, value)
  return thief
}

export const byPeople: readonly Attempt<Target>[] = [
  {
    name: 'engineer: a draft, its campaign and its versions',
    code: 'S17',
    act: async target => {
      const { id, campaign } = await written(target.editor, contentOf(['hai']))
      const asked = [
        `/api/v1/rounds/${id}`,
        `/api/v1/rounds/${id}/versions`,
        `/api/v1/rounds/${id}/live`,
        `/api/v1/rounds/${id}/events`,
        `/api/v1/campaigns/${campaign}`,
      ]
      const { items } = await target.engineer.well('GET', '/api/v1/rounds')
      assert.ok(!items.some((item: { id: string }) => item.id === id))
      return allRefused(await Promise.all(asked.map(async path => await target.engineer.get(path))), 'notFound')
    },
  },
  {
    name: 'engineer: another operator and its rounds',
    code: 'S17',
    act: async target => {
      const { id } = await target.approved(contentOf(['mot', 'hai']))
      const { id: others } = await target.approved(MOT)
      const answers = [
        await target.engineer.get(`/api/v1/rounds/${id}`),
        await target.engineer.get(`/api/v1/rounds/${others}`),
        await target.engineer.get('/api/v1/operators/mot'),
        await target.engineer.get('/api/v1/operators/mot/directives'),
        await target.engineer.get(`/api/v1/directives/${UUID}/lanes`),
        await target.engineer.get(`/api/v1/directives/${UUID}`),
      ]
      return allRefused(answers, 'notFound')
    },
  },
  {
    name: 'engineer: roster, people, trail, draft',
    code: 'S17',
    act: async ({ engineer }) =>
      allRefused(
        [
          await engineer.get('/api/v1/roster'),
          await engineer.get('/api/v1/people'),
          await engineer.get('/api/v1/trail'),
          await engineer.get('/api/v1/zero-rating/draft'),
          await engineer.post('/api/v1/campaigns', { title: 'x', note: '' }),
          await engineer.post('/api/v1/signing/keys', {}),
        ],
        'forbidden',
      ),
  },
  {
    name: 'duty officer: rounds, campaigns, the trail',
    code: 'S17',
    act: async ({ duty }) =>
      allRefused(
        [
          await duty.get('/api/v1/rounds'),
          await duty.get(`/api/v1/rounds/${UUID}`),
          await duty.get('/api/v1/campaigns'),
          await duty.get('/api/v1/operators'),
          await duty.get('/api/v1/trail'),
        ],
        'forbidden',
      ),
  },
  {
    name: 'auditor: to write anything at all',
    code: '-',
    act: async ({ auditor, server }) => {
      const tx = server.app.routes.filter(
        ({ may, method }) => may.is === 'people' && method !== 'get' && !may.roles.includes('auditor'),
      )
      assert.ok(tx.length > 40)
      const answers = []
      for (const { method, path } of tx)
        answers.push(
          await auditor.ask(method.toUpperCase(), path.replace('{month}', '2026-02').replace(/\{\w+\}/, UUID), {}),
        )
      return allRefused(answers, 'forbidden')
    },
  },
  {
    name: 'editor: to approve and to send their own',
    code: 'S1',
    act: async target => {
      const id = await submitted(target.editor)
      const answers = [
        await deed(target.editor, id, 'approve'),
        await deed(target.editor, id, 'schedule'),
        await deed(target.editor, id, 'resume'),
      ]
      await nothingOut(target, id)
      return allRefused(answers, 'forbidden')
    },
  },
  {
    name: 'approver: to approve their own',
    code: 'S1',
    act: async target => {
      const id = await submitted(target.approver)
      const answer = await deed(target.approver, id, 'approve')
      await nothingOut(target, id)
      return refused(answer, 'ownApproval')
    },
  },
  {
    name: 'approver: to send what nobody has approved',
    code: 'S1',
    act: async target => {
      const id = await submitted(target.approver)
      const answer = await deed(target.approver, id, 'schedule')
      await nothingOut(target, id)
      return refused(answer, 'stateConflict')
    },
  },
  {
    name: 'approver: another text after the approval',
    code: 'S4',
    act: async target => {
      const { id, version } = await target.approved(MOT)
      const signed = await signedDeed(target.approver, id, 'schedule')
      const content = contentOf(['mot'], { source: 'NGANHANG' })
      await target.approver.browser.well('PUT', `/api/v1/rounds/${id}/content`, { version, content })
      const answer = await target.approver.browser.post(`/api/v1/rounds/${id}/schedule`, signed)
      await nothingOut(target, id)
      return refused(answer, 'stateConflict')
    },
  },
  {
    name: 'approver: without a signature, or with another’s',
    code: 'S1',
    act: async target => {
      const id = await submitted(target.editor)
      const { version, digest, subscribers } = await roundNow(target.approver, id)
      const path = `/api/v1/rounds/${id}/approve`
      const said = saidOfRound({ id, version, digest }, 'approve')
      const approval = { version, digest, subscribers }
      const { browser } = target.approver
      const none = await browser.post(path, approval)
      const others = await browser.post(path, { ...approval, signature: await signatureOf(target.editor, said) })
      const ofSchedule = await browser.post(path, {
        ...approval,
        signature: await signatureOf(target.approver, { ...said, does: 'schedule' }),
      })
      return allRefused([none, others, ofSchedule], 'signatureNeeded', 'notOnRoster', 'signatureOfPersonWrong')
    },
  },
  {
    name: 'approver: letters that mislead, unseen',
    code: 'S7',
    act: async target => {
      const text = 'Tra cứu tại mоh.gov.vn\u200b'
      const messages = [{ variants: [{ language: 'vi', text }] }]
      const id = await submitted(target.editor, contentOf(['mot'], { messages }))
      const whole = await signedDeed(target.approver, id, 'approve')
      const answer = await target.approver.browser.post(`/api/v1/rounds/${id}/approve`, { ...whole, doubts: 0 })
      return refused(answer, 'lettersUnseen')
    },
  },
  {
    name: 'editor: a subscriber’s number in a text, disguised',
    code: 'S11',
    act: async ({ editor: { browser } }) =>
      allRefused(
        await Promise.all(
          ['0912,345,678', '0912·345~678', '０９１２３４５６７８', '0912\u200b345\u200b678'].map(
            async note => await browser.post('/api/v1/campaigns', { title: 'Đợt', note }),
          ),
        ),
        'subscriberNumber',
      ),
  },
  {
    name: 'editor: a role, a person, a key for themselves',
    code: '-',
    act: async ({ editor: { browser, id } }) =>
      allRefused(
        [
          await browser.ask('PATCH', `/api/v1/people/${id}`, { role: 'administrator' }),
          await browser.post('/api/v1/people', { name: 'x', email: 'x@x.vn', role: 'approver' }),
          await browser.post('/api/v1/keys', { name: 'x', scopes: ['rounds'], expiresAt: null }),
        ],
        'forbidden',
      ),
  },
  {
    name: 'editor: 21 windows on the changes',
    code: 'S14',
    act: async ({ editor: { browser } }) => {
      const open: Events[] = []
      for (let at = 0; at < 20; at++) open.push(await browser.watch('/api/v1/events'))
      const answer = await browser.get('/api/v1/events').finally(() => {
        for (const events of open) events.close()
      })
      assert.equal(answer.status, 503)
      return `503 ${answer.body.code}`
    },
  },
  {
    name: 'administrator: to approve, and to read alerts',
    code: 'S12',
    act: async target => {
      const id = await submitted(target.editor)
      return allRefused(
        [
          await deed(target.administrator, id, 'approve'),
          await deed(target.administrator, id, 'schedule'),
          await target.administrator.browser.get('/api/v1/screening/alerts'),
          await target.administrator.browser.get('/api/v1/screening/export?from=2026-11-01&until=2026-11-02'),
        ],
        'forbidden',
      )
    },
  },
  {
    name: 'one administrator: invites two, is both, sends',
    code: 'S1',
    act: async target => {
      const editor = await straw(target, 'editor', 'ma.mot')
      const approver = await straw(target, 'approver', 'ma.hai')
      const answer = await strawsSend(target, editor, approver)
      await disable(target, editor, approver)
      return answer
    },
  },
  {
    name: 'and puts them on the roster: 24 hours',
    code: 'S1',
    act: async target => {
      const editor = await straw(target, 'editor', 'ma.ba')
      const approver = await straw(target, 'approver', 'ma.tu')
      const { browser } = target.administrator
      await browser.well('POST', '/api/v1/roster/draft')
      const { draft } = await signRoster(target.administrator)
      assert.ok(Date.parse(draft?.notBefore ?? '') > Date.now() + DAY_MS - 60_000)
      const seen = await target.auditor.well('GET', '/api/v1/roster')
      assert.equal(seen.draft.changes.length, 2, 'the auditor sees whom it would let in')
      await target.work()
      const { current } = await browser.well('GET', '/api/v1/roster')
      assert.equal(current.number, 1)
      await strawsSend(target, editor, approver)
      await disable(target, editor, approver)
      return 'waits a day, seen'
    },
  },
  {
    name: 'takes an approver’s account by a new link',
    code: 'S1',
    act: async target => {
      const { browser } = target.administrator
      const { link } = await browser.well('POST', `/api/v1/people/${target.second.id}/link`)
      const posing = new Person(target.url)
      const accept = { token: tokenOf(link), password: PASSWORD }
      await posing.well('POST', '/api/v1/invitations/accept', accept)
      await posing.signIn('phe.duyet.hai@bo.example')
      const own = await officialOf(posing)
      const id = await submitted(target.editor)
      const answer = await deed(own, id, 'approve')
      await posing.well('DELETE', `/api/v1/signing/keys/${own.key.key.id}`)
      for (const [name, value] of posing.cookies) target.second.browser.cookies.set(name, value)
      await nothingOut(target, id)
      return refused(answer, 'notOnRoster')
    },
  },
  {
    name: 'makes an editor an approver',
    code: 'S1',
    act: async target => {
      const { browser } = target.administrator
      const { id: person } = target.editor
      const id = await submitted(target.second)
      const roled = async (role: Role) => {
        await browser.well('PATCH', `/api/v1/people/${person}`, { role })
        await target.editor.browser.signIn('bien.tap@bo.example')
      }
      await roled('approver')
      const answer = await deed(target.editor, id, 'approve')
      await roled('editor')
      await nothingOut(target, id)
      return refused(answer, 'needsTwoPeople')
    },
  },
  {
    name: 'of two administrators one, whom nobody waits for',
    code: 'S1',
    act: async target => {
      const other = await straw(target, 'administrator', 'quan.tri.hai')
      const { browser } = target.administrator
      await browser.well('POST', '/api/v1/roster/draft')
      await signRoster(target.administrator)
      // A day later.
      await target.rows.do(async db => await db.updateTable('roster_draft').set({ not_before: 1 }).execute())
      await target.work()
      assert.equal((await browser.well('GET', '/api/v1/roster')).threshold, 2)
      const friend = await straw(target, 'approver', 'ma.nam')
      await browser.well('POST', '/api/v1/roster/draft')
      await signRoster(target.administrator, target.administrator)
      await target.rows.do(async db => await db.updateTable('roster_draft').set({ not_before: 1 }).execute())
      await target.work()
      const { current, draft } = await browser.well('GET', '/api/v1/roster')
      assert.deepEqual([current.number, draft.needed], [2, 2])
      const id = await submitted(target.editor)
      const answer = await deed(friend, id, 'approve')
      await disable(target, friend)
      await browser.well('POST', '/api/v1/roster/draft').catch(() => {})
      assert.ok(other.id)
      return refused(answer, 'notOnRoster')
    },
  },
  {
    name: 'session of 11 minutes: all that asks again',
    code: 'S10',
    act: async target => {
      const asked = target.server.app.routes.filter(({ fresh }) => fresh === 'always')
      assert.ok(asked.length >= 10)
      const thieves = {
        administrator: await stolenFrom(target, { email: 'quan.tri@bo.example' }),
        approver: await stolenFrom(target, { email: 'phe.duyet@bo.example' }),
      }
      const answers = []
      for (const { method, path, may } of asked) {
        const isAdministrators = may.is === 'people' && may.roles.includes('administrator')
        answers.push(
          await thieves[isAdministrators ? 'administrator' : 'approver'].ask(
            method.toUpperCase(),
            path.replace('{id}', path.includes('/operators/') ? 'mot' : UUID).replace('{month}', '2026-02'),
            method === 'get' || method === 'delete' ? undefined : {},
          ),
        )
      }
      return allRefused(answers, 'factorNeeded')
    },
  },
  {
    name: 'stolen session: adds a passkey, a key, a device',
    code: 'S8',
    act: async target => {
      const thief = await stolenFrom(target, { email: 'phe.duyet@bo.example' })
      const answers = [
        await thief.get('/api/auth/passkey/generate-register-options'),
        await thief.post('/api/auth/passkey/verify-registration', { response: {} }),
        await thief.post('/api/v1/signing/keys', {}),
        await thief.post('/api/auth/passkey/delete-passkey', { id: 'x' }),
      ]
      return allRefused(answers, 'factorNeeded')
    },
  },
  {
    name: 'stolen session: sends what others approved',
    code: 'S10',
    act: async target => {
      const { id } = await target.approved(MOT)
      const thief = await stolenFrom(target, { email: 'phe.duyet@bo.example' })
      const own = await officialOf(target.second.browser)
      const path = `/api/v1/rounds/${id}/schedule`
      const round = await roundNow(target.approver, id)
      const signature = await signatureOf(own, saidOfRound(round, 'schedule'))
      const answers = [await thief.post(path), await thief.post(path, { signature })]
      await target.second.browser.well('DELETE', `/api/v1/signing/keys/${own.key.key.id}`)
      await nothingOut(target, id)
      return allRefused(answers, 'factorNeeded')
    },
  },
  {
    name: 'stolen session: the present password, guessed',
    code: 'S16',
    act: async target => {
      const thief = await stolenFrom(target, { email: 'phe.duyet@bo.example' })
      const answers = []
      for (let at = 0; at < 12; at++)
        answers.push(
          await thief.post('/api/auth/change-password', {
            currentPassword: `đoán lần ${at}`,
            newPassword: 'một câu hoàn toàn khác',
          }),
        )
      allRefused(answers, 'signInWrong', 'tooManyRequests')
      return refused(answers[11], 'tooManyRequests')
    },
  },
  {
    name: 'another site, with a session that is open',
    code: '-',
    act: async target => {
      const { id } = await target.approved(MOT)
      const answers = []
      for (const origin of ['https://evil.example', 'null'])
        answers.push(await target.approver.browser.post(`/api/v1/rounds/${id}/schedule`, {}, { origin }))
      await nothingOut(target, id)
      return allRefused(answers, 'originWrong')
    },
  },
  {
    name: 'a session after its person was disabled',
    code: '-',
    act: async target => {
      const friend = await straw(target, 'approver', 'ma.sau')
      await disable(target, friend)
      const answers = [await friend.browser.get('/api/v1/rounds'), await friend.browser.signIn('ma.sau@bo.example')]
      return allRefused(answers, 'signedOut', 'signInWrong')
    },
  },
]
