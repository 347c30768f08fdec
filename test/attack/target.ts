/**
 * Who is attacked: an authority's server with people of every role, the roster that operators believe, an operator with a
 * real node between it and simulated SMS centres, another whose node says what an attempt wants said, a kiosk.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { RoundContent, RoundDetail } from '../../src/areas/rounds/model.ts'
import { saidOfRound } from '../../src/areas/rounds/said.ts'
import type { SignersView } from '../../src/areas/signers/model.ts'
import type { Role } from '../../src/authority/actor.ts'
import type { GivenSignature, Said } from '../../src/authority/said.ts'
import { systemClock } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { until } from '../../src/base/until.test.ts'
import { statementOfRoster } from '../../src/directive/attest.ts'
import type { Attestation } from '../../src/directive/statement.ts'
import { enrol } from '../../src/operator/enrolment.ts'
import { OperatorNode } from '../../src/operator/node.ts'
import { type Centre, startCentre } from '../../tools/smsc/centre.ts'
import { makePersonJwk, type PersonKey, personKeyOf } from '../../town/person-key.ts'
import {
  administratorOf,
  databaseFor,
  type HttpNode,
  type InProcess,
  nodeOf,
  type Person,
  personOf,
  serveHere,
} from '../authority/stage.ts'
import type { Databases } from '../postgres/databases.ts'
import { contentFor } from '../postgres/stage.ts'
import { FakeMedia } from '../simulation/hall.ts'
import { Rows } from './rows.ts'

/** Of the real node: 84912000000 on. */
export const SUBSCRIBERS = 40
const STAFF = 3
const CENTRE_PASSWORD = 'Kh0ngL0!'

/** Somebody with a browser, who signs with a key of their own. */
export interface Official {
  readonly browser: Person
  readonly id: string
  readonly key: PersonKey
}

/** As `browser` is signed in, with a key that is made and told to the server now. */
export async function officialOf(browser: Person): Promise<Official> {
  const { id } = await browser.well('GET', '/api/v1/me')
  const key = await personKeyOf(await makePersonJwk())
  const { publicKey } = key.key
  await browser.well('POST', '/api/v1/signing/keys', { name: 'Máy làm việc', publicKey })
  return { browser, id, key }
}

export async function signatureOf(by: Official, said: Said): Promise<GivenSignature> {
  const { statement, signature } = await attestedBy(by, said)
  return { at: statement.at, signature }
}

/** Under the roster of now, as the pages do. */
export async function attestedBy({ browser, id, key }: Official, said: Said): Promise<Attestation> {
  const { names } = await browser.well('GET', '/api/v1/signing')
  const statement = { ...said, at: new Date().toISOString(), ...names }
  return { person: id, statement, signature: await key.sign(statement) }
}

/** What goes out of this size, to these operators. */
export function contentOf(operators: readonly string[], change: Partial<RoundContent> = {}): RoundContent {
  const { sending } = contentFor([])
  return contentFor(operators, {
    messages: [{ variants: [{ language: 'vi', text: 'BCĐ phòng, chống dịch: hãy rửa tay.' }] }],
    sending: { ...sending, receiptWaitSeconds: 2 },
    ...change,
  })
}

export async function written({ browser }: Official, content: RoundContent): Promise<RoundDetail> {
  const { id } = await browser.well('POST', '/api/v1/campaigns', { title: 'Chiến dịch', note: '' })
  return await browser.well('POST', `/api/v1/campaigns/${id}/rounds`, { content })
}

export async function roundNow({ browser }: Official, id: string): Promise<RoundDetail> {
  return await browser.well('GET', `/api/v1/rounds/${id}`)
}

