/** Web push to browsers of duty officers. Holds no temperature and no badge: it goes over other people's machines. */
import { ID_MAX, type Provider } from '../../channels/provider.ts'
import type { PushTo } from '../../channels/push/push.ts'
import { noticeText } from './notice.ts'
import type { Notice, Teller } from './office.ts'
import type { StoredSubscription } from './store.ts'

/** Later it is of no use to whoever was away. */
const LIFE_SECONDS = 4 * 3600

/** `url`: of the console's page. */
export function byPush(push: Provider<PushTo>, url: string): Teller {
  const send = async (notice: Notice, { endpoint, p256dh, auth }: StoredSubscription) => {
    const { title, body: text } = noticeText(notice)
    return await push.send({
      id: `${notice.kind} ${notice.door} ${notice.atMs}`.slice(0, ID_MAX),
      to: { endpoint, keys: { p256dh, auth } },
      content: { title, text, link: url, language: 'vi', unsubscribe: null, isUrgent: true, lifeSeconds: LIFE_SECONDS },
    })
  }
  return {
    channel: 'push',
    tell: async (notice, subscriptions) => {
      const answers = await Promise.all(subscriptions.map(async to => await send(notice, to)))
      const gone = subscriptions.filter((_, at) => {
        const answer = answers[at]
        return answer.is === 'refused' && answer.isGone
      })
      const reached = answers.filter(({ is }) => is === 'accepted').length
      return {
        reached,
        failed: subscriptions.length - reached - gone.length,
        gone: gone.map(({ endpoint }) => endpoint),
      }
    },
  }
}
