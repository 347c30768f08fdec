/** The live room: each row of its contract to the hall of its briefing. */
import { type Actor, writerOf } from '../../../authority/actor.ts'
import { httpFailure } from '../../../http/failures.ts'
import { type Hub, watcherOf } from '../../../http/hub.ts'
import type { RateLimits } from '../../../http/rate.ts'
import { onShift, type Route, routesOf } from '../../../http/route.ts'
import type { SiteIdentity } from '../model.ts'
import { pageAnswer } from '../office/file-answers.ts'
import type { OfficeUseCases } from '../use-cases.ts'
import { hallContract } from './contract.ts'
import { hallFailure } from './failures.ts'
import { openingOf, watchRoom } from './feed.ts'
import type { Halls } from './halls.ts'
import type { By } from './log.ts'

/** Of one site: nobody presses more often, and what a wild page asks for is not written down without end. */
const DEEDS = { max: 240, seconds: 60 }
const JOINS = { max: 60, seconds: 60 }
/** Each is written down: who asks, withdraws and asks again, or leaves and comes back, does so a few times. */
const ASKS = { max: 30, seconds: 60 }
/** Each is kept with its text, and looked at by people. */
const QUESTIONS = { max: 12, seconds: 60 }
const LEAVES = { max: 20, seconds: 60 }

export function roomRoutes(needs: {
  readonly halls: Halls
  readonly hub: Hub
  readonly limits: RateLimits
  readonly nowMs: () => number
  readonly office: Pick<OfficeUseCases, 'briefing' | 'self' | 'picture'>
}): Route[] {
  const { halls, hub, limits, office, nowMs } = needs
  const take = ({ briefing, site }: SiteIdentity, what: string, rule: typeof DEEDS) => {
    const seconds = limits.take(`${what} ${briefing} ${site}`, rule, nowMs())
    if (seconds > 0) throw httpFailure('tooManyRequests', { seconds })
  }
  /** The hall in which a site does something. */
  const hallFor = async (site: SiteIdentity) => {
    take(site, 'room', DEEDS)
    return await halls.forSite(site)
  }
  const routes = routesOf(hallContract, {
    // The ministry's people
    beginBriefing: async ({ actor, params: { id } }) => {
      await (await halls.of(id)).begin(personOf(actor))
      return await office.briefing(actor, id)
    },
    endBriefing: async ({ actor, params: { id } }) => {
      await (await halls.of(id)).end(personOf(actor))
      return await office.briefing(actor, id)
    },
    removeFromBriefing: async ({ actor, params: { id, site }, body }) => {
      await (await halls.of(id)).remove(personOf(actor), site, body.reason)
      return await office.briefing(actor, id)
    },
    watchBriefing: async ({ caller, params: { id }, cut }) => {
      const hall = await halls.of(id)
      return await watchRoom(hub, id, { ...watcherOf(caller), cut }, async () => hall.room())
    },

    // Sites
    getBriefingSelf: async ({ site }) => await office.self(site),
    watchRoom: async ({ site, cut }) => {
      const hall = await halls.forSite(site)
      return await watchRoom(hub, site.briefing, openingOf(site, cut), async () => {
        await hall.heardOf(site.site)
        await halls.mustCount(site)
        return hall.room()
      })
    },
    joinMedia: async ({ site, body }) => {
      take(site, 'join', JOINS)
      return await halls.joinMedia(site, body.test)
    },
    answerMedia: async ({ site, params, body }) => {
      await halls.answerMedia(site, params.join, body.toString('utf8'))
    },
    endTestCall: async ({ site, body }) => await halls.endTestCall(site, body),
    beatRoom: async ({ site, body }) => {
      take(site, 'beat', DEEDS)
      const hall = await halls.forSite(site)
      hall.copes(site.site, !body.isSlow)
      await hall.heardOf(site.site)
    },
    leaveRoom: async ({ site }) => {
      take(site, 'leave', LEAVES)
      await (await halls.of(site.briefing)).leave(site.site)
    },
    actOnFloor: async ({ site, body }) => {
      if (!('site' in body)) take(site, 'ask', ASKS)
      const question = (body.do === 'give' && body.questionId) || null
      return await (await hallFor(site)).actOnFloor(site.site, body, question)
    },
    listRoomQuestions: async ({ site }) => [...(await hallFor(site)).questionsFor(site.site)],
    actOnQuestion: async ({ site, body }) => {
      if (body.do === 'write') take(site, 'question', QUESTIONS)
      return [...(await (await hallFor(site)).actOnQuestion(site.site, body))]
    },
    takeChair: async ({ site, body }) => await (await hallFor(site)).moveChair(site.site, body.do),
    callRoll: async ({ site }) => await (await hallFor(site)).callRoll(site.site),
    beginFromRoom: async ({ site }) => await (await hallFor(site)).begin(site.site),
    endFromRoom: async ({ site }) => await (await hallFor(site)).end(site.site),
    showSlide: async ({ site, body }) => await (await hallFor(site)).showSlide(site.site, body.slide),
    shareScreen: async ({ site, body }) => await (await hallFor(site)).shareScreen(site.site, body.isShown),
    typeCaption: async ({ site, body }) => {
      await (await hallFor(site)).typeCaption(site.site, body)
    },
    listenTo: async ({ site, body }) => {
      await (await hallFor(site)).listenTo(site.site, body.language)
    },
    getRoomPage: async ({ site, params: { id, page } }) => {
      const { documents } = (await halls.of(site.briefing)).facts
      if (!documents.some(document => document.id === id)) throw hallFailure('pageUnknown')
      return pageAnswer(await office.picture(id, page), page)
    },
  })
  return onShift(routes)
}

function personOf(actor: Actor): By {
  return { is: 'person', ...writerOf(actor) }
}
