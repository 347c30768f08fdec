/** Sounds: brought or spoken by a machine, made into the forms in which they are handed on, kept once by the digests of their files. */
import { createHash } from 'node:crypto'
import { type Actor, prose, writerOf } from '../../authority/actor.ts'
import { authorityFailure } from '../../authority/failures.ts'
import { trailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { SOUND_OCTETS_MAX, type Sound, TEXT_MAX } from '../../directive/bulletin.ts'
import { markedSpoken } from '../../directive/exercise-mark.ts'
import { bulletinFailure } from './failures.ts'
import type { KeptSound } from './model.ts'
import { FORM_TYPES, type MadeSound, type SoundMaker } from './sound-maker.ts'
import { asksIn } from './spoken-asks.ts'
import { bulletinApproval } from './states.ts'
import { bulletinRows } from './store.ts'
import type { BulletinUseCases } from './use-cases.ts'

/** That wait for the one that is being made: each holds its file in memory. */
const WAITING_MAX = 4
/** Of all files that nobody uses. */
const UNUSED_MEGABYTES_MAX = 2000
const MEGABYTE = 1_000_000
/** After which what nobody uses is deleted. */
export const UNUSED_MS = 86_400_000

export function soundUseCases(work: UnitOfWork, maker: SoundMaker): Pick<BulletinUseCases, 'keepSound' | 'speak'> {
  const inTurn = turns()
  const make = async (
    actor: Actor,
    by: Sound['by'],
    spoken: string | null,
    made: () => Promise<MadeSound>,
  ): Promise<KeptSound> => {
    if (!bulletinApproval.mayAtAll(actor.role, 'save')) throw authorityFailure('forbidden')
    const sound = await inTurn(made)
    return await work.transaction(async tx => await keep(tx, actor, { by, spoken }, sound))
  }
  return {
    keepSound: async (actor, { by, type, octets }) =>
      await make(actor, by, null, async () => await maker.master({ type, octets })),
    speak: async (actor, { spoken: given, language, purpose }) => {
      const text = prose.min(1).max(TEXT_MAX).parse(given)
      const spoken = markedSpoken(text, { language, purpose })
      if (asksIn(spoken, language)) throw bulletinFailure('spokenAsks')
      return await make(actor, 'machine', spoken, async () => await maker.speak({ spoken, language }))
    },
  }
}

async function keep(
  { store, now, record }: Transaction,
  actor: Actor,
  { by, spoken }: { readonly by: Sound['by']; readonly spoken: string | null },
  { milliseconds, files }: MadeSound,
): Promise<KeptSound> {
  const rows = bulletinRows(store)
  const size = files.reduce((sum, { octets }) => sum + octets.byteLength, await rows.unusedOctets())
  if (size > UNUSED_MEGABYTES_MAX * MEGABYTE) throw bulletinFailure('filesFull', { max: UNUSED_MEGABYTES_MAX })
  const sound: Sound = { by, milliseconds, files: [] }
  for (const { form, octets } of files) {
    if (octets.byteLength > SOUND_OCTETS_MAX) throw bulletinFailure('soundFaulty')
    const sha256 = createHash('sha256').update(octets).digest('hex')
    await rows.putFile(sha256, { type: FORM_TYPES[form], octets, at: now })
    sound.files.push({ form, sha256, octets: octets.byteLength })
  }
  await rows.putSound({ sound, spoken, at: now, by: writerOf(actor) })
  await record(trailActor(actor), {
    action: 'sound.keep',
    subject: { kind: 'sound', id: sound.files[0].sha256 },
    details: { by, milliseconds },
  })
  return { sound, spoken }
}

/** One after the other, so many waiting and no more. */
function turns() {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return async <Result>(act: () => Promise<Result>): Promise<Result> => {
    if (waiting > WAITING_MAX) throw bulletinFailure('soundsBusy')
    waiting++
    const done = last.then(act)
    last = done.catch(() => undefined)
    try {
      return await done
    } finally {
      waiting--
    }
  }
}
