import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Children } from '../../src/app/children/children.ts'

test('a small bench of a briefing measures all that it promises, with its seed and its machine', async t => {
  const children = new Children()
  t.after(async () => await children.endAll())
  const args = [
    '--sites',
    '4',
    '--speaking',
    '2',
    '--seconds',
    '1',
    '--loss',
    '0.05',
    '--rejoins',
    '3',
    '--pages',
    '1',
    '--seed',
    '7',
    '--json',
  ]
  const { code, stdout, stderr } = await children.loa(['bench', 'briefing', ...args]).exit
  assert.equal(code, 0, stderr)
  const { seed, machine, sites, clean, lossy, rejoin, restart, pages, beside } = JSON.parse(stdout)
  assert.deepEqual({ seed, sites, cores: machine.cores > 0 }, { seed: 7, sites: 4, cores: true })
  for (const measured of [clean.cpuShare, clean.packetsIn, clean.packetsOut, clean.botsCpuShare])
    assert.ok(measured > 0)
  for (const times of [
    clean.delayMs,
    clean.botsOwnMs,
    clean.joinMs,
    clean.heardMs,
    ...Object.values(rejoin),
    ...Object.values(restart),
    // Where there is no Chromium it is said.
    ...('missing' in pages ? [] : Object.values(pages)),
  ]) {
    const { count, p50, p99, max } = times as { count: number; p50: number; p99: number; max: number }
    assert.ok(count > 0 && p50 > 0 && p50 <= p99 && p99 <= max)
  }
  // Each datagram is lost by chance; of thousands it is near what was asked for.
  assert.ok(lossy.lostOnTheLines > 0.03 && lossy.lostOnTheLines < 0.07)
  assert.ok(lossy.frames > 0 && lossy.framesLost <= lossy.frames)
  assert.ok(lossy.voices > 0 && lossy.voicesLost <= lossy.voices)
  const [werift, ...more] = beside
  assert.deepEqual([werift.name, more], ['werift', []])
  assert.ok('missing' in werift || werift.cpuMicrosEach > clean.cpuMicrosEach / 10)
})

test('shares that are none, and more who speak than there are, are refused', async t => {
  const children = new Children()
  t.after(async () => await children.endAll())
  for (const args of [
    ['--loss', '5'],
    ['--loss', 'x'],
    ['--beside', 'somebody'],
    ['--sites', '2', '--speaking', '3'],
  ])
    assert.equal((await children.loa(['bench', 'briefing', ...args]).exit).code, 2, args.join(' '))
})
