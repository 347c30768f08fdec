/** nginx as one process without a log, on files of `loa publish`. Null where this machine has none. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const PATH = `${process.env.PATH ?? ''}:/usr/sbin`
const READY_MS = 5000
const LOOK_MS = 20

export interface Nginx {
  readonly pid: number
  readonly port: number
  end(): Promise<void>
}

export async function startNginx(folder: string, root: string): Promise<Nginx | null> {
  const env = { ...process.env, PATH }
  if (spawnSync('nginx', ['-v'], { env, stdio: 'ignore' }).status !== 0) return null
  const port = await freePort()
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, configured({ folder, root, port }))
  const child = spawn('nginx', ['-p', folder, '-c', file, '-e', join(folder, 'nginx.log')], { env, stdio: 'ignore' })
  const exited = once(child, 'exit')
  const end = async () => {
    child.kill('SIGTERM')
    await exited
  }
  for (let waited = 0; waited < READY_MS; waited += LOOK_MS) {
    if (await answers(port)) return { pid: child.pid ?? 0, port, end }
    await wait(LOOK_MS)
  }
  await end()
  return null
}

function configured(of: { folder: string; root: string; port: number }): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map(name => `${name}_temp_path ${of.folder}/nginx-${name};`)
    .join(' ')
  return `daemon off; master_process off; worker_processes 1; pid ${of.folder}/nginx.pid;
events { worker_connections 512; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; ${temporary}
  open_file_cache max=100;
  types { text/html html; }
  server {
    listen 127.0.0.1:${of.port}; root ${of.root}; gzip_static on;
    location / { try_files $uri.html =404; }
  }
}
`
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
