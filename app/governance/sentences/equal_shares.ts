import type { EqualSharesTranscript } from '../methods/equal_shares/equal_shares.js'
import type { Stage } from '../methods/transcript.js'
import { inLocale, namesInLocale, type Sentence } from './sentence.js'

/** A budget by equal shares in sentences: the shares, each purchase, and what is left. */
export function equalSharesSentences(
  transcript: EqualSharesTranscript,
  locale: string
): Sentence[] {
  const money = (amount: unknown) => amountShown(String(amount), locale)
  const { winners, tied, parameters } = transcript
  const stages = transcript.stages.flatMap((stage) => sayStage(stage, money, locale))
  if (tied.length > 0) {
    const names = namesInLocale(tied, locale)
    return [...stages, { key: 'counting_budget.stopped', words: { names } }]
  }
  const words = {
    count: winners.length,
    names: namesInLocale(winners, locale),
    spent: money(transcript.spent),
    left: money(transcript.left),
    budget: money(parameters.budget),
  }
  return [...stages, { key: 'counting_budget.result', words }]
}

function sayStage(stage: Stage, money: (amount: unknown) => string, locale: string): Sentence[] {
  const say = (key: string, words: Sentence['words'] = {}): Sentence => ({
    key: `counting_budget.${key}`,
    words: { n: stage.n, ...words },
  })
  const project = namesInLocale(stage.elected, locale)
  switch (stage.action) {
    case 'share': {
      const [voters, steps] = [Number(stage.voters), Number(stage.steps)]
      const words = { voters, steps, first: money(stage.first), share: money(stage.share) }
      return [say('share', words)]
    }
    case 'purchase': {
      const bought = say('purchase', {
        ...{ project, cost: money(stage.cost), supporters: Number(stage.supporters) },
        ...{ payment: money(stage.payment), all: Number(stage.all_they_had) },
      })
      return stage.lot === undefined ? [bought] : [bought, say('by_lot', { project })]
    }
    case 'fill':
      return [
        say('fill', { project, cost: money(stage.cost), supporters: Number(stage.supporters) }),
      ]
    case 'tie':
      return [say('tie')]
    default:
      return [say('end', { left: money(stage.left) })]
  }
}

/** A fraction (`626/3`) or a decimal (`1200.5`) with two decimals at most, cut. */
export function amountShown(amount: string, locale: string): string {
  const [over = '0', under = '1'] = amount.split('/')
  const [whole = '0', part = ''] = over.split('.')
  const hundredths = (BigInt(whole + part) * 100n) / (BigInt(under) * 10n ** BigInt(part.length))
  const cents = String(hundredths % 100n).padStart(2, '0')
  return inLocale(
    cents === '00' ? String(hundredths / 100n) : `${hundredths / 100n}.${cents}`,
    locale
  )
}
