/** What whoever has the key of a program, of an operator's node, of a kiosk or of a camera tries. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type KeyScope, keyScope } from '../../src/authority/actor.ts'
import type { Access } from '../../src/authority/contract.ts'
import { makeKey, makeToken, sha256Of, signerOf } from '../../src/directive/signing.ts'
import { type Answer, nodeOf, Person } from '../authority/stage.ts'
import { isMore } from '../parts.ts'
import { returnOf, type Task, tallyOf } from '../postgres/stage.ts'
import { type Attempt, allRefused, refused } from './attempts.ts'
import { contentOf, deed, roundNow, type Target, written } from './target.ts'

const UUID = '00000000-0000-4000-8000-000000000000'
const SCREENING = '/api/v1/screening'

interface Program {
  readonly id: string
  ask(method: string, path: string, body?: unknown): Promise<Answer>
}

async function programWith(target: Target, scopes: readonly KeyScope[]): Promise<Program> {
  const input = { name: `Máy ${scopes.join(' ')}`, scopes, expiresAt: null }
  const { key, secret } = await target.administrator.browser.well('POST', '/api/v1/keys', input)
  return { id: key.id, ...programBy(target, secret) }
}

function programBy({ url }: Target, secret: string): Pick<Program, 'ask'> {
  return {
    ask: async (method, path, body) =>
      await new Person(url).ask(method, path, body, {
        authorization: `Bearer ${secret}`,
        'idempotency-key': randomUUID(),
      }),
  }
}

/** All routes of people and machines that are as wanted, asked with a key of these scopes. */
async function elsewhere(
  target: Target,
  scopes: readonly KeyScope[],
  isWanted: (may: Access) => boolean,
): Promise<string> {
  const program = await programWith(target, scopes)
  const answers = []
  for (const { method, path } of target.server.app.routes.filter(({ may }) => isWanted(may)))
    answers.push(
      await program.ask(
        method.toUpperCase(),
        path.replace('{month}', '2026-02').replace(/\{\w+\}/, UUID),
        method === 'get' ? undefined : {},
      ),
    )
  assert.ok(answers.length > 10)
  return allRefused(
    answers,
    'scopeMissing',
    'forbidden',
    'nodeUnknown',
    'kioskUnknown',
    'placeUnknown',
    'speakerUnknown',
    'signatureWrong',
  )
}

/** Of `npm test` two: what either of them does not open holds every route that has a scope. */
const scopes = isMore ? keyScope.options : (['rounds', 'trail'] as const)

const everyScope: readonly Attempt<Target>[] = scopes.map(scope => ({
  name: `key of scope ${scope}: what other scopes open`,
  code: '-',
  act: async target =>
    await elsewhere(target, [scope], may => may.is === 'people' && may.scope !== null && may.scope !== scope),
}))

