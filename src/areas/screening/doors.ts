/**
 * Doors and the kiosks at them. A kiosk has no account: an administrator's one-time code becomes its token.
 *
 *   new ── code (20 letters to a place, 12 places, an hour, once) ──► enrolling ── typed at the tablet ──► enrolled
 *                          a new code, or revoked: the token before counts no more ◄──────────────────────────┘
 *
 * Only digests of codes and tokens are kept.
 */

import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { Actor } from '../../authority/actor.ts'
import { notFound } from '../../authority/failures.ts'
import { type Deed, SYSTEM, trailActor } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { screeningFailure } from './failures.ts'
import type { Door, Kiosk, KioskCode, KioskHome, KioskIdentity } from './model.ts'
import { instantOf, type Office, settingsOf } from './office.ts'
import type { Settings } from './settings.ts'
import { type ScreeningReading, type ScreeningWriting, type StoredKiosk, screeningRows } from './store.ts'

export const KIOSK_TOKEN_PREFIX = 'loak_'
export const CODE_LIFE_MS = 3_600_000
/** No vowels, so that no code is a word; no digits, so that none is a number. */
const CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const CODE_LENGTH = 12
const TOKEN_OCTETS = 32
const DOORS_MAX = 200
const KIOSKS_MAX = 500

export function doorUseCases({ work }: Office) {
  const asked = screeningRows(work.store)
  const change = async <Result>(
    actor: Actor,
    deed: Deed,
    act: (rows: ScreeningWriting) => Promise<Result>,
  ): Promise<Result> =>
    await work.transaction(async ({ store, record, publish }) => {
      const rows = screeningRows(store)
      await rows.alone()
      const result = await act(rows)
      await record(trailActor(actor), deed)
      publish({ is: 'screening', what: 'kiosks' })
      return result
    })
  const issueCode = async (rows: ScreeningWriting, kiosk: StoredKiosk): Promise<KioskCode> => {
    const code = makeCode()
    const expiresAtMs = work.now() + CODE_LIFE_MS
    const changed = { code: { sha256: digest(bareCode(code)), expiresAtMs }, tokenSha256: null, revokedAtMs: null }
    await rows.updateKiosk(kiosk.id, changed)
    return { kiosk: kioskOf({ ...kiosk, ...changed }, work.now()), code, expiresAt: instantOf(expiresAtMs) }
  }
  return {
    settings: async (): Promise<Settings> => await settingsOf(asked),

    setSettings: async (actor: Actor, settings: Settings): Promise<Settings> =>
      await change(
        actor,
        { action: 'screening.settings', subject: { kind: 'screening', id: 'settings' }, details: { ...settings } },
        async rows => {
          await rows.setSettings(settings)
          return settings
        },
      ),

    doors: async (): Promise<readonly Door[]> =>
      (await asked.doors()).map(({ id, name, createdAtMs }) => ({ id, name, createdAt: instantOf(createdAtMs) })),

    createDoor: async (actor: Actor, input: { name: string }): Promise<Door> => {
      const door = { id: randomUUID(), name: input.name, createdAtMs: work.now() }
      const subject = { kind: 'door', id: door.id }
      const deed = { action: 'screening.door', subject, details: { name: door.name } }
      await change(actor, deed, async rows => {
        const all = await rows.doors()
        if (all.some(({ name }) => name === door.name)) throw screeningFailure('doorTaken', { name: door.name })
        if (all.length >= DOORS_MAX) throw screeningFailure('doorsFull', { max: DOORS_MAX })
        await rows.insertDoor(door)
      })
      return { id: door.id, name: door.name, createdAt: instantOf(door.createdAtMs) }
    },

    kiosks: async (): Promise<readonly Kiosk[]> => (await asked.kiosks()).map(kiosk => kioskOf(kiosk, work.now())),

    createKiosk: async (actor: Actor, input: { door: string; name: string }): Promise<KioskCode> => {
      const id = randomUUID()
      const subject = { kind: 'kiosk', id }
      const deed = { action: 'screening.kiosk', subject, details: { name: input.name } }
      return await change(actor, deed, async rows => {
        const door = (await rows.doors()).find(({ id }) => id === input.door)
        if (door === undefined) throw notFound('door')
        if ((await rows.kiosks()).length >= KIOSKS_MAX) throw screeningFailure('kiosksFull', { max: KIOSKS_MAX })
        const kiosk = newKiosk(id, door, input.name, work.now())
        await rows.insertKiosk(kiosk)
        return await issueCode(rows, kiosk)
      })
    },

    issueKioskCode: async (actor: Actor, id: string): Promise<KioskCode> =>
      await change(actor, kioskDeed('screening.code', id), async rows => issueCode(rows, await kioskBy(rows, id))),

    revokeKiosk: async (actor: Actor, id: string): Promise<Kiosk> =>
      await change(actor, kioskDeed('screening.revoke', id), async rows => {
        const kiosk = await kioskBy(rows, id)
        const changed = { code: null, tokenSha256: null, revokedAtMs: work.now() }
        await rows.updateKiosk(id, changed)
        return kioskOf({ ...kiosk, ...changed }, work.now())
      }),

    /** Fails with kioskCodeWrong. */
    enrolKiosk: async (code: string): Promise<{ token: string; home: KioskHome }> => {
      const token = KIOSK_TOKEN_PREFIX + randomBytes(TOKEN_OCTETS).toString('base64url')
      const codeSha256 = digest(bareCode(code))
      const enrolled = await work.transaction(async ({ store, now, record, publish }) => {
        const rows = screeningRows(store)
        await rows.alone()
        const kiosk = await rows.kiosk({ codeSha256 })
        if (kiosk?.code == null || kiosk.code.expiresAtMs <= now) throw screeningFailure('kioskCodeWrong')
        await rows.updateKiosk(kiosk.id, { code: null, tokenSha256: digest(token), enrolledAtMs: now, heardAtMs: now })
        await record(SYSTEM, { ...kioskDeed('screening.enrol', kiosk.id), details: { name: kiosk.name } })
        publish({ is: 'screening', what: 'kiosks' })
        return kiosk
      })
      return { token, home: await homeOf(work, enrolled) }
    },

    /** Fails with kioskUnknown. */
    authenticateKiosk: async (token: string): Promise<KioskIdentity> => {
      const kiosk = token.startsWith(KIOSK_TOKEN_PREFIX) ? await asked.kiosk({ tokenSha256: digest(token) }) : null
      if (kiosk === null) throw screeningFailure('kioskUnknown')
      return { id: kiosk.id, door: kiosk.door }
    },

    kioskHome: async (kiosk: KioskIdentity): Promise<KioskHome> => await homeOf(work, await kioskBy(asked, kiosk.id)),
  }
}

