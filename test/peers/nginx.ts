/**
 * nginx with a site file of deploy/ on addresses of a test, and what Debian's nginx.conf puts around a site, without its paths. A text of
 * the site file that is to be another one here and is not there any more is a failure.
 */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Child, run } from './child.ts'
import { PEER_PATH } from './installed.ts'

const LOOK_MS = 50

export interface NginxPlace {
  /** An empty one. */
  readonly directory: string
  readonly site: string
  /** What is another text here. */
  readonly swaps: readonly (readonly [string, string])[]
  /** Settles once it answers; rejects while it does not. */
  readonly ready: () => Promise<unknown>
  readonly env?: NodeJS.ProcessEnv
}

export async function startNginx({ directory, site, swaps, ready, env = {} }: NginxPlace): Promise<Child> {
  const file = join(directory, 'nginx.conf')
  mkdirSync(join(directory, 'temporary'))
  writeFileSync(join(directory, 'site.conf'), swapped(site, swaps))
  writeFileSync(file, wholeConfiguration(directory, Object.keys(env)))
  const args = ['-c', file, '-p', directory, '-e', 'stderr']
  const own = { ...process.env, PATH: PEER_PATH }
  const tested = await run({ command: 'nginx', args: [...args, '-t'], env: own })
  assert.match(tested.stderr, /test is successful/)
  assert.doesNotMatch(tested.stderr, /\[warn\]/)
  const nginx = new Child({ command: 'nginx', args, env: { ...own, ...env } })
  await answering(nginx, ready)
  return nginx
}

/** Asked again and again, until it answers or has ended. */
export async function answering(child: Child, ready: () => Promise<unknown>): Promise<void> {
  for (;;) {
    const answered = await ready().then(
      () => true,
      () => false,
    )
    if (answered) return
    await Promise.race([
      child.exited.then(() => assert.fail(`it has ended: ${child.stderr}`)),
      new Promise(done => setTimeout(done, LOOK_MS)),
    ])
  }
}

export function swapped(text: string, swaps: readonly (readonly [string, string])[]): string {
  for (const [from, to] of swaps) {
    assert.ok(text.includes(from), `the file has no ${JSON.stringify(from)}`)
    text = text.replaceAll(from, to)
  }
  return text
}

/** Its workers keep nothing of the environment but what is named. */
function wholeConfiguration(directory: string, kept: readonly string[]): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `  ${name}_temp_path ${join(directory, 'temporary', name)};\n`,
  )
  const user = process.getuid?.() === 0 ? 'user root;\n' : ''
  return `daemon off;
${user}pid ${join(directory, 'nginx.pid')};
worker_processes 1;
${kept.map(name => `env ${name};\n`).join('')}events { worker_connections 2048; }
http {
${temporary.join('')}  include ${join(directory, 'site.conf')};
}
`
}
