import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MachineStatus } from '../operator/machine-status.ts'
import { handedOver, type MachineFlags, machinesOf, standingLines } from './operator-machines.ts'

const LOG = 'nats://loa:b%C3%AD-m%E1%BA%ADt@10.0.0.1:4222,10.0.0.2:4222,10.0.0.3:4222'

test('a log goes with the name of this machine, and ways on the air with neither; the password in it is never cited', async () => {
  const refused: readonly (readonly [MachineFlags, RegExp])[] = [
    [{ machine: 'a' }, /need --log/],
    [{ alone: 'i-know-the-others-are-dead' }, /need --log/],
    [{ log: LOG }, /needs --machine NAME/],
    [{ log: LOG, machine: 'máy 1' }, /is not a valid --machine name/],
    [{ log: LOG, machine: 'a'.repeat(33) }, /is not a valid --machine name/],
    [{ log: LOG, machine: 'a', bsc: ['cbsp://127.0.0.1:1'] }, /only one node broadcasts/],
    [{ log: LOG, machine: 'a', amf: ['http://127.0.0.1:1'] }, /only one node broadcasts/],
    [{ log: LOG, machine: 'a', cbcCap: 'https://cbc.example/cap' }, /only one node broadcasts/],
    [{ log: LOG, machine: 'a', cbcCapExercise: 'https://cbc.example/x' }, /only one node broadcasts/],
  ]
  for (const [flags, says] of refused)
    await assert.rejects(machinesOf(flags), (error: Error) => {
      assert.match(error.message, says)
      assert.ok(!error.message.includes('10.0.0.1'))
      return true
    })
  assert.equal(await machinesOf({}), null)
  assert.deepEqual(await machinesOf({ log: LOG, machine: 'a' }), {
    name: 'a',
    servers: LOG,
    isUnsafe: false,
    isAlone: false,
  })
})

test('the status of a machine says for each leg whether it sends, follows or takes no part', () => {
  const legs = [
    { leg: 1, is: 'running', does: 'follows' },
    { leg: 2, is: 'running', does: 'sends' },
    { leg: 3, is: 'resting', does: 'apart' },
    { leg: 4, is: 'unbegun', does: null },
  ] as const
  const stands: MachineStatus = {
    machine: 'b',
    isAlone: true,
    ackSeconds: { count: 0, mean: null },
    roster: { number: 3, sha256: 'a'.repeat(64) },
    rosterAwaited: { number: 4, sha256: 'b'.repeat(64) },
    directives: [{ directive: 'd', state: 'running', legs }],
  }
  assert.deepEqual(standingLines(stands, 'en'), [
    'machine b',
    'RUNNING ALONE, without the replicated log',
    'roster 3',
    'waiting for roster 4, already signed under: nothing is done',
    'd  running  batch 1: follows the leader',
    'd  running  batch 2: this machine is the leader',
    'd  running  batch 3: NOT taking part: different message or audience',
    'd  running  batch 4: not started',
  ])
  assert.deepEqual(
    standingLines({ ...stands, machine: null, isAlone: false, rosterAwaited: null, directives: [] }, 'vi'),
    ['danh sách người ký số 3', 'Không có lệnh nào đang mở.'],
  )
  assert.equal(handedOver(0, 'en'), 'this machine leads no batch.')
})
