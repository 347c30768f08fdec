/** Sites of a briefing over real HTTP: each by its link, with the token that it got for it. */
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { Events, Person } from './stage.ts'

export const ROOM = '/api/v1/briefing-room'
const NAMES = ['Bộ Y tế', 'Bạch Mai', 'Chợ Rẫy', 'Huế'] as const
const ROLES = ['chair', 'deputy', 'site', 'site'] as const

/** A browser at a site, by the token that it got for its link. */
export class Site {
  readonly #url: string
  readonly #origin: string
  readonly id: string
  readonly token: string

  constructor(url: string, { id, token }: { id: string; token: string }, origin = url) {
    this.#url = url
    this.#origin = origin
    this.id = id
    this.token = token
  }

  /** At another server on the same data; `origin`: where its page was opened. */
  at(url: string, origin = url): Site {
    return new Site(url, this, origin)
  }

  async ask(method: string, path: string, body?: unknown) {
    const nobody = new Person(this.#url)
    const origin = method === 'GET' ? {} : { origin: this.#origin }
    return await nobody.ask(method, ROOM + path, body, { ...this.#headers, ...origin })
  }

  async well(method: string, path: string, body: unknown = {}) {
    const answer = await this.ask(method, path, method === 'GET' ? undefined : body)
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.body
  }

  async refused(path: string, body: unknown, code: string) {
    const answer = await this.ask('POST', path, body)
    assert.equal(answer.body?.code, code, answer.text)
  }

  /** Its headers now; its body, and what is answered, when `go` is called. */
  slowly(path: string, body: unknown): { readonly go: () => Promise<string> } {
    const text = JSON.stringify(body)
    const headers = {
      ...this.#headers,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(text)),
    }
    const asked = request(this.#url + ROOM + path, { method: 'POST', headers })
    asked.flushHeaders()
    const answered = new Promise<string>((resolve, reject) => {
      asked.once('error', reject)
      asked.once('response', answer => {
        let all = ''
        answer.setEncoding('utf8').on('data', more => {
          all += more
        })
        answer.once('end', () => resolve(all))
      })
    })
    return {
      go: async () => {
        asked.end(text)
        return await answered
      },
    }
  }

  async answer(join: string, sdp = 'v=0'): Promise<number> {
    const { status } = await fetch(`${this.#url}${ROOM}/media/${join}/answer`, {
      method: 'POST',
      headers: { ...this.#headers, 'content-type': 'application/sdp' },
      body: sdp,
    })
    return status
  }

  async watch(): Promise<Events> {
    return await Events.open(`${this.#url}${ROOM}/live`, this.#headers)
  }

  get #headers() {
    return { authorization: `Bearer ${this.token}` }
  }
}

export async function planned(url: string, editor: Person) {
  const sites: { readonly id: string }[] = []
  for (const name of NAMES)
    sites.push(
      await editor.well('POST', '/api/v1/briefing-sites', {
        name,
        short: name,
        responsible: { name: `Bác sĩ ${name}`, title: null, mail: null },
      }),
    )
  const { id } = await editor.well('POST', '/api/v1/briefings', {
    title: 'Giao ban trực tuyến',
    startsAt: new Date(Date.now() + 60_000).toISOString(),
    minutes: 60,
    agenda: [],
    roster: sites.map((site, at) => ({ site: site.id, role: ROLES[at], language: null })),
    isQueueOpen: false,
    grantedMax: 1,
    isRecorded: true,
  })
  const enter = async (at: number) => {
    const link = await editor.well('POST', `/api/v1/briefings/${id}/places/${sites[at].id}/link`)
    const key = new URL(link.url).hash.slice(1)
    const { token } = await new Person(url).well('POST', `${ROOM}/enter`, { key })
    return new Site(url, { id: sites[at].id, token })
  }
  return { id: id as string, sites, enter }
}
