/**
 * A real server with real people: bulletins are approved one after another, each until page, feeds and alert have it; then readers ask
 * for the page, of the server and of nginx with the same octets, each with the processor time that it took, and of the server once more at
 * a modest rate: how soon the first octet is there.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Children } from '../../src/app/children/children.ts'
import { blankDraft } from '../../src/areas/bulletins/blank-draft.ts'
import type { Bulletin, BulletinDraft } from '../../src/areas/bulletins/model.ts'
import { saidOf } from '../../src/areas/bulletins/said.ts'
import { arrive } from '../../town/arrival.ts'
import type { AuthorityClient, Signed } from '../../town/authority-client.ts'
import { of } from '../../town/deeds.ts'
import { TownHost } from '../../town/host.ts'
import { demoAccounts } from '../../town/people.ts'
import { type Quantiles, quantilesOf } from '../briefing/quantiles.ts'
import { cpuSecondsOf } from '../cpu-seconds.ts'
import { benchFailure } from '../failures.ts'
import { orStopped } from '../measuring.ts'
import { type FirstOctet, firstOctetOf } from './first-octet.ts'
import { startNginx } from './nginx.ts'
import { type Reading, readFor } from './readers.ts'

export interface Served extends Reading {
  readonly perSecondAndCore: number
}

export interface BulletinsMeasure {
  /** From the approval that was sent to the last of page, feeds and alert that had it, in milliseconds. */
  readonly publishedMs: Quantiles
  readonly loa: Served
  /** Of the page from memory: by one reader, and by many at a modest rate. */
  readonly firstOctets: readonly FirstOctet[]
  /** Null: this machine has none. */
  readonly nginx: Served | null
}

const BULLETINS = '/api/v1/bulletins'
const PATH = '/bulletins'
const FIRST_OCTETS = [
  { connections: 1, perSecond: 100 },
  { connections: 50, perSecond: 500 },
] as const
/** Before it counts. */
const WARM_SECONDS = 1
const DAY_MS = 86_400_000

export async function measureBulletins(given: {
  readonly directory: string
  readonly releases: number
  readonly readers: number
  readonly seconds: number
  readonly onBegin: (what: string) => void
  readonly stop: AbortSignal
}): Promise<BulletinsMeasure> {
  const { directory, releases, readers, seconds, onBegin, stop } = given
  const children = new Children()
  const accounts = demoAccounts([])
  const host = new TownHost({ directory, listen: '127.0.0.1:0', children, accounts })
  try {
    const measured = async () => {
      onBegin('start')
      const link = await host.startAuthority()
      const signed = await arrive(host.url, link, { accounts, operators: [] })
      onBegin('releases')
      const took: number[] = []
      for (let i = 0; i < releases; i++) took.push(await publish(host.url, signed, i))
      const files = join(directory, 'www')
      await mkdir(files)
      const publishing = ['publish', '--once', '--data', host.authorityData, '--out', files]
      const { code } = await children.loa(publishing).exit
      if (code !== 0) throw benchFailure('benchFailed', { name: 'publish', why: `exit code ${code}` })
      onBegin('readers')
      const pid = host.authorityPid ?? 0
      const port = Number(new URL(host.url).port)
      const loa = await served({ pid, port, readers, seconds })
      onBegin('first octets')
      const firstOctets: FirstOctet[] = []
      const share = seconds / FIRST_OCTETS.length
      for (const each of FIRST_OCTETS)
        firstOctets.push(await firstOctetOf({ ...each, port, path: PATH, seconds: share }))
      onBegin('nginx')
      const beside = await startNginx(directory, files)
      const nginx = beside === null ? null : await served({ ...beside, readers, seconds })
      await beside?.end()
      return { publishedMs: quantilesOf(took), loa, firstOctets, nginx }
    }
    return await orStopped(stop, measured())
  } finally {
    await host.end()
  }
}

async function served(of: {
  readonly pid: number
  readonly port: number
  readonly readers: number
  readonly seconds: number
}): Promise<Served> {
  await readFor({ ...of, path: PATH, seconds: WARM_SECONDS })
  const before = cpuSecondsOf(of.pid)
  const reading = await readFor({ ...of, path: PATH })
  return { ...reading, perSecondAndCore: reading.requests / (cpuSecondsOf(of.pid) - before) }
}

/** Milliseconds until all have it. */
async function publish(url: string, signed: Signed, i: number): Promise<number> {
  const [editor, approver] = [of(signed, 'editor'), of(signed, 'approver')]
  const { id } = await editor.post<Bulletin>(BULLETINS, { draft: draftOf(i) })
  await decide(editor, id, 'submit')
  const began = performance.now()
  await decide(approver, id, 'approve')
  const name = titleOf(i)
  const everywhere = [PATH, `/bulletins/${id}`, '/bulletins.atom', '/bulletins.json', '/cap.atom']
  for (const path of [...everywhere, `/cap/${id}.1.publish.xml`]) {
    const text = await (await fetch(url + path)).text()
    if (!text.includes(name)) throw benchFailure('benchFailed', { name: path, why: 'it lacks what was approved' })
  }
  const took = performance.now() - began
  await editor.post(`${BULLETINS}/${id}/cancel`, { version: 1 })
  return took
}

async function decide(by: AuthorityClient, id: string, does: 'submit' | 'approve'): Promise<void> {
  const { version, sha256, draft } = await by.get<Bulletin>(`${BULLETINS}/${id}`)
  if (sha256 === null) throw benchFailure('benchFailed', { name: does, why: 'the draft has faults' })
  const signature = await by.sign(saidOf({ id, version, sha256 }, does))
  const purpose = does === 'approve' ? { purpose: draft.purpose } : {}
  await by.post(`${BULLETINS}/${id}/${does}`, { version, sha256, signature, ...purpose })
}

const titleOf = (i: number) => `Bản tin đo số ${i}.`

function draftOf(i: number): BulletinDraft {
  const texts = (text: string) => [{ language: 'vi', title: titleOf(i), text }]
  const blank = blankDraft(new Date(Date.now() + DAY_MS).toISOString())
  return {
    ...blank,
    priority: 'urgent',
    renditions: {
      ...blank.renditions,
      page: texts('Người có sốt, ho, khó thở hãy ở nhà và gọi 1900 9095.'),
      cap: {
        category: 'Health',
        eventCode: 'OET-062',
        urgency: 'Immediate',
        severity: 'Severe',
        certainty: 'Observed',
        response: ['Monitor'],
      },
    },
    correction: { ...blank.correction, page: texts('Tin trước đây là nhầm.') },
  }
}