/** What this person sends to submit, approve or schedule what they see of it now. */
export async function signedDeed(by: Official, id: string, does: 'submit' | 'approve' | 'schedule' | 'resume') {
  const { version, digest, subscribers, nextOrder, ...round } = await roundNow(by, id)
  const sequence = does === 'resume' ? nextOrder : null
  const signature = await signatureOf(by, saidOfRound({ id, version, digest }, does, sequence))
  switch (does) {
    case 'submit':
      return { version, signature }
    case 'approve':
      return { version, digest, subscribers, doubts: round.doubts, signature }
    default:
      return { signature }
  }
}

export async function deed(by: Official, id: string, does: 'submit' | 'approve' | 'schedule' | 'resume') {
  return await by.browser.post(`/api/v1/rounds/${id}/${does}`, await signedDeed(by, id, does))
}

async function done(...given: Parameters<typeof deed>): Promise<void> {
  const { status, text } = await deed(...given)
  assert.ok(status < 300, `${given[2]}: ${status} ${text.slice(0, 300)}`)
}

/** Who is there. */
interface Inhabitants {
  readonly server: InProcess
  readonly rows: Rows
  readonly administrator: Official
  readonly editor: Official
  readonly approver: Official
  readonly second: Official
  readonly auditor: Person
  readonly engineer: Person
  readonly duty: Person
  /** Of the operator `hai`. */
  readonly node: HttpNode
  /** Of the operator `mot`, which has a real node. */
  readonly centre: Centre
  readonly exerciseCentre: Centre
  /** Events of the real node's log. */
  readonly logged: readonly string[]
  readonly kiosk: { readonly door: string; readonly id: string; readonly token: string }
}

export interface Target extends Inhabitants {
  readonly url: string
  /** Submitted by the editor and approved by the approver. */
  approved(content: RoundContent): Promise<RoundDetail>
  /** And sent by the second approver. */
  scheduled(content: RoundContent): Promise<RoundDetail>
  /** What a server does every minute: a roster that waited for its day is published. */
  work(): Promise<void>
  /** Whoever has the process tells a node of its agenda when they like. */
  push(operator: string): void
  /** Segments that came at the real node's centres since it was opened. */
  submits(): number
}

export async function openTarget(t: TestContext, databases: Databases): Promise<Target> {
  const database = await databaseFor(t, databases)
  const media = { open: () => new FakeMedia([]), iceServers: () => [], recovered: async () => [] }
  const push = { contact: 'mailto:it@loa.example', services: [] }
  const channels = { mail: null, push }
  const server = await serveHere(t, databases, { database, media, channels })
  const rows = await Rows.open(t, server.data, database)
  const browser = await administratorOf(server.url, server.setupLink!)
  const invited = async (role: Role, name: string, operator?: string) =>
    await personOf(browser, role, `${name}@bo.example`, operator)
  const administrator = await officialOf(browser)
  const editor = await officialOf(await invited('editor', 'bien.tap'))
  const approver = await officialOf(await invited('approver', 'phe.duyet'))
  const second = await officialOf(await invited('approver', 'phe.duyet.hai'))
  await browser.well('POST', '/api/v1/roster/draft')
  await signRoster(administrator)
  const node = await nodeOf(browser, 'hai')
  await browser.well('POST', '/api/v1/operators', { id: 'mot', name: 'Nhà mạng một' })
  const real = await realNode(t, server.url, browser)
  await until(async () => {
    const { hello } = await browser.well('GET', '/api/v1/operators/mot')
    return hello?.roster?.number === 1
  }, 'the node holds the roster')
  return targetOf({
    server,
    rows,
    administrator,
    editor,
    approver,
    second,
    node,
    ...real,
    auditor: await invited('auditor', 'kiem.tra'),
    engineer: await invited('engineer', 'ky.su', 'hai'),
    duty: await invited('duty', 'truc'),
    kiosk: await kioskOf(browser, server.url),
  })
}

