/** A site's browser as the demo plays it: comes by its link, has a token, asks as the room's own page does. */
import type { BriefingRoom, MediaOffer, RoomSelf } from '../src/areas/briefing/model.ts'
import { refusedBy } from './authority-client.ts'
import { answerFrom } from './waiting.ts'

const ROOM = '/api/v1/briefing-room'

export class SiteClient {
  readonly #url: string
  readonly #token: string

  private constructor(url: string, token: string) {
    this.#url = url
    this.#token = token
  }

  /** By the link that its people were sent. Fails with what the server refuses it with. */
  static async enter(url: string, link: string): Promise<SiteClient> {
    const key = new URL(link).hash.slice(1)
    const body = (await call(url, `${ROOM}/enter`, { body: JSON.stringify({ key }) })) as { token: string }
    return new SiteClient(url, body.token)
  }

  async self(): Promise<RoomSelf> {
    return (await call(this.#url, ROOM, { token: this.#token, method: 'GET' })) as RoomSelf
  }

  async act(what: string, body: object = {}): Promise<BriefingRoom> {
    return (await this.#post(what, JSON.stringify(body))) as BriefingRoom
  }

  /** As the page's own code asks (live.ts). */
  async fetch(path: string, { headers, ...init }: RequestInit = {}): Promise<Response> {
    const own = { authorization: `Bearer ${this.#token}` }
    return await fetch(this.#url + path, { ...init, headers: { ...Object(headers), ...own } })
  }

  /** How a bot joins (bots/crowd.ts). */
  get media() {
    return {
      join: async () => {
        const { join, sdp } = (await this.#post('media', '{}')) as MediaOffer
        return { join, sdp }
      },
      answer: async (join: string, sdp: string) => {
        await this.#post(`media/${join}/answer`, sdp, 'application/sdp')
      },
    }
  }

  async #post(what: string, body: string, type?: string): Promise<unknown> {
    const token = this.#token
    return await call(this.#url, `${ROOM}/${what}`, { token, body, ...(type && { type }) })
  }
}

async function call(
  url: string,
  path: string,
  asked: { readonly token?: string; readonly method?: 'GET' | 'POST'; readonly body?: string; readonly type?: string },
): Promise<unknown> {
  const { token, method = 'POST', body, type = 'application/json' } = asked
  const response = await answerFrom(url + path, {
    method,
    headers: {
      'accept-language': 'vi',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': type }),
    },
    ...(body !== undefined && { body }),
  })
  if (!response.ok) throw await refusedBy(response)
  const text = await response.text()
  return text === '' ? null : JSON.parse(text)
}
