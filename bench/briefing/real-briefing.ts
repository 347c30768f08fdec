/**
 * A briefing of the real `loa serve` over SQLite with its media process, as sites are invited to it: links, a chair, a floor. Its
 * sites are bots or pages; which of them is whose is the measurement's.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Children } from '../../src/app/children/children.ts'
import type { Briefing, BriefingSite, PlaceLink } from '../../src/areas/briefing/model.ts'
import type { Kind } from '../../src/media/transport.ts'
import { arrive } from '../../town/arrival.ts'
import type { AuthorityClient, Signed } from '../../town/authority-client.ts'
import { Crowd } from '../../town/bots/crowd.ts'
import { TownHost } from '../../town/host.ts'
import { demoAccounts } from '../../town/people.ts'
import { SiteClient } from '../../town/site-client.ts'
import { silent } from '../../town/waiting.ts'
import type { BriefingBenchOptions } from './run.ts'

/** By the number of a site. */
export const CHAIR = 0

type Sizes = Pick<BriefingBenchOptions, 'sites' | 'speaking'>

export interface RealBriefing {
  readonly host: TownHost
  readonly crowd: Crowd
  /** Of all sites, by number: they have come by their links. */
  readonly clients: readonly SiteClient[]
  /** It begins, and who speaks is given the floor: the first ones. */
  begin(): Promise<void>
  /** A new link of a site, in place of what it had. */
  link(number: number): Promise<string>
}

export async function withRealBriefing<Result>(
  sizes: Sizes,
  act: (briefing: RealBriefing) => Promise<Result>,
): Promise<Result> {
  return await withAuthority(async (host, signed) => {
    const crowd = new Crowd()
    try {
      const editor = signed.get('editor')
      if (editor === undefined) throw silent('editor')
      return await act({ host, crowd, ...(await invited(editor, host.url, sizes)) })
    } finally {
      await crowd.end()
    }
  })
}

/** A server of its own with the demo's people, all signed in. */
export async function withAuthority<Result>(act: (host: TownHost, signed: Signed) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'loa-bench-'))
  const children = new Children()
  const accounts = demoAccounts([])
  const listen = `127.0.0.1:${await freePort()}`
  const host = new TownHost({ directory, listen, children, accounts })
  try {
    const setup = await host.startAuthority()
    return await act(host, await arrive(host.url, setup, { accounts, operators: [] }))
  } finally {
    await children.endAll()
    await rm(directory, { recursive: true, force: true })
  }
}

async function invited(
  editor: AuthorityClient,
  url: string,
  { sites: count, speaking }: Sizes,
): Promise<Pick<RealBriefing, 'clients' | 'begin' | 'link'>> {
  const sites: string[] = []
  for (let number = 0; number < count; number++) sites.push(await invite(editor, number))
  const { id } = await editor.post<Briefing>('/api/v1/briefings', {
    title: 'Giao ban (đo)',
    startsAt: new Date().toISOString(),
    minutes: 60,
    agenda: [],
    roster: sites.map((site, number) => ({ site, language: null, role: number === CHAIR ? 'chair' : 'site' })),
    isQueueOpen: true,
    grantedMax: Math.max(1, speaking - 1),
    isRecorded: true,
  })
  const path = `/api/v1/briefings/${id}`
  const links = await editor.post<readonly PlaceLink[]>(`${path}/links`, { mail: false })
  const clients: SiteClient[] = []
  for (const site of sites) {
    const link = links.find(each => each.site === site)
    clients.push(await SiteClient.enter(url, link?.url ?? ''))
  }
  return {
    clients,
    begin: async () => {
      const chair = clients[CHAIR]
      await chair.act('begin')
      for (let number = 1; number < speaking; number++) {
        await clients[number].act('floor', { do: 'ask' })
        await chair.act('floor', { do: 'give', site: sites[number] })
      }
    },
    link: async number => {
      const { url } = await editor.post<PlaceLink>(`${path}/places/${sites[number]}/link`)
      return url
    },
  }
}

async function invite(editor: AuthorityClient, number: number): Promise<string> {
  const site = await editor.post<BriefingSite>('/api/v1/briefing-sites', {
    name: `Điểm cầu ${number}`,
    short: `ĐC ${number}`,
    responsible: { name: 'Trực ban (giả định)', title: null, mail: null },
    isRetired: false,
  })
  return site.id
}

/** Whoever does not speak is seen small. */
export function sendsOf(number: number, { speaking }: Pick<Sizes, 'speaking'>): readonly Kind[] {
  return number < speaking ? ['audio', 'main', 'thumbnail'] : ['thumbnail']
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
