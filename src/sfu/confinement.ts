/**
 * With which flags and which environment the media process runs: it reads the program and the library, writes where recordings
 * lie, and nothing else; none of the server's secrets are in its environment. Compiled code that it keeps lies in a folder of its
 * own, where the server finds nothing to run; without it a start is three times as long.
 *
 * This holds its JavaScript (Node's permission model). Native code that was taken over by a packet is held by what the system
 * allows the service, not by this: docs/decisions/0023.
 */
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The built program lies a folder deeper, in `dist`. */
const PROGRAM = import.meta.url.endsWith('.ts') ? 'src' : 'dist'
const ROOT = fileURLToPath(new URL(PROGRAM === 'src' ? '../../' : '../../../', import.meta.url))
/**
 * The space for new objects would grow to more than 100 MB with every gust of packets or joins, and never shrink. What a packet
 * makes lives for milliseconds: 4 MB are enough, and cost no time (`bench/briefing/media.bench.ts`). And V8 is told to collect, by
 * `closed-peers.ts`.
 */
export const MEMORY_FLAGS = ['--max-semi-space-size=4', '--expose-gc'] as const
const ENVIRONMENT = ['PATH', 'TZ', 'LOA_STACK']
const OWN_CACHE = 'media'

export interface Confinement {
  readonly flags: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

/** `writes`: the folder below which recordings are written; null: nothing is. */
export function confined(writes: string | null, environment: Readonly<NodeJS.ProcessEnv>): Confinement {
  const cache = environment.NODE_COMPILE_CACHE
  const own = cache === undefined ? {} : { NODE_COMPILE_CACHE: join(cache, OWN_CACHE) }
  const writable = [...(writes === null ? [] : [writes]), ...Object.values(own)]
  const readable = [join(ROOT, PROGRAM), packagesFolder(), ...writable]
  return {
    flags: [
      '--disable-warning=ExperimentalWarning',
      '--disable-warning=SecurityWarning',
      ...MEMORY_FLAGS,
      '--permission',
      '--allow-addons',
      `--allow-fs-read=${join(ROOT, 'package.json')}`,
      ...readable.map(folder => `--allow-fs-read=${below(folder)}`),
      ...writable.map(folder => `--allow-fs-write=${below(folder)}`),
    ],
    env: {
      ...Object.fromEntries(
        ENVIRONMENT.flatMap(name => (environment[name] === undefined ? [] : [[name, environment[name]]])),
      ),
      ...own,
    },
  }
}

function below(folder: string): string {
  return join(folder, '*')
}

/** Where the packages lie: in this one's folder, or beside it where somebody installed it. */
function packagesFolder(): string {
  const file = createRequire(import.meta.url).resolve('node-datachannel')
  const at = file.lastIndexOf(`${sep}node_modules${sep}`)
  return at === -1 ? dirname(file) : file.slice(0, at + `${sep}node_modules`.length)
}
