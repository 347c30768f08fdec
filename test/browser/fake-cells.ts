/**
 * Operators' nodes that have cells, for pages of broadcasts: one has what it is given on the air in some of its cells, one refuses it. One gives back
 * what its authority, as if it were restored from a backup, does not know. They speak as nodes do, and have no cell.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { KEY_FILE } from '../../src/app/serve/data-directory.ts'
import { systemClock } from '../../src/base/clock.ts'
import {
  type BroadcastAcknowledgementBody,
  type BroadcastCountBody,
  type BroadcastDirectiveBody,
  broadcastDirectiveBody,
} from '../../src/directive/broadcast.ts'
import { agenda, type HelloBody } from '../../src/directive/documents.ts'
import { privateJwk, sha256Of, signerOf, verify } from '../../src/directive/signing.ts'
import { AuthorityLink } from '../../src/operator/authority-link.ts'
import { enrol } from '../../src/operator/enrolment.ts'
import type { Town } from '../town/town.ts'

const SILENT = { info: () => {}, warn: () => {}, error: () => {} }
export const OPERATORS = { mot: 'Mạng Một', hai: 'Mạng Hai' } as const
type Id = keyof typeof OPERATORS

export class FakeCells {
  readonly #town: Town
  readonly #links = new Map<Id, AuthorityLink>()

  private constructor(town: Town) {
    this.#town = town
  }

  /** Enrolled, and heard once. */
  static async enrolled(town: Town): Promise<FakeCells> {
    const cells = new FakeCells(town)
    for (const id of ['mot', 'hai'] as const) await cells.#enrol(id)
    return cells
  }

  close(): void {
    for (const link of this.#links.values()) link.close()
  }

  /** The first of what each is asked for is answered; and one more of its kind is given back that nobody here knows. */
  async answer(): Promise<void> {
    for (const [id, link] of this.#links) {
      const jws = await this.#asked(id)
      const body = await verify(jws, {
        type: 'broadcastDirective',
        key: link.authorityKey,
        schema: broadcastDirectiveBody,
      })
      const isMot = id === 'mot'
      await this.#tells(id, 'broadcast-acknowledgements', await this.#acknowledged(id, jws, body))
      if (isMot) await this.#tells(id, 'broadcast-counts', await this.#counted(link, jws, body))
      if (isMot) await this.#giveBack(id, body)
    }
  }

  async #enrol(id: Id): Promise<void> {
    const admin = this.#town.client('administrator')
    await admin.post('/api/v1/operators', { id, name: OPERATORS[id] })
    const { code } = await admin.post<{ code: string }>(`/api/v1/operators/${id}/enrolment`)
    const file = join(this.#town.directory, `${id}.key`)
    const { url } = this.#town
    await enrol({ urls: [url], code, file, clock: systemClock })
    const link = await AuthorityLink.open({ url, file, log: SILENT, clock: systemClock })
    this.#links.set(id, link)
    const hello: HelloBody = {
      version: '0.2.0',
      clock: new Date().toISOString(),
      subscribers: 0,
      audienceSha256: '0'.repeat(64),
      provinces: [],
      excludes: [],
      languages: [],
      exercise: null,
      lanes: 0,
      segmentsPerSecond: 0,
      serialMax: 0,
      broadcasts: true,
    }
    await this.#tells(id, 'hello', hello)
  }

  async #tells(id: Id, path: string, body: object): Promise<void> {
    const answer = await this.#links.get(id)?.post(`/node/v1/${path}`, body)
    assert.equal(answer?.is, 'ok', `${id} tells ${path}: ${JSON.stringify(answer)}`)
  }

  /** The directive that its agenda names. */
  async #asked(id: Id): Promise<string> {
    const { url, directory } = this.#town
    const file = join(directory, `${id}.key`)
    const link = await AuthorityLink.open({ url, file, log: SILENT, clock: systemClock })
    return await new Promise((done, fail) => {
      const onEvent = (event: string, data: string) => {
        if (event !== 'agenda') return
        const [first] = agenda.parse(JSON.parse(data)).broadcasts ?? []
        if (first === undefined) return
        done(first.directive)
        link.close()
      }
      link.follow('/node/v1/agenda', { onEvent, onOpen: () => {} }).then(fail, fail)
    })
  }

  async #acknowledged(id: Id, jws: string, { directive, serial }: BroadcastDirectiveBody) {
    const verdict: BroadcastAcknowledgementBody['verdict'] =
      id === 'mot' ? { is: 'held', cells: 42 } : { is: 'refused', why: 'no-cells' }
    const document = await this.#links
      .get(id)
      ?.signer.sign('broadcastAcknowledgement', {
        directive,
        serial,
        operator: id,
        sha256: sha256Of(jws),
        sequence: 1,
        verdict,
        at: new Date().toISOString(),
      } satisfies BroadcastAcknowledgementBody)
    assert.ok(document !== undefined)
    return { document }
  }

  async #counted({ signer, operator }: AuthorityLink, jws: string, { directive, serial }: BroadcastDirectiveBody) {
    const cells = { known: 40, onAir: 31, failed: 5, unknown: 4 }
    const document = await signer.sign('broadcastCount', {
      directive,
      serial,
      operator,
      sha256: sha256Of(jws),
      says: 'message',
      cells,
      provinces: [{ code: '25', asOf: '2025-07-01', cells }],
      causes: [
        { cause: 3, cells: 2 },
        { cause: 10, cells: 2 },
        { cause: 14, cells: 1 },
      ],
      broadcasts: 310,
      leaving: 1,
      asOf: new Date().toISOString(),
      isFinal: false,
    } satisfies BroadcastCountBody)
    return { document }
  }

  async #giveBack(id: Id, known: BroadcastDirectiveBody): Promise<void> {
    const file = join(this.#town.host.authorityData, KEY_FILE)
    const authority = await signerOf(privateJwk.parse(JSON.parse(readFileSync(file, 'utf8'))))
    const content = { ...known.content, bulletin: randomUUID() }
    const body = { ...known, directive: randomUUID(), serial: known.serial + 1, content }
    const document = await authority.sign('broadcastDirective', body)
    const { document: acknowledgement } = await this.#acknowledged(id, document, body)
    await this.#tells(id, 'broadcasts', { document, acknowledgement })
  }
}
