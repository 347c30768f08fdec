/** An authority with two people who sign, a commune, and devices that hold keys and tell what a test wants told. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { plainDraft, wav } from '../../src/areas/bulletins/fixtures.test.ts'
import type { BulletinDraft } from '../../src/areas/bulletins/model.ts'
import { communeUseCases } from '../../src/areas/loudspeakers/communes.ts'
import { deviceUseCases } from '../../src/areas/loudspeakers/devices.ts'
import type { CommuneInput } from '../../src/areas/loudspeakers/model.ts'
import { playUseCases } from '../../src/areas/loudspeakers/plays.ts'
import type { Sound } from '../../src/directive/bulletin.ts'
import type { Purpose } from '../../src/directive/documents.ts'
import { signedRoster } from '../../src/directive/roster.ts'
import { makeKey, type Signer, signerOf, verify } from '../../src/directive/signing.ts'
import { AGENDA_TYPES, agendaBody } from '../../src/speaker/agenda.ts'
import { makeSpeakerToken } from '../../src/speaker/link.ts'
import type { Receipt } from '../../src/speaker/receipts.ts'
import type { ReceiptsBody, SpeakerHello } from '../../src/speaker/wire.ts'
import { withRoster } from './bulletins-stage.ts'
import type { Databases } from './databases.ts'
import { PEOPLE } from './stage.ts'

const { administrator } = PEOPLE

export const COMMUNE: CommuneInput = {
  code: '00001',
  name: 'Xã Sơn Lôi',
  places: [
    { code: '26', from: '2020-01-01', until: '2025-07-01' },
    { code: '25', from: '2025-07-01', until: null },
  ],
  windows: null,
}

export type LoudStage = Awaited<ReturnType<typeof withLoudspeakers>>

export async function withLoudspeakers(t: TestContext, databases: Databases) {
  const of = await withRoster(t, databases)
  const { work, bulletins, editor, approver, stage } = of
  const communes = communeUseCases(work)
  await communes.saveCommunes(administrator, [COMMUNE])
  const { sound } = await bulletins.keepSound(editor.actor, { by: 'upload', type: 'audio/wav', octets: wav(8000) })
  const released = async (draft: BulletinDraft) => {
    const { id } = await bulletins.createBulletin(editor.actor, draft)
    await of.submits(editor, await bulletins.bulletin(editor.actor, id))
    await of.approves(approver, await bulletins.bulletin(approver.actor, id))
    stage.clock.advance(1000)
    return id
  }
  return {
    ...of,
    communes,
    sound,
    released,
    devices: deviceUseCases(work),
    plays: playUseCases(work),
    draft: (change: Partial<BulletinDraft> = {}) => spokenDraft(of.until, sound, change),
    /** A bulletin that is spoken, released. */
    speaks: async (change: Partial<BulletinDraft> = {}) => await released(spokenDraft(of.until, sound, change)),
  }
}

export function spokenDraft(until: string, sound: Sound, change: Partial<BulletinDraft> = {}): BulletinDraft {
  const draft = plainDraft(until)
  const spoken = (text: string) => [{ language: 'vi', spoken: text, sound, perWindow: 2, gapSeconds: 30 }]
  return {
    ...draft,
    provinces: [{ code: '26', asOf: '2020-02-13' }],
    renditions: { ...draft.renditions, loudspeakers: spoken('Bà con chú ý.') },
    correction: { ...draft.correction, loudspeakers: spoken('Tin trước không đúng.') },
    ...change,
  }
}

/** New, of that commune, with a device. */
export async function cluster(
  of: LoudStage,
  id: string,
  { commune = COMMUNE.code, purpose = 'live' }: { commune?: string; purpose?: Purpose } = {},
): Promise<SpokenDevice> {
  await of.communes.addClusters(administrator, [{ cluster: id, commune, name: `Cụm ${id}`, purpose }])
  return await joined(of, id)
}

/** With another device. */
export async function joined(of: LoudStage, id: string): Promise<SpokenDevice> {
  const { code } = await of.communes.issueCode(administrator, id)
  const signer = await signerOf(await makeKey())
  const [, secret] = code.split('.')
  await of.communes.enrol({ code: secret, publicKey: signer.publicKey })
  return new SpokenDevice(of, id, signer)
}

export type Untold = Receipt extends infer Each ? (Each extends unknown ? Omit<Each, 'counter' | 'at'> : never) : never

/** A device as the authority meets it. */
export class SpokenDevice {
  readonly #of: LoudStage
  readonly id: string
  readonly signer: Signer
  counter = 0

  constructor(of: LoudStage, id: string, signer: Signer) {
    this.#of = of
    this.id = id
    this.signer = signer
  }

  async token(change: { cluster?: string; audience?: string; nowMs?: number } = {}) {
    const { stage } = this.#of
    return await makeSpeakerToken(this.signer, {
      cluster: this.id,
      audience: stage.authority.keyId,
      nowMs: stage.clock.now(),
      ...change,
    })
  }

  async identity() {
    return await this.#of.devices.authenticate(await this.token())
  }

  async hello(change: Partial<SpeakerHello> = {}): Promise<number> {
    return await this.#of.devices.hello(await this.identity(), {
      version: '0.2.0',
      clock: new Date(this.#of.stage.clock.now()).toISOString(),
      decodes: ['wav'],
      agenda: null,
      roster: null,
      places: COMMUNE.places,
      counter: this.counter,
      off: false,
      ...change,
    })
  }

  /** Whole, as it is signed, and what stands in it. */
  async agenda() {
    const issued = await this.#of.devices.agenda(await this.identity())
    const agenda = Buffer.concat(issued.agenda).toString()
    const rosters = signedRoster.array().parse(JSON.parse(issued.rosters.json.toString()))
    return { agenda, rosters, ...(await this.read(agenda)) }
  }

  async read(agenda: string, purpose: Purpose = 'live') {
    const key = this.#of.stage.authority.publicKey
    return await verify(agenda, { type: AGENDA_TYPES[purpose], key, schema: agendaBody })
  }

  /** The next receipt; a test says what is in it. */
  receipt(told: Untold, at: number = this.#of.stage.clock.now()): Receipt {
    this.counter++
    return { ...told, counter: this.counter, at: new Date(at).toISOString() } as Receipt
  }

  async tells(...receipts: readonly Receipt[]): Promise<number> {
    return await this.#of.devices.receive(await this.identity(), await this.signed({ receipts }))
  }

  async signed(change: { readonly receipts: readonly Receipt[]; readonly cluster?: string }) {
    const { receipts, cluster = this.id } = change
    return await this.signer.sign('speakerReceipts', { cluster, receipts: [...receipts] } satisfies ReceiptsBody)
  }
}

export function started(item: string): Untold {
  const of = { item, serial: 1, sha256: 'a'.repeat(64), priority: 'normal', part: 1, of: 2 } as const
  return { is: 'started', ...of }
}

export function unbegun(
  is: 'missed' | 'refused',
  { item, plays, from }: { item: string; plays: number; from: number },
): Untold {
  const of = { item, plays, from: new Date(from).toISOString(), until: new Date(from).toISOString() }
  return is === 'missed' ? { is, ...of, why: 'power' } : { is, ...of, why: 'off' }
}

/** Fails with that code. */
export async function refused(doing: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(doing, { code })
}
