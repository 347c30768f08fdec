/**
 * pion (Go) as the forwarder of a briefing, with its default interceptors and without: `pion.go`, built by Debian's
 * golang-go against golang-github-pion-webrtc.v3-dev, once for a measurement, in a workspace of its own. Questions and replies are
 * lines of JSON.
 */
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { OPUS_TYPE, TRACKS, VP8_TYPE } from '../../src/media/transport.ts'
import type { Beside } from '../briefing/beside.ts'
import type { BriefingBenchOptions } from '../briefing/run.ts'
import { measured, type Question, type Reply } from './forwarder.ts'

const DEBIAN = '/usr/share/gocode'
const SOURCE = join(import.meta.dirname, 'pion.go')
const MISSING = 'Go or pion is missing: apt-get install golang-go golang-github-pion-webrtc.v3-dev'
const BUILD_MS = 900_000

export async function measurePion(options: BriefingBenchOptions): Promise<Beside> {
  return await measure('pion', options)
}

/** Without repair, reports and feedback. */
export async function measureBarePion(options: BriefingBenchOptions): Promise<Beside> {
  return await measure('pion-bare', options)
}

async function measure(name: 'pion' | 'pion-bare', options: BriefingBenchOptions): Promise<Beside> {
  if (!existsSync('/usr/bin/go') || !existsSync(join(DEBIAN, 'src/github.com/pion/webrtc'))) throw new Error(MISSING)
  const workspace = await mkdtemp(join(tmpdir(), 'loa-pion-'))
  try {
    return await measureBuilt(name, await built(workspace), options)
  } finally {
    await rm(workspace, { recursive: true, force: true })
  }
}

/** Debian's packages know no modules, and versions in paths of imports only beside a go.mod. */
async function built(workspace: string): Promise<string> {
  const program = join(workspace, 'pion')
  const folder = join(workspace, 'src/loa/pion')
  await mkdir(folder, { recursive: true })
  await copyFile(SOURCE, join(folder, 'pion.go'))
  await writeFile(join(folder, 'go.mod'), 'module loa/pion\n\ngo 1.19\n')
  await promisify(execFile)('go', ['build', '-o', program, '.'], {
    cwd: folder,
    env: { ...process.env, GO111MODULE: 'off', GOPATH: `${workspace}:${DEBIAN}` },
    timeout: BUILD_MS,
  })
  return program
}

async function measureBuilt(
  name: 'pion' | 'pion-bare',
  program: string,
  options: BriefingBenchOptions,
): Promise<Beside> {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] })
  const replies = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const ask = async (question: object) => {
    child.stdin.write(`${JSON.stringify(question)}\n`)
    const { value, done } = await replies.next()
    if (done === true) throw new Error('pion ended')
    return JSON.parse(value) as Reply
  }
  try {
    const isBare = name === 'pion-bare'
    await ask({ tracks: TRACKS, opusType: OPUS_TYPE, vp8Type: VP8_TYPE, isBare })
    const asking = async (question: Question) => await ask(question)
    return await measured({ name, pid: child.pid ?? 0, ask: asking }, options)
  } finally {
    child.kill('SIGKILL')
  }
}
