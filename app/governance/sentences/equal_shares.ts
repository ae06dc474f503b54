import type { EqualSharesTranscript } from '../methods/equal_shares/equal_shares.js'
import type { EndStage, EqualSharesStage, ShareStage } from '../methods/equal_shares/stage_kinds.js'
import { amountShown, isRounded } from './amount_words.js'
import { namesInLocale, type Sentence } from './sentence.js'

/** Says a budget by equal shares: the shares, each purchase, what is not bought and why, the result. */
export function equalSharesSentences(
  transcript: EqualSharesTranscript,
  locale: string
): Sentence[] {
  const { ballots, stages } = transcript
  const { cast, valid, blank, invalid } = ballots
  const opening = say('ballots', { cast, valid, blank, invalid })
  const told = new Told(transcript, locale)
  if (valid + blank === 0) return [opening, say('result', told.result())]
  return [opening, ...stages.flatMap((stage) => told.stage(stage)), ...told.closing()]
}

const say = (key: string, words: Sentence['words']): Sentence => ({
  key: `counting_budget.${key}`,
  words,
})

class Told {
  constructor(
    private readonly transcript: EqualSharesTranscript,
    private readonly locale: string
  ) {}

  stage(stage: EqualSharesStage): Sentence[] {
    const { n } = stage
    switch (stage.action) {
      case 'share':
        return this.#share(stage)
      case 'purchase': {
        const { cost, supporters, payment, allTheyHad: all, lot } = stage
        const price = { cost: this.#money(cost), ...this.#about('payment', payment) }
        const words = { n, project: this.#name(stage.project), supporters, all, ...price }
        return [say('purchase', words), ...this.#lot(lot)]
      }
      case 'fill': {
        const [project, cost] = [this.#name(stage.project), this.#money(stage.cost)]
        const words = { n, project, cost, supporters: stage.supporters }
        return [say('fill', words), ...this.#lot(stage.lot)]
      }
      case 'tie':
        return [say('tie', { n, names: namesInLocale(stage.tied, this.locale) })]
      case 'end':
        return [this.#end(stage), ...this.#refused()]
    }
  }

  closing(): Sentence[] {
    const { tied, winners } = this.transcript
    if (tied.length === 0) return [say('result', this.result())]
    const stopped = say('stopped', { names: namesInLocale(tied, this.locale) })
    const names = { count: winners.length, names: namesInLocale(winners, this.locale) }
    return winners.length > 0 ? [stopped, say('elected_so_far', names)] : [stopped]
  }

  result(): Sentence['words'] {
    const { winners, spent, left, parameters } = this.transcript
    const names = { count: winners.length, names: namesInLocale(winners, this.locale) }
    const budget = this.#money(String(parameters.budget))
    return { ...names, spent: this.#money(spent), left: this.#money(left), budget }
  }

  #share({ n, voters, first, steps, share }: ShareStage): Sentence[] {
    const { parameters, ballots } = this.transcript
    const [budget, increment] = [String(parameters.budget), String(parameters.increment)]
    const words = { n, voters, blank: ballots.blank, budget: this.#money(budget) }
    const shared = say('share', { ...words, ...this.#about('share', first) })
    const rule = say('rule', { utility: String(parameters.utility) })
    if (steps === 0) return [shared, rule]
    const larger = { steps, increment: this.#money(increment), ...this.#about('share', share) }
    return [shared, say('raised', larger), rule]
  }

  #end({ n, ending, next }: EndStage): Sentence {
    if (!next) return say('end', { n, ending })
    return say('beyond', { n, cost: this.#money(next.cost), ...this.#about('share', next.share) })
  }

  #refused(): Sentence[] {
    return this.transcript.refused.map(({ project, supporters, held, missing }) => {
      const name = this.#name(project)
      if (supporters === 0) return say('unsupported', { project: name })
      const lack = { held: this.#money(held), none: held === '0' ? 'yes' : 'no' }
      return say('refused', {
        ...{ project: name, supporters, ...lack },
        ...this.#about('missing', missing),
      })
    })
  }

  #lot(lot: { tied: number[]; preferred: number } | undefined): Sentence[] {
    if (!lot) return []
    const { candidates } = this.transcript
    const tied = candidates.filter(({ number }) => lot.tied.includes(number))
    const names = namesInLocale(tied, this.locale)
    return [say('lot', { names, project: this.#name(lot.preferred) })]
  }

  /** An amount, and whether it is said with “about”. */
  #about(word: string, amount: string): Sentence['words'] {
    return { [word]: this.#money(amount), about: isRounded(amount) }
  }

  #money = (amount: string) => amountShown(amount, this.locale)

  #name = (number: number) => this.transcript.candidates[number - 1]?.name ?? ''
}
