/** Sounds made by src/speaker in a thread of their own: of whatever people bring where ffmpeg is, else of WAV alone; spoken where espeak-ng is. */
import { madeInThread } from '../../speaker/make-in-thread.ts'
import type { SoundMaker } from './sound-maker.ts'

export const soundsInThread: SoundMaker = {
  master: async ({ octets }) => await madeInThread({ of: 'file', octets }),
  speak: async ({ spoken, language }) => await madeInThread({ of: 'text', spoken, language }),
}
