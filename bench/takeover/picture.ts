/** Take-over times as a picture: how many of them took how long. SVG, in the colours of whoever looks at it. */
import { TAKEN_SECONDS } from './run.ts'

const WIDTH = 720
const HEIGHT = 260
const LEFT = 44
const BOTTOM = 44
const TOP = 34
/** Width of a bar. */
const STEP_SECONDS = 0.25

/** `seconds` of each take-over. */
export function takeOversPicture(seconds: readonly number[]): string {
  const longest = Math.max(TAKEN_SECONDS, ...seconds)
  const bins = Math.ceil(longest / STEP_SECONDS) + 1
  const counts = Array.from({ length: bins }, () => 0)
  for (const each of seconds) counts[Math.floor(each / STEP_SECONDS)]++
  const most = Math.max(1, ...counts)
  const x = (at: number) => LEFT + (at / (bins * STEP_SECONDS)) * (WIDTH - LEFT - 12)
  const y = (count: number) => HEIGHT - BOTTOM - (count / most) * (HEIGHT - BOTTOM - TOP)
  const width = x(STEP_SECONDS) - x(0) - 1
  const bars = counts.flatMap((count, at) =>
    count === 0
      ? []
      : [
          `<rect x="${fixed(x(at * STEP_SECONDS))}" y="${fixed(y(count))}" width="${fixed(width)}" height="${fixed(y(0) - y(count))}"/>`,
        ],
  )
  const marks = Array.from({ length: Math.floor(longest) + 1 }, (_, second) => second)
  const limit = fixed(x(TAKEN_SECONDS))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="what" font-family="system-ui, sans-serif" font-size="12">
<title id="what">${seconds.length} take-overs, by the seconds from the kill of the owner to the next submit_sm at the centre</title>
<style>
  text { fill: #444 } line { stroke: #bbb } rect { fill: #2a6f97 } .limit { stroke: #b3261e; stroke-dasharray: 4 3 }
  @media (prefers-color-scheme: dark) { text { fill: #ccc } line { stroke: #555 } rect { fill: #61a5c2 } .limit { stroke: #f2b8b5 } }
</style>
<text x="${LEFT}" y="18">${seconds.length} take-overs; from the kill of the owner to the next submit_sm at the centre</text>
${bars.join('\n')}
<line x1="${LEFT}" x2="${WIDTH - 12}" y1="${fixed(y(0))}" y2="${fixed(y(0))}"/>
<line class="limit" x1="${limit}" x2="${limit}" y1="${TOP}" y2="${fixed(y(0))}"/>
<text x="${limit}" y="${TOP - 3}" text-anchor="end">at most, p95</text>
${marks.map(second => `<text x="${fixed(x(second))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${second}</text>`).join('\n')}
<text x="${WIDTH - 12}" y="${HEIGHT - 8}" text-anchor="end">seconds</text>
<text x="${LEFT - 6}" y="${fixed(y(most) + 4)}" text-anchor="end">${most}</text>
</svg>
`
}

function fixed(value: number): string {
  return value.toFixed(1)
}
