/** The live room where nobody is in it: what is kept of the briefing, as everybody would see it. */
import type { Hall } from './hall-port.ts'
import type { Room } from './model.ts'
import { briefingBy, instantOf, type Office, sitesOf } from './office.ts'
import { briefingRows } from './store.ts'
import { documentOf, minuteOf } from './view.ts'

export function emptyHall({ house }: Pick<Office, 'house'>): Hall {
  return {
    changed: () => {},
    remove: () => {},
    room: async id => {
      const rows = briefingRows(house.store)
      const { content, state, beganAt, endedAt } = await briefingBy(rows, id)
      const sites = await sitesOf(rows)
      const { roster, title, startsAt, agenda, isRecorded, isQueueOpen, grantedMax } = content
      return {
        ...{ briefing: id, title, startsAt, state, agenda },
        ...{ beganAt: instantOf(beganAt), endedAt: instantOf(endedAt) },
        ...{ isRecorded, isQueueOpen, grantedMax },
        ...{ chair: null, heard: [], screen: null, slide: null, captions: [], roll: null },
        sites: roster.map(({ site, role, language }): Room['sites'][number] => ({
          ...{ site, role, language, is: 'awaited' },
          name: sites.get(site)?.content.name ?? site,
          short: sites.get(site)?.content.short ?? site,
          ...{ line: null, isHeard: false, floor: null, queue: null },
        })),
        documents: (await rows.documents(id)).map(document => {
          const { name, pages } = documentOf(document)
          return { id: document.id, name, pages }
        }),
        minutes: (await rows.minutes(id)).map(minuteOf),
        languages: roster.flatMap(({ language }) => language ?? []),
        isMediaUp: false,
      }
    },
  }
}
