import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { Failure } from '../base/failure.ts'
import { runProgram } from './child-program.ts'
import { decode, encode, formsHere, millisecondsOf } from './coding.ts'
import { speak } from './making.ts'
import { type Sound, writeWav } from './wav.ts'

const tone: Sound = { rate: 24_000, samples: Float32Array.from({ length: 48_000 }, (_, at) => 0.4 * Math.sin(at / 7)) }
const failsWith = (code: string) => (error: Failure) => {
  assert.ok(error instanceof Failure)
  assert.equal(error.code, code)
  return true
}

test('an upload that is too large, too long or no sound is refused at little cost', async () => {
  await assert.rejects(decode(Buffer.alloc(100_000_000)), failsWith('soundTooLarge'))
  const hour = writeWav({ rate: 8000, samples: new Float32Array(8) })
  hour.writeUInt32LE(0xffffffff, 40)
  const long = Buffer.concat([hour, Buffer.alloc(8000 * 2 * 601)])
  await assert.rejects(decode(long), failsWith('soundTooLong'))
  for (const octets of [Buffer.from('%PDF-1.7 a paper'), Buffer.alloc(0), Buffer.alloc(5_000_000)])
    await assert.rejects(decode(octets), (error: Failure) => ['soundUnreadable', 'ffmpegMissing'].includes(error.code))
})

test('a file that would have another file read is given nothing of it', async () => {
  const lists = ['#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n', 'ffconcat version 1.0\nfile /etc/passwd\n']
  for (const list of lists)
    await assert.rejects(decode(Buffer.from(list)), (error: Failure) => {
      assert.doesNotMatch(error.message, /root/)
      return error instanceof Failure
    })
})

test('A-law for telephony is 8 kHz, and WAV and A-law are written without any program of others', async () => {
  const alaw = await decode(await encode(tone, 'alaw'))
  assert.deepEqual([alaw.rate, millisecondsOf(alaw)], [8000, 2000])
  assert.equal(millisecondsOf(await decode(await encode(tone, 'wav'))), 2000)
})

test('a program is ended when it takes too long, says too much or is not there', async () => {
  const call = { input: '', outputMax: 1000, withinMs: 20_000 } as const
  assert.deepEqual(await runProgram({ ...call, command: ['no-such-program-anywhere'] }), { is: 'missing' })
  assert.deepEqual(await runProgram({ ...call, command: ['cat', '/dev/zero'] }), { is: 'too-long' })
  assert.deepEqual(await runProgram({ ...call, withinMs: 50, command: ['sleep', '60'] }), { is: 'too-late' })
  const memory = ['sh', '-c', 'ulimit -v; ulimit -t'] as const
  const end = await runProgram({ ...call, command: memory })
  assert.equal(end.is === 'done' && end.output.toString(), '2000000\n25\n')
  const failed = await runProgram({ ...call, command: ['sh', '-c', 'echo why >&2; exit 3'] })
  assert.deepEqual(failed, { is: 'failed', said: 'why' })
})

test('a voice that the deployer brings takes the text on its standard input and gives WAV', async () => {
  // Says as many samples as it was given letters.
  const voice = `
    let text = ''
    process.stdin.setEncoding('utf8').on('data', piece => (text += piece)).on('end', () => {
      const data = Buffer.alloc(text.trim().length * 2, 64)
      const head = Buffer.from('524946460000000057415645666d74201000000001000100401f0000803e0000020010006461746100000000', 'hex')
      head.writeUInt32LE(data.length, 40)
      process.stdout.write(Buffer.concat([head, data]))
    })`
  const sound = await speak('Rửa tay', [process.execPath, '-e', voice])
  assert.deepEqual([sound.rate, sound.samples.length], [8000, 7])
  await assert.rejects(speak('Rửa tay', ['false']), failsWith('voiceFailed'))
  await assert.rejects(speak('Rửa tay', ['no-such-voice']), failsWith('voiceMissing'))
  await assert.rejects(speak('Rửa tay', ['echo', 'no sound']), (error: Failure) =>
    ['soundUnreadable', 'ffmpegMissing'].includes(error.code),
  )
})

test('which forms a machine knows depends on whether it has ffmpeg', async () => {
  const forms = await formsHere()
  assert.ok(forms.includes('wav'))
  let has = true
  try {
    execFileSync('sh', ['-c', 'command -v ffmpeg'], { stdio: 'ignore' })
  } catch {
    has = false
  }
  assert.equal(forms.includes('opus'), has)
})
