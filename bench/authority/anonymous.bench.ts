/**
 * What somebody whom nobody knows costs the server: milliseconds of its processor for a request, by what is in the body;
 * how long `/healthz` and the stop of a round take, at worst, while a hundred of the dearest are at it at once; and how long somebody
 * who signs in with a browser of theirs waits while strangers from one line do.
 *
 *   node bench/authority/anonymous.bench.ts
 *
 * The server is a process of its own and callers are a thread of their own; each request comes from another address, so that no
 * limit helps, but those of one line, which come from one IPv6 /48. A request costs what the whole process took, kernel too, so it says too much rather than too little.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { approvedRound, nodeOf, PASSWORD, type Person, staffOf } from '../../test/authority/stage.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Those of the house need no second factor: they are not what is measured. */
const NOBODY_ELSE = ['--require-second-factor', 'none']
const REQUESTS = 100
const AT_ONCE = 100
/** In which /proc counts. */
const TICKS_PER_SECOND = 100

interface Attack {
  readonly url: string
  readonly path: string
  readonly body: string
  readonly times: number
  readonly atOnce: number
  /** So many came before it, from as many addresses. */
  readonly before: number
  /** All are of this IPv6 network of 48 bits, and whose account they try is another one each time. */
  readonly line?: number
}

/** As the house has them. */
const APPROVER = 'phe.duyet@bo.example'
/** At once, from one line. */
const STRANGERS = 190
/** Of one line, at most: one whose hash is made, and its row. The others have been told to come later before the owner comes. */
const WAITING = 21
const SIGN_IN = '/api/auth/sign-in/email'
/** As often the owner signs in, quiet and beside so many, each time of another line: of one most would be refused before. */
const SIGN_INS = 9

const PASSKEY = '/api/auth/passkey/verify-authentication'
const credential = (text: string, times = 7500 / Buffer.byteLength(text)): [string, string] => [
  PASSKEY,
  JSON.stringify({ response: { id: text.repeat(times) } }),
]
const fields = Array.from({ length: 700 }, (_, at) => [`k${at}`, 1])
const BODIES: Readonly<Record<string, readonly [path: string, body: string]>> = {
  'a field that is none': ['/api/auth/sign-out', JSON.stringify({ text: '1 '.repeat(8000) })],
  'one digit and a space': credential('1 '),
  'one digit and a plus': credential('1+'),
  'digits of another script': credential('០ '),
  'letters that become many': credential('\ufdfa'),
  'marks out of order': credential('\u0301'.repeat(1800) + '\u0316'.repeat(1800), 1),
  'marks between marks': credential('\u0301\uff9e'),
  'groups of a UUID': credential('0123abcd-'),
  'field after field': [PASSKEY, JSON.stringify({ response: Object.fromEntries(fields) })],
  'brackets in brackets': ['/api/auth/sign-out', '['.repeat(16_000)],
  'no JSON': ['/api/auth/sign-out', '{"":'.repeat(4000)],
  'an address that is none': [SIGN_IN, JSON.stringify({ email: 'a.'.repeat(8000), password: 'x' })],
  'a code that is none': ['/api/v1/screening/enrol', JSON.stringify({ code: '1 '.repeat(20) })],
  'more than may be': ['/api/auth/sign-out', 'x'.repeat(1_000_000)],
}

if (isMainThread) await measure()
else await attack(workerData as Attack)

