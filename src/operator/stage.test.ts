/**
 * For this room's tests (a file of no test, named so that it is not shipped): a directory, lists of numbers, simulated
 * centres, a stub authority, and a node between them.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { workInThisThread } from '../../test/round/in-this-thread.ts'
import { type Centre, startCentre } from '../../tools/smsc/centre.ts'
import type { CentreOptions } from '../../tools/smsc/options.ts'
import { systemClock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { seeded } from '../base/random.ts'
import type { ReturnBody } from '../directive/documents.ts'
import { makeKey, type PrivateJwk, publicOf, sha256Of } from '../directive/signing.ts'
import { KeyDraft } from './key-file.ts'
import { type NodeOptions, OperatorNode } from './node.ts'
import { OPERATOR, StubAuthority } from './stub-authority.test.ts'

workInThisThread()

export const PASSWORD = 'Kh0ngL0!'

/** From 84912000000 on. */
export function numbers(from: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => String(84_912_000_000 + from + i))
}

export interface Logged {
  readonly level: string
  readonly event: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** `logged` is what the node wrote to its log, oldest first. */
export class NodeFixture {
  readonly directory = mkdtempSync(join(tmpdir(), 'loa-operator-'))
  readonly authority: StubAuthority
  readonly centre: Centre
  readonly exerciseCentre: Centre
  readonly logged: Logged[] = []
  readonly #listeners = new Set<() => void>()
  #node: OperatorNode | null = null

  private constructor(parts: { authority: StubAuthority; centre: Centre; exerciseCentre: Centre }) {
    this.authority = parts.authority
    this.centre = parts.centre
    this.exerciseCentre = parts.exerciseCentre
    this.authority.nodeLog = this.logged
    this.list('all.csv', numbers(0, 40))
    this.list('staff.csv', numbers(900, 3))
  }

  /** `key`: the authority's, where another server has it too. */
  static async set(t: TestContext, centre: Partial<CentreOptions> = {}, key?: PrivateJwk): Promise<NodeFixture> {
    const authority = await StubAuthority.start(key)
    const stage = new NodeFixture({
      authority,
      centre: await startCentre({ password: PASSWORD, ...centre }),
      exerciseCentre: await startCentre({ password: PASSWORD }),
    })
    t.after(async () => {
      await stage.stop()
      await authority.close()
      await stage.centre.close()
      await stage.exerciseCentre.close()
      rmSync(stage.directory, { recursive: true, force: true })
    })
    const own = await makeKey()
    authority.nodeKey = publicOf(own)
    const { publicKey } = authority.signer
    new KeyDraft(stage.file('node.key')).keep({
      operator: OPERATOR,
      name: 'Viettel',
      authority: { url: authority.url, publicKey },
      key: own,
      rosterSha256: sha256Of(authority.rosters[0].text),
    })
    return stage
  }

  file(name: string): string {
    return join(this.directory, name)
  }

  list(name: string, of: readonly string[]): string {
    writeFileSync(this.file(name), `${of.join('\n')}\n`)
    return this.file(name)
  }

  get node(): OperatorNode {
    assert.ok(this.#node !== null)
    return this.#node
  }

  smsc(centre = this.centre) {
    const { host, port } = centre
    return { host, port, tls: false, systemId: 'loa', password: PASSWORD }
  }

  options(changes: Partial<NodeOptions> = {}): NodeOptions {
    const shape = { bindsEach: 1, window: 10, tps: 0, uncertainWaitMs: 30_000 }
    return {
      directory: this.file('data'),
      keyFile: this.file('node.key'),
      urls: [this.authority.url],
      lists: { audience: this.file('all.csv'), provinces: [], excludes: [], languages: [] },
      lanes: { purpose: 'live', smscs: [this.smsc()], ...shape },
      exercise: {
        audience: this.file('staff.csv'),
        lanes: { purpose: 'exercise', smscs: [this.smsc(this.exerciseCentre)], ...shape },
      },
      country: 'VN',
      version: '0.0.0',
      log: this.log,
      random: seeded(1),
      clock: systemClock,
      signal: new AbortController().signal,
      ...changes,
    }
  }

  async start(changes: Partial<NodeOptions> = {}): Promise<OperatorNode> {
    this.#node = await OperatorNode.start(this.options(changes))
    return this.#node
  }

  async stop(): Promise<{ unfinished: number }> {
    const node = this.#node
    this.#node = null
    return (await node?.close()) ?? { unfinished: 0 }
  }

  /** Resolves once it is logged; at once where it was. */
  async untilLogged(event: string): Promise<void> {
    await new Promise<void>(done => {
      const look = () => {
        if (!this.logged.some(logged => logged.event === event)) return
        this.#listeners.delete(look)
        done()
      }
      this.#listeners.add(look)
      look()
    })
  }

  get log(): Log {
    const say =
      (level: string): Log['info'] =>
      (event, fields = {}) => {
        this.logged.push({ level, event, fields })
        for (const look of this.#listeners) look()
        assert.doesNotMatch(JSON.stringify(fields), /9120\d{5}|Kh0ngL0/, event)
      }
    return { info: say('info'), warn: say('warn'), error: say('error') }
  }
}

/** What must hold of every return. */
export function checkReturn(body: ReturnBody): void {
  const { turns, segments } = body.tally
  const { audience, resent: _, ...outcomes } = turns
  const sum = Object.values(outcomes).reduce((all, count) => all + count, 0)
  assert.equal(sum, audience, 'the outcomes sum to the turns')
  const { submitted, accepted, refused, retried, unanswered } = segments
  assert.equal(submitted, accepted + refused + retried + unanswered)
  for (const name of ['submitted', 'accepted', 'delivered'] as const)
    assert.equal(
      body.legs.reduce((all, leg) => all + leg.segments[name], 0),
      segments[name],
      `the legs sum to what was ${name}`,
    )
}
