/**
 * Somebody who does what a guide says, at a machine of their own: a network namespace with loopback alone, in which every port and every
 * address of the guide is theirs, and directories of a whole machine that are empty and are forgotten. Root's.
 *
 * A command that stays keeps its terminal; the lines after it are typed in another one once it has said that it is ready. All that stay are
 * stopped at the end.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Command, Step } from './guides.ts'
import { differs } from './guides.ts'
import { Child } from './peers/child.ts'
import { PEER_PATH } from './peers/installed.ts'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
export const ZONE = 'Asia/Ho_Chi_Minh'
/** Of a checkout, where the reader sits. */
const CHECKOUT = ['loa', 'docs', 'deploy', 'src', 'node_modules']
/** Of the machine, empty. */
const OWN = ['/var/lib', '/srv', '/mnt']
/** Of one command. */
const COMMAND_MS = 120_000

/** Commands that stay, and by what they are known to be ready. */
const STAYS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:\.\/)?loa smsc /, /listening/],
  [/^(?:\.\/)?loa round run /, /· |paused/],
  [/^(?:\.\/)?loa serve /, /http/],
  [/^(?:\.\/)?loa cbs run /, /connected/],
  [/^(?:\.\/)?loa zerorating gy /, /listening|listens/],
  [/^(?:\.\/)?loa operator --/, /the node is at work/],
  [/^(?:\.\/)?loa publish /, /written|published/],
]

export class Reader {
  readonly directory: string
  readonly #t: TestContext
  readonly #env: NodeJS.ProcessEnv
  readonly #machine: Child
  readonly #staying: Child[] = []

  private constructor(t: TestContext, directory: string, machine: Child, env: NodeJS.ProcessEnv) {
    this.#t = t
    this.directory = directory
    this.#machine = machine
    this.#env = env
  }

  /** `addresses`: of others whom the guide speaks to, beside 127.0.0.1. `env`: of every terminal. */
  static async sits(
    t: TestContext,
    { addresses = [], env = {} }: { addresses?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
  ): Promise<Reader> {
    const home = mkdtempSync(join(tmpdir(), 'loa-guide-'))
    t.after(() => rmSync(home, { recursive: true, force: true }))
    const directory = join(home, 'loa')
    mkdirSync(directory)
    for (const name of CHECKOUT) symlinkSync(join(ROOT, name), join(directory, name))
    const bin = join(home, 'bin')
    mkdirSync(bin)
    symlinkSync(join(ROOT, 'loa'), join(bin, 'loa'))
    const machine = new Child({
      command: 'unshare',
      args: ['--net', '--mount', '--propagation', 'private', 'sh', '-ec', made(addresses)],
      env: { ...process.env, PATH: PEER_PATH },
    })
    t.after(async () => await machine.stop('SIGKILL'))
    await machine.printed(/^ready$/m)
    const all = { ...process.env, LANG: 'C', TZ: ZONE, PATH: `${bin}:${PEER_PATH}`, ...env }
    return new Reader(t, directory, machine, all)
  }

  /** All steps of a guide. How many commands were run, and what was left out. */
  async does(steps: readonly Step[]): Promise<{ ran: number; left: readonly string[] }> {
    let ran = 0
    const left: string[] = []
    for (const step of steps) {
      if (step.is === 'file') writeFileSync(join(this.directory, step.name), step.text)
      else if (step.is === 'given') await this.types(step.script)
      else if (step.is === 'left') left.push(`line ${step.line}: ${step.why}`)
      else {
        await this.#block(step.commands, step.line)
        ran += step.commands.length
      }
    }
    for (const child of this.#staying.toReversed()) await child.stop()
    return { ran, left }
  }

  /** Typed in a terminal of its own; what it prints. Fails on any exit code but 0. */
  async types(script: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
    const { printed, code } = await this.#run(script, env)
    if (code !== 0) throw new Error(`${script}\nended with ${code}\n${printed}`)
    return printed
  }

  /** A command that keeps its terminal. */
  starts(typed: string): Child {
    // The shell goes and leaves its place to the command, so that what is asked of the one reaches the other.
    const child = this.#child(/^[A-Z_]+=/.test(typed) ? typed : `exec ${typed}`, {})
    this.#t.after(() => child.stop())
    this.#staying.push(child)
    return child
  }

  /** Lines without a shown output are typed in one terminal, up to the next that stays. */
  async #block(commands: readonly Command[], line: number): Promise<void> {
    let together: string[] = []
    const typeThem = async () => {
      if (together.length > 0) await this.types(together.join('\n'))
      together = []
    }
    for (const { typed, shown } of commands) {
      const [, ready] = STAYS.find(([pattern]) => pattern.test(typed)) ?? []
      if (ready === undefined && shown === null) {
        together.push(typed)
        continue
      }
      await typeThem()
      if (ready !== undefined) await this.starts(typed).printed(ready)
      else if (shown !== null) {
        const { printed } = await this.#run(typed, {})
        const difference = differs(shown, printed)
        if (difference !== null)
          throw new Error(`line ${line}, ${typed}\nshown: ${difference}\nof:\n${printed}`)
      }
    }
    await typeThem()
  }

  async #run(script: string, env: NodeJS.ProcessEnv) {
    const child = this.#child(`exec 2>&1\n${script}`, env)
    const { code } = await child.done(COMMAND_MS)
    return { printed: child.stdout, code }
  }

  #child(script: string, env: NodeJS.ProcessEnv): Child {
    const there = ['--target', `${this.#machine.pid}`, '--net', '--mount']
    // A directory that is entered with the namespace is one of another mount.
    const typed = ['sh', '-ec', 'cd "$1"; eval "$2"', 'sh', this.directory, script]
    const command = { command: 'nsenter', args: [...there, ...typed] }
    return new Child({ ...command, env: { ...this.#env, ...env } })
  }
}

/** The machine, until its end. */
function made(addresses: readonly string[]): string {
  return [
    'ip link set lo up',
    ...addresses.map(address => `ip address add ${address}/32 dev lo`),
    ...OWN.map(directory => `mount -t tmpfs none ${directory}`),
    'echo ready',
    'exec sleep infinity',
  ].join('\n')
}
