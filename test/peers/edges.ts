/**
 * Caches of deploy/ between readers and a server of a test: nginx with loa.conf, Varnish with loa.vcl, only addresses and paths are other
 * ones. What they keep is made older without waiting: nginx has its wall clock set forward; Varnish, which does not run with a false
 * clock, is given what it keeps once more, as from a cache that had it for so long (`Age`, RFC 9111, 5.1).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Child, freePorts, run } from './child.ts'
import type { Origin } from './edge-origin.ts'
import { FalseClock } from './false-clock.ts'
import { PEER_PATH } from './installed.ts'
import { answering, startNginx, swapped } from './nginx.ts'

export interface Edge {
  readonly url: string
  /** What it keeps of these addresses is so much older. */
  older(seconds: number, paths: readonly string[]): Promise<void>
  stop(): Promise<void>
}

interface Place {
  readonly directory: string
  readonly origin: Origin
}

const DEPLOY = join(import.meta.dirname, '../../deploy')

export async function nginxEdge({ directory, origin }: Place): Promise<Edge> {
  const clock = new FalseClock(directory)
  const [port] = await freePorts(1)
  const url = `http://127.0.0.1:${port}`
  const own = join(directory, 'nginx')
  mkdirSync(own)
  const site = readFileSync(join(DEPLOY, 'nginx/loa.conf'), 'utf8')
  const nginx = await startNginx({
    directory: own,
    // TLS is what deploy.test.ts looks at.
    site: site.replaceAll(/^ *(?:ssl_|http2 ).*\n/gm, ''),
    swaps: [
      ['    listen [::]:80;\n', ''],
      ['    listen [::]:443 ssl;\n', ''],
      ['    listen 80;\n', `    listen 127.0.0.1:${port};\n`],
      ['server_name loa.example.vn;\n    access_log off;\n', 'server_name no;\n'],
      ['listen 443 ssl;', `listen 127.0.0.1:${port} default_server;`],
      ['server 127.0.0.1:8080;', `server 127.0.0.1:${origin.port};`],
      ['/var/cache/nginx/loa', join(own, 'cache')],
      ['/var/log/nginx/loa.error.log', join(own, 'error.log')],
    ],
    ready: async () => await well(url),
    env: clock.env,
  })
  return {
    url,
    older: async seconds => {
      clock.forward(seconds)
      // It looks at its clock between two requests.
      await well(url).catch(() => {})
    },
    stop: async () => await nginx.stop(),
  }
}

export async function varnishEdge({ directory, origin }: Place): Promise<Edge> {
  const [port] = await freePorts(1)
  const url = `http://127.0.0.1:${port}`
  const [file, work] = [join(directory, 'loa.vcl'), join(directory, 'varnish')]
  const vcl = readFileSync(join(DEPLOY, 'varnish/loa.vcl'), 'utf8')
  writeFileSync(file, swapped(vcl, [['.port = "8080"', `.port = "${origin.port}"`]]))
  const env = { ...process.env, PATH: PEER_PATH }
  const varnish = new Child({
    command: 'varnishd',
    args: [
      ...['-F', '-j', 'none', '-f', file, '-n', work, '-a', `127.0.0.1:${port}`],
      ...['-s', 'malloc,64m', '-p', 'thread_pool_min=50'],
    ],
    env,
  })
  await answering(varnish, async () => await well(url))
  const tell = async (...args: string[]) => await run({ command: 'varnishadm', args: ['-n', work, ...args], env })
  return {
    url,
    older: async (seconds, paths) => {
      await tell('ban', 'obj.status', '!=', '0')
      origin.ageSeconds = seconds
      for (const path of paths) await (await fetch(url + path)).arrayBuffer()
      origin.ageSeconds = 0
    },
    stop: async () => await varnish.stop(),
  }
}

async function well(url: string): Promise<void> {
  const answer = await fetch(`${url}/healthz`)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(String(answer.status))
}
