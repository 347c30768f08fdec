/** Sounds made by src/speaker in a thread of their own: of whatever people bring where ffmpeg is, else of WAV alone; spoken where espeak-ng is. */
import { madeApart } from '../../speaker/make-apart.ts'
import type { SoundMaker } from './sound-maker.ts'

export const soundsApart: SoundMaker = {
  master: async ({ octets }) => await madeApart({ of: 'file', octets }),
  speak: async ({ spoken, language }) => await madeApart({ of: 'text', spoken, language }),
}