async function measure(): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'loa-anonymous-'))
  const flags = ['--listen', '127.0.0.1:0', '--trust-proxy', '--data', join(data, 'data')]
  const server = spawn(join(ROOT, 'loa'), ['serve', '--json', ...NOBODY_ELSE, ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    const [said] = (await once(server.stdout, 'data')) as [Buffer]
    const here = JSON.parse(said.toString()) as { url: string; setupLink: string }
    const staff = await staffOf(here)
    await nodeOf(staff.administrator, 'mot')
    const round = await approvedRound(staff, ['mot'])
    await staff.approver.well('POST', `/api/v1/rounds/${round}/schedule`, {})
    let before = 0
    const run = (body: readonly [string, string], times: number, atOnce: number) => {
      const attack = { url: here.url, path: body[0], body: body[1], times, atOnce, before }
      before += times
      return new Worker(new URL(import.meta.url), { workerData: attack })
    }
    let dearest = { name: '', ms: -1 }
    for (const [name, body] of Object.entries(BODIES)) {
      await once(run(body, REQUESTS, 1), 'exit')
      const began = processorMs(server.pid!)
      await once(run(body, REQUESTS, 1), 'exit')
      const ms = (processorMs(server.pid!) - began) / REQUESTS
      if (ms > dearest.ms) dearest = { name, ms }
      console.log(`${name.padEnd(26)} ${ms.toFixed(2).padStart(6)} ms a request`)
    }
    const health = async () => await (await fetch(`${here.url}/healthz`)).text()
    const idleMs = await msOf(health)
    const worker = run(BODIES[dearest.name], AT_ONCE * 20, AT_ONCE)
    await once(worker, 'message')
    let isOver = false
    worker.once('exit', () => {
      isOver = true
    })
    const stopMs = await msOf(
      async () => await staff.approver.well('POST', `/api/v1/rounds/${round}/stop`, { reason: 'Diễn tập' }),
    )
    const waits: number[] = []
    while (!isOver) waits.push(await msOf(health))
    waits.sort((a, b) => a - b)
    const at = (share: number) => waits[Math.ceil(share * waits.length) - 1].toFixed(0)
    console.log(`while ${AT_ONCE} of '${dearest.name}' are at it at once, again and again:`)
    console.log(`  the stop of a round ${stopMs.toFixed(0)} ms`)
    console.log(
      `  /healthz ${at(0.5)} ms in the middle, ${at(0.99)} ms of 99 in 100, ${at(1)} ms at worst of ${waits.length} (idle ${idleMs.toFixed(0)} ms)`,
    )
    await besideStrangers(here.url, staff.approver)
  } finally {
    server.kill('SIGKILL')
    rmSync(data, { recursive: true, force: true })
  }
}

async function besideStrangers(url: string, owner: Person): Promise<void> {
  const signIn = async () => await owner.well('POST', SIGN_IN, { email: APPROVER, password: PASSWORD })
  const quiet: number[] = []
  const beside: number[] = []
  for (let line = 0; line < SIGN_INS; line++) {
    quiet.push(await msOf(signIn))
    const attack: Attack = {
      url,
      path: SIGN_IN,
      body: JSON.stringify({ email: '', password: 'x'.repeat(20) }),
      times: STRANGERS,
      atOnce: STRANGERS,
      before: line * STRANGERS,
      line,
    }
    const worker = new Worker(new URL(import.meta.url), { workerData: attack })
    await once(worker, 'message')
    beside.push(await msOf(signIn))
    await once(worker, 'exit')
  }
  const told = (took: number[]) =>
    `${inTheMiddle(took).toFixed(0)} ms in the middle, ${Math.max(...took).toFixed(0)} ms at worst`
  console.log(`a sign-in with a browser that is known, ${SIGN_INS} times in turn:`)
  console.log(`  quiet ${told(quiet)}`)
  console.log(`  beside ${STRANGERS} strangers of one /48 ${told(beside)}`)
  console.log(`  ${(inTheMiddle(beside) / inTheMiddle(quiet)).toFixed(2)} times as long in the middle`)
}

function inTheMiddle(took: readonly number[]): number {
  return took.toSorted((a, b) => a - b)[took.length >> 1]
}

async function attack(given: Attack): Promise<void> {
  const { url, path, body, times, atOnce, before, line } = given
  let sent = 0
  let answered = 0
  const one = async () => {
    while (sent < times) {
      const n = before + sent++
      const address =
        line !== undefined
          ? `2001:db8:${line}:${n.toString(16)}::1`
          : [10, n >> 16, n >> 8, n].map(part => part & 255).join('.')
      // Whoever sends too much is cut off.
      await fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address, origin: url },
        body: line !== undefined ? body.replace('""', `"khong.co.${n}@bo.example"`) : body,
      })
        .then(async response => await response.arrayBuffer())
        .catch(() => {})
      answered++
      if (line === undefined ? sent === atOnce * 2 : answered === times - WAITING) parentPort!.postMessage('at it')
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
}

async function msOf(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await act()
  return performance.now() - began
}

/** utime and stime of /proc/PID/stat, the 14th and 15th field; the second may hold spaces. */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND
}
