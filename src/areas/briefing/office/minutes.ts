/** The minutes: statements and decisions, each saved over the version that was opened, until they are closed for good. */
import { randomUUID } from 'node:crypto'
import { type Actor, writerOf } from '../../../authority/actor.ts'
import { authorityFailure, notFound } from '../../../authority/failures.ts'
import { briefingFailure } from '../failures.ts'
import type { Briefing, Minute, MinuteContent } from '../model.ts'
import { type BriefingReading, briefingRows, type StoredBriefing, type StoredMinute } from '../store.ts'
import { type Act, briefingBy, changed, type Office } from './office.ts'
import { minuteOf, viewOf } from './view.ts'

const MINUTES_MAX = 1000

export function minuteUseCases(office: Office) {
  const { work } = office
  /** Fails with versionConflict, which names who was faster. */
  const toMinute = async <Result>(
    actor: Actor,
    id: string,
    version: number,
    act: (act: Act, minute: StoredMinute) => Promise<Result>,
  ): Promise<Result> => {
    const { briefing } = await minuteBy(briefingRows(work.store), id)
    return await changed(office, actor, briefing, async within => {
      const minute = await minuteBy(within.rows, id)
      await writable(within.rows, minute.briefing)
      if (minute.version !== version) {
        const { name: by } = minute.updatedBy
        throw authorityFailure('versionConflict', { by, version: minute.version })
      }
      return await act(within, minute)
    })
  }
  return {
    addMinute: async (actor: Actor, id: string, content: MinuteContent): Promise<Minute> =>
      await changed(office, actor, id, async ({ rows, now, record }) => {
        refuseAstray(await writable(rows, id), content)
        if ((await rows.minutes(id)).length >= MINUTES_MAX) throw briefingFailure('minutesFull', { max: MINUTES_MAX })
        const minute: StoredMinute = {
          id: randomUUID(),
          briefing: id,
          version: 1,
          content,
          at: now,
          updatedAt: now,
          updatedBy: writerOf(actor),
        }
        await rows.putMinute(minute)
        await record('minute-add', toldOf(minute))
        return minuteOf(minute)
      }),

    saveMinute: async (
      actor: Actor,
      id: string,
      { version, content }: { version: number; content: MinuteContent },
    ): Promise<Minute> =>
      await toMinute(actor, id, version, async ({ rows, now, record }, before) => {
        refuseAstray(await briefingBy(rows, before.briefing), content)
        const minute: StoredMinute = {
          ...before,
          content,
          version: version + 1,
          updatedAt: now,
          updatedBy: writerOf(actor),
        }
        await rows.putMinute(minute)
        await record('minute-save', toldOf(minute))
        return minuteOf(minute)
      }),

    removeMinute: async (actor: Actor, id: string, { version }: { version: number }): Promise<void> =>
      await toMinute(actor, id, version, async ({ rows, record }, minute) => {
        const instructions = await rows.instructionsOf(minute.briefing)
        const resting = ({ state, content }: (typeof instructions)[number]) =>
          content.decision === id && state !== 'withdrawn'
        if (instructions.some(resting)) throw briefingFailure('minuteUsed')
        await rows.removeMinute(id)
        await record('minute-remove', toldOf(minute))
      }),

    closeMinutes: async (actor: Actor, id: string): Promise<Briefing> =>
      await changed(office, actor, id, async ({ rows, store, now, record }) => {
        const briefing = await writable(rows, id)
        if (briefing.state !== 'ended') throw briefingFailure('briefingNotEnded')
        await rows.putBriefing({
          ...briefing,
          closedAt: now,
          version: briefing.version + 1,
          updatedAt: now,
          updatedBy: writerOf(actor),
        })
        await record('close', { minutes: (await rows.minutes(id)).length })
        return await viewOf(office, store, { actor, now }, id)
      }),
  }
}

/** A briefing whose minutes may still be written. */
async function writable(rows: BriefingReading, id: string): Promise<StoredBriefing> {
  const briefing = await briefingBy(rows, id)
  if (briefing.state === 'cancelled') throw briefingFailure('briefingCancelled')
  if (briefing.closedAt !== null) throw briefingFailure('minutesClosed')
  return briefing
}

function refuseAstray({ content }: StoredBriefing, { item, site }: MinuteContent): void {
  if (item !== null && !content.agenda.some(({ id }) => id === item)) throw briefingFailure('minuteItem')
  if (site !== null && !content.roster.some(entry => entry.site === site)) throw briefingFailure('minuteSite')
}

async function minuteBy(rows: BriefingReading, id: string): Promise<StoredMinute> {
  const minute = await rows.minute(id)
  if (minute === null) throw notFound('minute')
  return minute
}

/** As it stands in the trail: with its words. */
function toldOf({ id, version, content }: StoredMinute) {
  return { minute: id, version, ...content }
}
