/** How loud the microphone is, from 0 to 1, and whether it has heard anything at all. */

/** Of full scale: below it is the noise of a room. */
const HEARD = 0.02
/** What speech comes to at its loudest is a full meter. */
const FULL = 0.3

export class Level {
  readonly #context: AudioContext
  readonly #analyser: AnalyserNode
  readonly #source: MediaStreamAudioSourceNode
  readonly #samples: Float32Array<ArrayBuffer>
  hasHeard = false

  constructor(track: MediaStreamTrack) {
    this.#context = new AudioContext()
    this.#analyser = this.#context.createAnalyser()
    this.#analyser.fftSize = 2048
    this.#samples = new Float32Array(this.#analyser.fftSize)
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]))
    this.#source.connect(this.#analyser)
    // Before the first click a page's sound may be held.
    addEventListener('pointerdown', this.#resume)
    this.#resume()
  }

  readonly #resume = () => void this.#context.resume()

  /** Now. */
  read(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples)
    let peak = 0
    for (const sample of this.#samples) peak = Math.max(peak, Math.abs(sample))
    if (peak > HEARD) this.hasHeard = true
    return Math.min(1, peak / FULL)
  }

  close(): void {
    removeEventListener('pointerdown', this.#resume)
    this.#source.disconnect()
    void this.#context.close()
  }
}
