/** Alerts as an authority of an earlier day made them (golden-alerts.jsonl), a key to sign them with, and a broadcast centre that takes them. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import type { CapAlert } from '../cap/alert.ts'
import { P256, pairOf } from '../cap/key-pair.test.ts'
import { readAlert } from '../cap/read.ts'
import { signAlert } from '../cap/sign.ts'
import { type BulletinContent, bulletinContent, type ReleaseKind } from '../directive/bulletin.ts'
import type { Pinned } from './cap-belongs.ts'

export const AUTHORITY = pairOf('authority', ...P256)
export const KINDS = ['publish', 'correct', 'cancel'] as const

/** What the operator has pinned of the authority that made them. */
export const PINNED = { name: 'Bộ Y tế', origins: ['https://loa.example.vn'] }
/** Before the first of them. */
export const APPROVED_AT = '2026-02-03T08:55:00+07:00'

export interface Golden {
  readonly name: string
  readonly content: BulletinContent
  /** Unsigned files. */
  readonly alerts: Readonly<Record<ReleaseKind, string>>
}

export const GOLDEN: readonly Golden[] = readFileSync(new URL('./golden-alerts.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map(line => {
    const golden = JSON.parse(line) as Golden
    return { ...golden, content: bulletinContent.parse(golden.content) }
  })

export function goldenOf(name: string): Golden {
  const golden = GOLDEN.find(each => each.name === name)
  assert.ok(golden !== undefined, name)
  return golden
}

export function alertIn(xml: string): CapAlert {
  const read = readAlert(Buffer.from(xml))
  assert.ok('alert' in read, xml)
  return read.alert
}

export function signed(xml: string, by = AUTHORITY): string {
  return signAlert(xml, by)
}

/** Known a minute after the public may have it. */
export function pinnedFor(xml: string): Pinned {
  const { sent, info } = alertIn(xml)
  const publicMs = Math.max(sent.epochMs, info[0].effective?.epochMs ?? 0)
  return { ...PINNED, approvedMs: Date.parse(APPROVED_AT), now: publicMs + 60_000 }
}

interface Taken {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A broadcast centre that answers with these statuses, one after another, and with the last for ever; 0: never. */
export async function centre(t: TestContext, ...statuses: readonly number[]) {
  const taken: Taken[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', piece => {
      body += piece
    })
    request.on('end', () => {
      const status = statuses[Math.min(taken.length, statuses.length - 1)]
      taken.push({ headers: request.headers, body })
      if (status === 0) request.socket.destroy()
      else response.writeHead(status, { location: '/elsewhere' }).end('{}')
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { taken, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cap` }
}