async function homeOf({ store, now }: UnitOfWork, kiosk: StoredKiosk): Promise<KioskHome> {
  return {
    kiosk: { id: kiosk.id, name: kiosk.name },
    door: { id: kiosk.door, name: kiosk.doorName },
    settings: await settingsOf(screeningRows(store)),
    now: instantOf(now()),
  }
}

function kioskDeed(action: string, id: string): Deed {
  return { action, subject: { kind: 'kiosk', id }, details: {} }
}

async function kioskBy(rows: ScreeningReading, id: string): Promise<StoredKiosk> {
  const kiosk = await rows.kiosk({ id })
  if (kiosk === null) throw notFound('kiosk')
  return kiosk
}

function newKiosk(
  id: string,
  door: { readonly id: string; readonly name: string },
  name: string,
  createdAtMs: number,
): StoredKiosk {
  return {
    id,
    door: door.id,
    doorName: door.name,
    name,
    code: null,
    tokenSha256: null,
    enrolledAtMs: null,
    revokedAtMs: null,
    heardAtMs: null,
    clockSkewMs: null,
    waiting: 0,
    createdAtMs,
  }
}

function kioskOf(kiosk: StoredKiosk, nowMs: number): Kiosk {
  const at = (ms: number | null) => (ms === null ? null : instantOf(ms))
  return {
    id: kiosk.id,
    name: kiosk.name,
    door: { id: kiosk.door, name: kiosk.doorName },
    state: stateOf(kiosk, nowMs),
    enrolledAt: at(kiosk.enrolledAtMs),
    heardAt: at(kiosk.heardAtMs),
    clockSkewMs: kiosk.clockSkewMs,
    waiting: kiosk.waiting,
  }
}

function stateOf(kiosk: StoredKiosk, nowMs: number): Kiosk['state'] {
  if (kiosk.revokedAtMs !== null) return 'revoked'
  if (kiosk.tokenSha256 !== null) return 'enrolled'
  return kiosk.code !== null && kiosk.code.expiresAtMs > nowMs ? 'enrolling' : 'new'
}

/** `BCDF-GHJK-LMNP`: 52 bits. */
function makeCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)])
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

/** However it is typed. */
function bareCode(code: string): string {
  return code.toUpperCase().replace(/[^A-Z]/g, '')
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