export const byPrograms: readonly Attempt<Target>[] = [
  ...everyScope,
  {
    name: 'key of all scopes: what is people’s and machines’',
    code: '-',
    act: async target =>
      await elsewhere(
        target,
        keyScope.options,
        may => (may.is === 'people' && may.scope === null) || may.is === 'device',
      ),
  },
  {
    name: 'key of all scopes: approves, sends, lets go on',
    code: 'S1',
    act: async target => {
      const program = await programWith(target, keyScope.options)
      const { id } = await written(target.editor, contentOf(['mot']))
      const answers = [await deed(target.editor, id, 'submit')]
      assert.equal(answers[0].status, 200)
      const { version, digest, subscribers } = await roundNow(target.approver, id)
      const approval = { version, digest, subscribers }
      return allRefused(
        [
          await program.ask('POST', `/api/v1/rounds/${id}/approve`, approval),
          await program.ask('POST', `/api/v1/rounds/${id}/schedule`, {}),
          await program.ask('POST', `/api/v1/rounds/${id}/resume`, {}),
          await program.ask('POST', '/api/v1/zero-rating/draft/approve', {}),
          await program.ask('POST', '/api/v1/roster/signatures', {}),
        ],
        'forbidden',
      )
    },
  },
  {
    name: 'key of scope rounds: a submission for its maker',
    code: 'S1',
    act: async target => {
      const program = await programWith(target, ['rounds'])
      const { body: campaign } = await program.ask('POST', '/api/v1/campaigns', { title: 'Máy' })
      const { body: round } = await program.ask('POST', `/api/v1/campaigns/${campaign.id}/rounds`, {
        content: contentOf(['mot']),
      })
      const { id, version } = round
      const submission = await program.ask('POST', `/api/v1/rounds/${id}/submit`, { version })
      assert.equal(submission.status, 200)
      return refused(await deed(target.approver, id, 'approve'), 'firstUnsigned')
    },
  },
  {
    name: 'key of scope operators: a trusted node’s place',
    code: 'S6',
    act: async target => {
      const program = await programWith(target, ['operators'])
      const place = '/api/v1/operators/hai/enrolment'
      const working = refused(await program.ask('POST', place, {}), 'operatorEnrolled')
      const { browser } = target.administrator
      await nodeOf(browser, 'ba')
      await browser.well('POST', '/api/v1/operators/ba/revoke')
      const revoked = await program.ask('POST', '/api/v1/operators/ba/enrolment', {})
      refused(revoked, 'forbidden')
      return working
    },
  },
  {
    name: 'key of scope operators: revokes, then enrols',
    code: 'S6',
    act: async target => {
      const program = await programWith(target, ['operators'])
      await nodeOf(target.administrator.browser, 'bon')
      await program.ask('POST', '/api/v1/operators/bon/revoke', {})
      return refused(await program.ask('POST', '/api/v1/operators/bon/enrolment', {}), 'forbidden')
    },
  },
  {
    name: 'a key that was revoked, or is in a query',
    code: 'S20',
    act: async target => {
      const { browser } = target.administrator
      const input = { name: 'Cũ', scopes: ['read'], expiresAt: null }
      const { key, secret } = await browser.well('POST', '/api/v1/keys', input)
      const program = programBy(target, secret)
      assert.equal((await program.ask('GET', '/api/v1/rounds')).status, 200)
      const inQuery = await new Person(target.url).get(`/api/v1/rounds?key=${secret}`)
      assert.equal((await browser.ask('DELETE', `/api/v1/keys/${key.id}`)).status, 204)
      return allRefused([await program.ask('GET', '/api/v1/rounds'), inQuery], 'keyWrong', 'signedOut')
    },
  },
  {
    name: 'a camera: whether somebody has a fever',
    code: 'S12',
    act: async target => {
      const camera = await programWith(target, ['screening'])
      const measured = async (event: string, celsius: number) =>
        await camera.ask('POST', `${SCREENING}/measurements`, {
          door: target.kiosk.door,
          measurements: [{ event, celsius, badge: 'A1042' }],
        })
      const high = await measured('cam-1', 39.4)
      const low = await measured('cam-2', 36.4)
      assert.equal(high.status, 200, high.text)
      const told = ({ body }: Answer) => JSON.stringify(body.outcomes).replaceAll(/cam-\d/g, '')
      assert.equal(told(high), told(low))
      const answers = [
        await camera.ask('GET', `${SCREENING}/alerts`),
        await camera.ask('GET', `${SCREENING}/export?from=2026-11-01&until=2026-11-02`),
        await camera.ask('GET', '/api/v1/events'),
      ]
      return allRefused(answers, 'forbidden', 'scopeMissing')
    },
  },
]

/** What this operator's node is to do in a round of its own. */
async function taskOf(target: Target, node = target.node): Promise<Task> {
  const { id } = await target.scheduled(contentOf([node.id]))
  const events = await node.watch()
  const { data } = await events.until(({ name }) => name === 'agenda')
  events.close()
  const task = (await node.tasksOf(data)).find(({ body }) => body.round === id)
  assert.ok(task !== undefined)
  return task
}

async function flagsOf({ administrator }: Target, operator: string): Promise<readonly string[]> {
  const { flags } = await administrator.browser.well('GET', `/api/v1/operators/${operator}`)
  return flags.map(({ code }: { code: string }) => code)
}