function targetOf(inhabitants: Inhabitants): Target {
  const { server, editor, approver, second, centre, exerciseCentre } = inhabitants
  const { all } = server.areas
  const approved: Target['approved'] = async content => {
    const { id } = await written(editor, content)
    await done(editor, id, 'submit')
    await done(approver, id, 'approve')
    return await roundNow(approver, id)
  }
  return {
    ...inhabitants,
    url: server.url,
    approved,
    scheduled: async content => {
      const { id } = await approved(content)
      await done(second, id, 'schedule')
      return await roundNow(approver, id)
    },
    work: async () => {
      for (const { jobs = [] } of all) for (const { act } of jobs) await act()
    },
    push: operator => {
      for (const { hears } of all) hears?.agenda?.({ is: 'agenda', operator }, null as never)
    },
    submits: () => centre.count().submits + exerciseCentre.count().submits,
  }
}

/** Nothing of this round was issued, and nothing ever went out. */
export async function nothingOut({ auditor, submits }: Target, round: string): Promise<void> {
  const { directives } = await auditor.well('GET', `/api/v1/rounds/${round}/live`)
  assert.deepEqual(directives, [], 'no directive')
  assert.equal(submits(), 0)
}

/** The roster that waits, by each of these. */
export async function signRoster(...by: readonly Official[]): Promise<SignersView> {
  let view: SignersView | null = null
  for (const official of by) {
    const { draft } = await official.browser.well('GET', '/api/v1/roster')
    assert.ok(draft !== null, 'a roster waits')
    const { sha256, text } = draft
    const at = new Date().toISOString()
    const signature = await official.key.sign(statementOfRoster(text, at))
    const given = { sha256, at, signature }
    view = await official.browser.well('POST', '/api/v1/roster/signatures', given)
  }
  assert.ok(view !== null)
  return view
}

async function realNode(t: TestContext, url: string, administrator: Person) {
  const folder = mkdtempSync(join(tmpdir(), 'loa-attack-'))
  const file = (name: string) => join(folder, name)
  const list = (name: string, from: number, size: number) => {
    const lines = Array.from({ length: size }, (_, at) => `${84_912_000_000 + from + at}\n`)
    writeFileSync(file(name), lines.join(''))
    return file(name)
  }
  const { code } = await administrator.well('POST', '/api/v1/operators/mot/enrolment')
  await enrol({ urls: [url], code, file: file('node.key'), clock: systemClock })
  const centre = await startCentre({ password: CENTRE_PASSWORD })
  const exerciseCentre = await startCentre({ password: CENTRE_PASSWORD })
  const lanesTo = ({ host, port }: Centre) => ({
    smscs: [{ host, port, tls: false, systemId: 'loa', password: CENTRE_PASSWORD }],
    bindsEach: 1,
    window: 10,
    tps: 0,
    uncertainWaitMs: 30_000,
  })
  const logged: string[] = []
  const say = (event: string) => void logged.push(event)
  const node = await OperatorNode.start({
    directory: file('data'),
    keyFile: file('node.key'),
    urls: [url],
    lists: { audience: list('all.csv', 0, SUBSCRIBERS), provinces: [], excludes: [], languages: [] },
    lanes: { purpose: 'live', ...lanesTo(centre) },
    exercise: { audience: list('staff.csv', 900, STAFF), lanes: { purpose: 'exercise', ...lanesTo(exerciseCentre) } },
    country: 'VN',
    version: '0.0.0',
    random: seeded(1),
    clock: systemClock,
    log: { info: say, warn: say, error: say },
    signal: new AbortController().signal,
  })
  t.after(async () => {
    await node.close()
    await centre.close()
    await exerciseCentre.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { centre, exerciseCentre, logged }
}

async function kioskOf(administrator: Person, url: string) {
  const BASE = '/api/v1/screening'
  const door = await administrator.well('POST', `${BASE}/doors`, { name: 'Cửa chính' })
  const input = { door: door.id, name: 'Máy 1' }
  const { kiosk, code } = await administrator.well('POST', `${BASE}/kiosks`, input)
  const enrolled = await fetch(`${url}${BASE}/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  const { token } = (await enrolled.json()) as { token: string }
  return { door: door.id as string, id: kiosk.id as string, token }
}
