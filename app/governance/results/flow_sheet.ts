import type { CountOfVotes, StageOfVotes } from './count_of_votes.js'
import type { FlowBar, FlowLane, FlowRibbon } from './flow_shapes.js'
import { rounded } from './rounded.js'

/** In units that are pixels at full size: names on the left, seats on the right. */
const SHEET = { width: 960, names: 232, seats: 96, top: 40, gap: 13, votes: 400 }
const SMALLEST_LANE = 19
const WIDEST_BAR = 13
/** As many signs as fit before the numbers. */
const LONGEST_NAME = 25

/** Where everything of a flow lies. */
export class FlowSheet {
  readonly width = SHEET.width
  readonly namesEnd = SHEET.names - 10
  readonly seatsStart = SHEET.width - SHEET.seats + 14
  readonly height: number
  readonly #count: CountOfVotes
  readonly #bar: number
  readonly #step: number
  readonly #unit: number
  readonly #baselines = new Map<number | null, number>()

  constructor(count: CountOfVotes) {
    this.#count = count
    const steps = Math.max(1, count.stages.length - 1)
    const room = SHEET.width - SHEET.names - SHEET.seats
    this.#bar = Math.min(WIDEST_BAR, room / steps / 4)
    this.#step = (room - this.#bar) / steps
    const lanes = [...count.candidates.map(({ number }) => number), null]
    const most = lanes.map((number) =>
      Math.max(0, ...count.stages.map((stage) => votesIn(stage, number)))
    )
    const together = most.reduce((sum, votes) => sum + votes, 0)
    this.#unit = together > 0 ? SHEET.votes / together : 0
    let y = SHEET.top
    lanes.forEach((number, index) => {
      y += Math.max(SMALLEST_LANE, (most[index] ?? 0) * this.#unit)
      this.#baselines.set(number, rounded(y))
      y += SHEET.gap
    })
    this.height = Math.ceil(y)
  }

  middle = (index: number) => rounded(this.#x(index) + this.#bar / 2)

  lane(number: number | null, name: string): FlowLane {
    const { stages, electedAt, excludedAt } = this.#count
    const elected = electedAt.get(number ?? 0)
    const excluded = excludedAt.get(number ?? 0)
    const bars = stages.flatMap((_stage, index) => this.#barOf(number, index))
    const last = bars.at(-1)
    const outcome = elected ? 'elected' : excluded ? 'excluded' : 'standing'
    return {
      ...{ number, name, label: shortened(name), bars, y: this.#baseline(number) },
      outcome: number === null ? 'nobody' : outcome,
      first: votesIn(stages[0], number),
      last: votesIn(stages.at(-1), number),
      kept: stages.map((_stage, index) => this.#keptBefore(number, index)).join(''),
      end: {
        x: last ? rounded(last.x + last.width) : this.#x(0),
        stage: elected ?? excluded ?? null,
      },
      quota: this.#quota(number, elected),
    }
  }

  /** What moved in a stage; those who gain from several have one above the other. */
  ribbons(index: number): FlowRibbon[] {
    const [before, after] = [this.#count.stages[index - 1], this.#count.stages[index]]
    if (!before || !after?.moved) return []
    const [left, come] = [new Map<number, number>(), new Map<number | null, number>()]
    return after.moved.flatMap(({ from, to, votes }) => {
      const height = votes * this.#unit
      if (from === to || height <= 0) return []
      const top = this.#baseline(from) - votesIn(before, from) * this.#unit + (left.get(from) ?? 0)
      const arrival = this.#baseline(to) - votesIn(after, to) * this.#unit + (come.get(to) ?? 0)
      left.set(from, (left.get(from) ?? 0) + height)
      come.set(to, (come.get(to) ?? 0) + height)
      return [
        {
          path: ribbon([this.#x(index - 1) + this.#bar, top], [this.#x(index), arrival], height),
          from: this.#name(from),
          to: to === null ? null : this.#name(to),
          ...{ votes, stage: after.n },
          surplus: votesIn(after, from) > 0,
        },
      ]
    })
  }

  #x = (index: number) => rounded(SHEET.names + index * this.#step)

  #barOf(number: number | null, index: number): FlowBar[] {
    const stage = this.#count.stages[index]
    const votes = votesIn(stage, number)
    if (!stage || votes <= 0) return []
    const height = Math.max(0.75, votes * this.#unit)
    const before = this.#count.stages[index - 1]
    const gained = before ? Math.max(0, votes - votesIn(before, number)) * this.#unit : 0
    const elected = this.#count.electedAt.get(number ?? 0)
    return [
      {
        x: this.#x(index),
        y: rounded(this.#baseline(number) - height),
        width: rounded(this.#bar),
        height: rounded(height),
        gained: rounded(gained),
        state: elected !== undefined && stage.n >= elected ? 'elected' : 'waiting',
      },
    ]
  }

  /** Between two bars: what stays; where the method does not say what moved, the slope between both. */
  #keptBefore(number: number | null, index: number): string {
    const [before, after] = [this.#count.stages[index - 1], this.#count.stages[index]]
    if (!before || !after) return ''
    const [had, has] = [votesIn(before, number), votesIn(after, number)]
    const stays = after.moved === null ? null : Math.min(had, has)
    if (had <= 0 || has <= 0) return ''
    const y = this.#baseline(number)
    const [x1, x2] = [rounded(this.#x(index - 1) + this.#bar), this.#x(index)]
    const [y1, y2] = [stays ?? had, stays ?? has].map((votes) => rounded(y - votes * this.#unit))
    return `M${x1} ${y}V${y1}L${x2} ${y2}V${y}Z`
  }

  /** Level from stage to stage, except where the quota falls with the votes that are lost. */
  #quota(number: number | null, elected: number | undefined): string | null {
    const until = this.#count.stages.filter(({ n }) => elected !== undefined && n <= elected)
    const points = until.flatMap(({ quota }, index) => {
      if (quota === null) return []
      const y = rounded(this.#baseline(number) - quota * this.#unit)
      const x = this.#x(index)
      return [`${rounded(x - 5)} ${y}`, `${rounded(x + this.#bar + 5)} ${y}`]
    })
    return points.length > 0 ? `M${points.join('L')}` : null
  }

  #baseline(number: number | null): number {
    const y = this.#baselines.get(number)
    if (y === undefined) throw new Error(`Candidate ${number} has no line`)
    return y
  }

  #name = (number: number) =>
    this.#count.candidates.find((candidate) => candidate.number === number)?.name ?? ''
}

const shortened = (name: string) =>
  name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1).trimEnd()}…` : name

const votesIn = (stage: StageOfVotes | undefined, number: number | null): number =>
  (number === null ? stage?.lost : stage?.held.get(number)) ?? 0

function ribbon([x1, y1]: [number, number], [x2, y2]: [number, number], height: number): string {
  const thick = Math.max(0.8, height)
  const [left, right, middle] = [x1, x2, (x1 + x2) / 2].map(rounded)
  const [a, b, c, d] = [y1, y2, y2 + thick, y1 + thick].map(rounded)
  return `M${left} ${a}C${middle} ${a} ${middle} ${b} ${right} ${b}V${c}C${middle} ${c} ${middle} ${d} ${left} ${d}Z`
}
