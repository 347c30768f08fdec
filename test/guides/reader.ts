/**
 * Somebody who does what a guide says, at a machine of their own: a network with loopback alone, in which every port and every address of
 * the guide is theirs, and directories of a whole machine that are forgotten. Root's.
 *
 * A command that stays keeps its terminal; the lines after it are typed in another one once it has said that it is ready. Who starts the
 * same again has stopped it before. All that stay are stopped at the end.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Child } from '../peers/child.ts'
import { PEER_PATH } from '../peers/installed.ts'
import { type Command, differs, type Step } from './steps.ts'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const ZONE = 'Asia/Ho_Chi_Minh'
/** Of a checkout, where the reader sits. */
const CHECKOUT = ['loa', 'docs', 'deploy', 'src', 'node_modules']
/** The authority at the addresses of the guides. */
const NAMES = ['loa.example.vn', 'loa.example', 'a.loa.example', 'b.loa.example']
/** Of others whom a guide speaks to. */
const ADDRESSES = ['10.0.0.5']
/** What the API answers to what it refuses. */
const PROBLEM = '"type":"urn:loa:'
/** Of one command. */
const COMMAND_MS = 120_000

/** Commands that stay, and by what they are known to be ready. */
const STAYS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:\.\/)?loa smsc /, /listening/],
  [/^(?:\.\/)?loa round run /, /· |paused/],
  [/^(?:\.\/)?loa serve /, /http/],
  [/^(?:\.\/)?loa cbs run /, /connected/],
  [/^(?:\.\/)?loa zerorating gy /, /listening/],
  [/^(?:\.\/)?loa operator --/, /connected to the authority|node ready/],
  [/^(?:\.\/)?loa publish /, /written|published|\d/],
]

export class Reader {
  readonly directory: string
  readonly #t: TestContext
  readonly #env: NodeJS.ProcessEnv
  readonly #machine: Child
  readonly #staying = new Map<string, Child>()
  /** For a word in capitals. */
  readonly #given = new Map<string, string>()

  private constructor(t: TestContext, directory: string, machine: Child, env: NodeJS.ProcessEnv) {
    this.#t = t
    this.directory = directory
    this.#machine = machine
    this.#env = env
  }

  /** `env`: of every terminal. */
  static async sits(t: TestContext, env: NodeJS.ProcessEnv = {}): Promise<Reader> {
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
      args: ['--net', '--mount', '--propagation', 'private', 'sh', '-ec', MACHINE],
      env: { ...process.env, PATH: PEER_PATH },
    })
    t.after(async () => await machine.stop('SIGKILL'))
    await machine.printed(/^ready$/m)
    const all = { ...process.env, LANG: 'C', TZ: ZONE, PATH: `${bin}:${PEER_PATH}`, ...env }
    return new Reader(t, directory, machine, all)
  }

  /** Beside an authority, at which what is to be enrolled is this. */
  static async besideAuthority(t: TestContext, of: 'operator' | 'speaker'): Promise<Reader> {
    const files = { NODE_EXTRA_CA_CERTS: '../ca.pem', CURL_CA_BUNDLE: '../ca.pem' }
    const reader = await Reader.sits(t, files)
    const names = NAMES.map(name => `DNS:${name}`).join(',')
    await reader.types(
      'openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 ' +
        `-subj /CN=x -addext subjectAltName=${names} -keyout ../ca.key -out ../ca.pem`,
    )
    const there = await reader.#around('authority', `../ca.pem ../ca.key ${of}`)
    for (const [, word, said] of there.stdout.matchAll(/^([A-Z\d]+) (\S+)$/gm)) reader.#given.set(word, said)
    return reader
  }

  static async besideBsc(t: TestContext): Promise<Reader> {
    const reader = await Reader.sits(t)
    await reader.#around('bsc', '')
    return reader
  }

  /** All steps of a guide. How many commands were run, and what was left out. */
  async does(steps: readonly Step[]): Promise<{ ran: number; left: readonly string[] }> {
    let ran = 0
    const left: string[] = []
    for (const step of steps) {
      if (step.is === 'file') writeFileSync(join(this.directory, step.name), step.text)
      else if (step.is === 'given') await this.#block([{ typed: step.script, shown: null }], 0)
      else if (step.is === 'left') left.push(`line ${step.line}: ${step.why}`)
      else {
        await this.#block(step.commands, step.line)
        ran += step.commands.length
      }
    }
    for (const child of [...this.#staying.values()].toReversed()) await child.stop()
    return { ran, left }
  }

  /** Typed in a terminal of its own; what it prints. Fails on any exit code but 0. */
  async types(script: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
    const { printed, code } = await this.#run(script, env)
    if (code !== 0 || printed.includes(PROBLEM)) throw new Error(`${script}\nended with ${code}\n${printed}`)
    return printed
  }

  /** A command that keeps its terminal. */
  async starts(typed: string): Promise<Child> {
    const [name] = /^\S+ \S+/.exec(typed) ?? [typed]
    await this.#staying.get(name)?.stop()
    // The shell goes and leaves its place to the command, so that what is asked of the one reaches the other.
    const child = this.#child(`exec ${typed}`, {})
    this.#t.after(() => child.stop())
    this.#staying.set(name, child)
    return child
  }

  async #around(program: string, args: string): Promise<Child> {
    const path = join(import.meta.dirname, `${program}.ts`)
    const child = await this.starts(`${process.execPath} ${path} ${args}`)
    await child.printed(/^ready$/m)
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
      if (ready !== undefined) await (await this.starts(typed)).printed(ready)
      else if (shown !== null) {
        const { printed } = await this.#run(typed, {})
        const difference = differs(shown, printed)
        if (difference !== null) throw new Error(`line ${line}, ${typed}\nshown: ${difference}\nof:\n${printed}`)
      }
    }
    await typeThem()
  }

  async #run(script: string, env: NodeJS.ProcessEnv) {
    const child = this.#child(`exec 2>&1\n${script}`, env)
    const { code } = await child.done(COMMAND_MS)
    const [, made] = /"code":"([^"]{20,})"/.exec(child.stdout) ?? []
    if (made !== undefined) this.#given.set('CODE', made)
    return { printed: child.stdout, code }
  }

  #child(script: string, env: NodeJS.ProcessEnv): Child {
    const there = ['--target', `${this.#machine.pid}`, '--net', '--mount']
    const meant = script.replace(/\b[A-Z\d]+\b/g, word => this.#given.get(word) ?? word)
    // A directory that is entered with the namespace is one of another mount.
    const typed = ['sh', '-ec', 'cd "$1"; eval "$2"', 'sh', this.directory, meant]
    const command = { command: 'nsenter', args: [...there, ...typed] }
    return new Child({ ...command, env: { ...this.#env, ...env } })
  }
}

/** Until its end. What is written below /etc, /srv and /var is written beside them. */
const MACHINE = [
  'ip link set lo up',
  ...ADDRESSES.map(address => `ip address add ${address}/32 dev lo`),
  'mount -t tmpfs none /mnt',
  'mkdir /mnt/etc /mnt/work',
  'mount -t overlay overlay -o lowerdir=/etc,upperdir=/mnt/etc,workdir=/mnt/work /etc',
  `echo 127.0.0.1 ${NAMES.join(' ')} >> /etc/hosts`,
  ...['/var/lib', '/var/backups', '/srv'].map(directory => `mount -t tmpfs none ${directory}`),
  'mkdir /etc/loa',
  'echo ready',
  'exec sleep infinity',
].join('\n')
