/**
 * What an append to three NATS servers on this machine takes, and which share of its processors a stream of entries at full speed uses:
 * the servers' and this client's. Entries are random octets, which nothing compresses, or columns of a ledger, which something may.
 *
 *   node bench/takeover/appending.bench.ts [COMPRESSION]      off (usual), s2_fast, s2_best: between the servers
 */
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { deflateRawSync, zstdCompressSync } from 'node:zlib'
import { openLog } from '../../src/round/logs/open.ts'
import { startNats } from '../../test/peers/nats.ts'
import { append, octets } from '../../test/round/logs/asked.ts'

const SIZES = [300, 6_000, 60_000, 1_000_000]
const TIMES = 25
/** Of the kernel's clock of processes (sysconf(_SC_CLK_TCK)). */
const TICK_MS = 10

/** Records of 10 octets as a round writes them: a rising rank, an outcome, a count, four octets of a fingerprint. */
function columns(count: number): Uint8Array {
  const made = Buffer.from(octets(count))
  for (let at = 0; at + 10 <= count; at += 10) {
    made.writeUInt32LE(at / 10, at)
    made[at + 4] = 2
    made[at + 5] = 3
  }
  return made
}

function usedMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

const [compression = 'off'] = process.argv.slice(2)
const cluster = await startNats({ compression })
try {
  const log = await openLog(cluster.url, 'bench', { octetsMax: 1_000_000_000 })
  let index = 0
  for (const [kind, make] of Object.entries({ random: octets, columns }))
    for (const size of SIZES) {
      const entry = make(size)
      const took: number[] = []
      const before = cluster.servers.map(({ pid }) => usedMs(pid))
      const own = process.cpuUsage()
      const begun = performance.now()
      for (let time = 0; time < TIMES; time++) {
        const from = performance.now()
        const { is } = await append(log, ++index, entry)
        if (is !== 'acked') throw new Error(`an append was ${is}`)
        took.push(performance.now() - from)
      }
      const wallMs = performance.now() - begun
      const servers = cluster.servers.map(({ pid }, at) => usedMs(pid) - before[at])
      const { user, system } = process.cpuUsage(own)
      const share = (ms: number) => `${Math.round((ms / wallMs / availableParallelism()) * 100)} %`
      const median = took.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)]
      console.log(
        `${kind} ${size} octets: median ${median.toFixed(1)} ms, ${((size * TIMES) / wallMs / 1000).toFixed(1)} MB/s; of ${availableParallelism()} processors: ` +
          `servers ${servers.map(share).join(', ')}, client ${share((user + system) / 1000)}`,
      )
    }
  log.close()
  const whole = columns(1_000_000)
  for (const [name, compress] of [
    ['deflate, level 1', (one: Uint8Array) => deflateRawSync(one, { level: 1 })],
    ['zstd', (one: Uint8Array) => zstdCompressSync(one)],
  ] as const) {
    const from = performance.now()
    const made = compress(whole)
    console.log(`${name} of 1 MB of columns: ${made.length} octets in ${(performance.now() - from).toFixed(1)} ms`)
  }
} finally {
  await cluster.close()
}