export const byDevices: readonly Attempt<Target>[] = [
  {
    name: 'node: its token once more, an old, another’s',
    code: '-',
    act: async ({ node }) => {
      const once = await node.token()
      const asks = async (token: string) => await node.ask('POST', '/node/v1/progress', { items: [] }, token)
      assert.equal((await asks(once)).status, 204)
      const nowMs = Date.now()
      const made = async (change: object) =>
        await makeToken(node.signer, { operator: node.id, audience: node.authority.keyId, nowMs, ...change })
      const answers = [
        await asks(once),
        await asks(await made({ nowMs: nowMs - 10 * 60_000 })),
        await asks(await made({ audience: 'a'.repeat(43) })),
        await asks(await made({ operator: 'mot' })),
        await asks(await made({ operator: 'constructor' })),
      ]
      return allRefused(answers, 'signatureWrong', 'clockSkew', 'nodeUnknown')
    },
  },
  {
    name: 'node: another operator’s agenda, in its name',
    code: '-',
    act: async target => {
      const { node } = target
      const token = await makeToken(node.signer, { operator: 'mot', audience: node.authority.keyId, nowMs: Date.now() })
      const answers = [
        await node.ask('GET', '/node/v1/agenda', undefined, token),
        await node.ask('GET', '/node/v1/agenda', undefined, 'x.y.z'),
      ]
      return allRefused(answers, 'signatureWrong', 'nodeUnknown')
    },
  },
  {
    name: 'node: people’s pages and other machines’',
    code: '-',
    act: async ({ node }) => {
      const answers = []
      for (const path of ['/api/v1/me', '/api/v1/rounds', '/api/v1/trail', `${SCREENING}/kiosk`])
        answers.push(await node.ask('GET', path))
      return allRefused(answers, 'keyWrong', 'kioskUnknown', 'scopeMissing', 'forbidden')
    },
  },
  {
    name: 'node: the place of another, by a rotation',
    code: 'S6',
    act: async ({ node }) => {
      const next = await signerOf(await makeKey())
      const rotated = async (by: typeof node.signer, operator: string) =>
        await node.ask('POST', '/node/v1/rotate', {
          rotation: await by.sign('rotation', { operator, nextKey: next.publicKey, at: new Date().toISOString() }),
        })
      return allRefused([await rotated(node.signer, 'mot'), await rotated(next, node.id)], 'signatureWrong')
    },
  },
  {
    name: 'node: a return of a directive that never was',
    code: 'S18',
    act: async target => {
      const task = await taskOf(target)
      const directive = randomUUID()
      const document = await target.node.signer.sign('return', { ...returnOf(task, Date.now()), directive })
      await target.node.ask('POST', '/node/v1/returns', { document })
      const unknown = await target.auditor.get(`/api/v1/directives/${directive}`)
      assert.equal(unknown.status, 404)
      assert.ok((await flagsOf(target, 'hai')).includes('unknown-directive'))
      const { sum } = await target.auditor.well('GET', `/api/v1/rounds/${task.body.round}/live`)
      assert.equal(sum.turns.delivered, 0)
      return 'flagged, not counted'
    },
  },
  {
    name: 'node: 101 of those in a day',
    code: 'S18',
    act: async target => {
      const task = await taskOf(target)
      const { node } = target
      const answers: Answer[] = []
      for (let at = 0; at < 101; at++) {
        const body = { ...returnOf(task, Date.now()), directive: randomUUID() }
        const document = await node.signer.sign('return', body)
        answers.push(await node.ask('POST', '/node/v1/returns', { document }))
      }
      return refused(answers.at(-1)!, 'strayReturnsFull')
    },
  },
  {
    name: 'node: statuses named constructor and toString',
    code: 'S18',
    act: async target => {
      const task = await taskOf(target)
      const statuses = { constructor: 3, toString: 4, valueOf: 5, ESME_RTHROTTLED: 1 }
      const tally = { ...tallyOf(task, 10), statuses }
      const at = new Date().toISOString()
      const { status } = await target.node.ask('POST', '/node/v1/progress', {
        items: [
          {
            directive: task.body.directive,
            state: 'running',
            note: null,
            at,
            tally,
            orderSequence: task.order.sequence,
          },
        ],
      })
      assert.equal(status, 204)
      const { sum } = await target.auditor.well('GET', `/api/v1/rounds/${task.body.round}/live`)
      assert.deepEqual(sum.statuses, statuses)
      return 'counted as numbers'
    },
  },
  {
    name: 'node: a serial, more people than there are',
    code: 'S21',
    act: async target => {
      const { node } = target
      const serialMax = Number.MAX_SAFE_INTEGER
      assert.equal((await node.hello({ serialMax })).status, 200)
      const round = await target.scheduled(contentOf(['hai']))
      assert.equal(round.state, 'scheduled')
      return refused(await node.hello({ subscribers: serialMax }), 'inputFaulty')
    },
  },
  {
    name: 'node: speaks of another operator’s directive',
    code: '-',
    act: async target => {
      const { node } = target
      const task = await taskOf(target, await nodeOf(target.administrator.browser, 'nam'))
      const returned = async (operator: string) =>
        await node.ask('POST', '/node/v1/returns', {
          document: await node.signer.sign('return', { ...returnOf(task, Date.now()), operator }),
        })
      await returned('hai')
      const { summary } = await target.auditor.well('GET', `/api/v1/directives/${task.body.directive}`)
      assert.deepEqual([summary.state, summary.tally], ['issued', null])
      return refused(await returned('nam'), 'signatureWrong')
    },
  },
  {
    name: 'node: a return that does not add up, and another',
    code: '-',
    act: async target => {
      const task = await taskOf(target)
      const whole = returnOf(task, Date.now())
      const tally = { ...whole.tally, turns: { ...whole.tally.turns, delivered: 5 } }
      const given = async (change: object) =>
        await target.node.ask('POST', '/node/v1/returns', {
          document: await target.node.signer.sign('return', { ...whole, ...change }),
        })
      await given({ tally })
      await given({})
      const { summary } = await target.auditor.well('GET', `/api/v1/directives/${task.body.directive}`)
      const codes = summary.flags.map(({ code }: { code: string }) => code)
      assert.ok(codes.includes('outcomes-do-not-sum'), codes.join())
      assert.equal(summary.tally.turns.delivered, 5, 'nothing is corrected')
      return 'flagged, stays'
    },
  },
  {
    name: 'node: says another digest than it was given',
    code: '-',
    act: async target => {
      const task = await taskOf(target)
      const other = { ...task, sha256: sha256Of('another') }
      await target.node.acknowledge(other)
      const { summary } = await target.auditor.well('GET', `/api/v1/directives/${task.body.directive}`)
      assert.ok(summary.flags.some(({ code }: { code: string }) => code === 'unknown-directive'))
      return 'flagged, stays'
    },
  },
  {
    name: 'kiosk: what people, nodes and other kiosks have',
    code: 'S12',
    act: async target => {
      const program = programBy(target, target.kiosk.token)
      const answers = []
      for (const path of [
        '/api/v1/me',
        '/api/v1/rounds',
        `${SCREENING}/alerts`,
        `${SCREENING}/kiosks`,
        '/node/v1/agenda',
        '/api/v1/events',
      ])
        answers.push(await program.ask('GET', path))
      return allRefused(answers, 'keyWrong', 'nodeUnknown', 'signatureWrong', 'scopeMissing')
    },
  },
  {
    name: 'kiosk: that was lost and revoked',
    code: 'S20',
    act: async target => {
      const program = programBy(target, target.kiosk.token)
      assert.equal((await program.ask('GET', `${SCREENING}/kiosk`)).status, 200)
      const { browser } = target.administrator
      await browser.well('POST', `${SCREENING}/kiosks/${target.kiosk.id}/revoke`)
      const entries = { sentAt: new Date().toISOString(), waiting: 0, entries: [] }
      const answers = [
        await program.ask('GET', `${SCREENING}/kiosk`),
        await program.ask('POST', `${SCREENING}/kiosk/entries`, entries),
      ]
      return allRefused(answers, 'kioskUnknown')
    },
  },
]
