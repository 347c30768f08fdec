/**
 * The authority that a guide's reader speaks to, in the reader's own network: over https at the names of the guides, with its people signed
 * in, a roster in force and a list of what is free. A program; its arguments are a certificate and its key. Prints a line for each word that
 * a guide writes in capitals, and what the reader was given for it; an administrator's cookies are in the file `cookies`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import type { Door } from '../../src/areas/screening/model.ts'
import type { SignersView } from '../../src/areas/signers/model.ts'
import { endProcess } from '../../src/base/signals.ts'
import { FEBRUARY_CONTENT } from '../../src/zerorating/example-list.ts'
import { approveList } from '../town/free.ts'
import { Town } from '../town/town.ts'

const [certificate, key, of] = process.argv.slice(2)
const CLUSTER = '00001-3'
const ORIGIN = 'https://loa.example.vn'

const town = await Town.open({ operators: [], pace: 0, media: false, isHere: true })
process.once('SIGTERM', () => void town.close().then(() => endProcess(0)))
const administrator = town.client('administrator')
await approveList(town, { ...FEBRUARY_CONTENT, inForceFrom: null })

async function code(): Promise<string> {
  if (of === 'speaker') {
    const places = [{ code: '26', from: '2020-01-01', until: '2025-07-01' }]
    const commune = { code: '00001', name: 'Xã', windows: null, places }
    await administrator.put('/api/v1/loudspeakers/communes', { communes: [commune] })
    const cluster = { cluster: CLUSTER, commune: '00001', name: 'Thôn', purpose: 'live' }
    await administrator.post('/api/v1/loudspeakers/clusters', { clusters: [cluster] })
    const path = `/api/v1/loudspeakers/clusters/${CLUSTER}/code`
    return (await administrator.post<{ code: string }>(path)).code
  }
  await administrator.post('/api/v1/operators', { id: 'viettel', name: 'Viettel' })
  const path = '/api/v1/operators/viettel/enrolment'
  return (await administrator.post<{ code: string }>(path)).code
}

async function camera() {
  const door = await administrator.post<Door>('/api/v1/screening/doors', { name: 'Cửa' })
  const wanted = { name: 'Camera', scopes: ['screening'], expiresAt: null }
  const { secret } = await administrator.post<{ secret: string }>('/api/v1/keys', wanted)
  return { door: door.id, secret }
}

const { current } = await administrator.get<SignersView>('/api/v1/roster')
const { door, secret } = await camera()
const made = await code()
for (const [word, said] of Object.entries({
  CODE: made,
  // Mã.
  MA: made,
  SHA256: current?.sha256 ?? '',
  DOOR: door,
  KEY: secret,
}))
  console.log(`${word} ${said}`)

const [name, value] = administrator.cookie.split('=', 2)
writeFileSync('cookies', `loa.example.vn\tFALSE\t/\tFALSE\t0\t${name}\t${value}\n`)

createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (asked, answer) => {
  const { method, url = '/' } = asked
  // To whom its own address is another one.
  const origin = asked.headers.origin === ORIGIN ? new URL(town.url).origin : asked.headers.origin
  const headers = { ...asked.headers, ...(origin !== undefined && { origin }) }
  const passed = request(new URL(url, town.url), { method, headers }, given => {
    answer.writeHead(given.statusCode ?? 502, given.headers)
    given.pipe(answer)
  })
  passed.on('error', () => answer.destroy())
  answer.on('close', () => passed.destroy())
  asked.pipe(passed)
}).listen(443, () => console.log('ready'))
