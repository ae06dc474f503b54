import fc from 'fast-check'
import { test } from '@japa/runner'
import i18nManager from '@adonisjs/i18n/services/main'
import { countIrv } from '#governance/methods/irv'
import type { LotOrder } from '#governance/methods/lot_order'
import type { RankedBallots } from '#governance/methods/ranked_ballots'
import { countMeekStv } from '#governance/methods/stv/meek_stv'
import { countScottishStv } from '#governance/methods/stv/scottish_stv'
import { irvSentences } from '#governance/sentences/irv'
import { meekStvSentences } from '#governance/sentences/meek_stv'
import { scottishStvSentences } from '#governance/sentences/scottish_stv'
import type { Sentence } from '#governance/sentences/sentence'
import { anyBallots, anyOrder, ballotsOf, STRICT } from '../methods/ranked_papers.js'

type Told = (ballots: RankedBallots, lotOrder: LotOrder, locale: string) => Sentence[]

const scottish: Told = (ballots, lotOrder, locale) => {
  const parameters = { seats: ballots.seats, reading: STRICT, lotOrder }
  return scottishStvSentences(countScottishStv(ballots, parameters), locale)
}
const meek: Told = (ballots, lotOrder, locale) => {
  const parameters = { seats: ballots.seats, reading: STRICT, lotOrder }
  return meekStvSentences(countMeekStv(ballots, parameters), locale)
}
const runoff: Told = (ballots, lotOrder, locale) => {
  const parameters = { reading: STRICT, stop: 'majority_of_continuing', lotOrder } as const
  return irvSentences(countIrv(ballots, parameters), locale)
}

/** What people read, blanks that do not break shown as plain ones. */
const said = (sentences: readonly Sentence[], locale: string) =>
  sentences.map(({ key, words }) =>
    i18nManager
      .locale(locale)
      .t(key, words)
      .replace(/[\u00a0\u202f]/g, ' ')
  )

test.group('A count told to neighbours', () => {
  test('by Scottish STV: who reaches the quota, where surpluses go, who sits', ({ assert }) => {
    const ballots = ballotsOf(4, ['60: 1 2', '25: 3', '14: 2', '2: 4 3', '3:'], { seats: 2 })
    assert.deepEqual(said(scottish(ballots, null, 'fr'), 'fr'), [
      '104 bulletins ont été déposés : 101 valables, 3 blancs, aucun nul.',
      'Il y a 2 sièges et le quota est de 34 voix : il ne peut pas y avoir plus de 2 personnes à l’atteindre. Qui l’atteint obtient un siège.',
      'Étape 1 : chaque bulletin compte pour son premier choix. Awa arrive en tête avec 60 voix.',
      'Awa atteint le quota et obtient un siège.',
      'Étape 2 : Awa a 26 voix de plus que le quota. Pour qu’elles ne soient pas perdues, tous ses bulletins passent à leur choix suivant, et chacun n’y compte plus que pour 0,43333 voix.',
      'Bastien en reçoit le plus : 25,9998 voix.',
      'Bastien atteint le quota et obtient un siège.',
      'Les décimales coupées ont laissé 0,0002 voix de côté.',
      'Obtiennent un siège, dans cet ordre : Awa et Bastien.',
    ])
  })

  test('by instant runoff, down to the majority of what is left', ({ assert }) => {
    const ballots = ballotsOf(3, ['4: 1', '3: 2', '1: 3', '1: 3 2', '2: 1=2'])
    assert.deepEqual(said(runoff(ballots, null, 'en'), 'en'), [
      '11 ballots were cast: 9 valid, none blank, 2 invalid.',
      'On 2 ballots, several names share a rank: they are read down to there only.',
      'Round 1: each ballot counts for its first choice. Awa comes first, with 4 votes.',
      'Nobody has more than half of the 9 votes still in play.',
      'Round 2: Chloé, who has the fewest votes (2), leaves the count; those ballots move to their next choice.',
      'Bastien receives the most: 1.',
      'Votes that go to nobody any more, for want of another choice on those ballots: 1.',
      'Nobody has more than half of the 8 votes still in play.',
      'Round 3: Bastien, who has the fewest votes (4), leaves the count; those ballots move to their next choice.',
      'Awa and Bastien were level; at the end of stage 1, Bastien had the fewest votes.',
      'Votes that go to nobody any more, for want of another choice on those ballots: 4.',
      'Awa has 4 of the 4 votes still in play: more than half.',
      'Awa wins the seat.',
    ])
  })

  test('by Meek: the quota that falls, in two decimals', ({ assert }) => {
    const ballots = ballotsOf(3, ['4: 1 2', '2: 3'], { seats: 2 })
    const told = said(meek(ballots, null, 'fr'), 'fr')
    assert.include(
      told,
      'Étape 2 : des sièges sont obtenus avec plus de voix que le quota. De chaque bulletin, on n’y garde que la part nécessaire ; le reste passe au choix suivant, et le quota est maintenant de 2 voix.'
    )
    assert.include(
      told,
      'Étape 3 : Bastien, qui a le moins de voix (1,99), quitte le dépouillement ; ses bulletins passent à leur choix suivant.'
    )
  })

  test('says when the lot decided, and when it is missing', ({ assert }) => {
    const ballots = ballotsOf(3, ['4: 1', '4: 2', '9: 3'], { seats: 2 })
    const drawn = said(scottish(ballots, [3, 2, 1], 'fr'), 'fr')
    assert.include(
      drawn,
      'Il y a égalité entre Awa et Bastien, et seul le sort peut les départager : dans l’ordre tiré avant le dépouillement, Awa vient en dernier.'
    )
    assert.deepEqual(said(scottish(ballots, null, 'fr'), 'fr').slice(-2), [
      'Le dépouillement s’arrête là : il y a égalité entre Awa et Bastien, seul un tirage au sort peut les départager, et il aurait dû avoir lieu avant.',
      'A déjà un siège : Chloé.',
    ])
  })

  test('says when nobody can sit, and when seats stay empty', ({ assert }) => {
    const nobody = said(scottish(ballotsOf(2, ['2:']), null, 'fr'), 'fr')
    assert.equal(nobody.at(-1), 'Il n’y a aucun bulletin valable : personne n’obtient de siège.')
    const few = said(meek(ballotsOf(2, ['2: 1'], { seats: 4 }), null, 'fr'), 'fr')
    assert.equal(few.at(-1), '2 sièges restent vides, faute de candidatures.')
  })

  test('has all its words in both languages, whatever the ballots', ({ assert }) => {
    const keys = new Set<string>()
    const cases = anyBallots().chain((ballots) =>
      fc.tuple(fc.constant(ballots), fc.option(anyOrder(ballots.candidates.length)))
    )
    fc.assert(
      fc.property(cases, fc.constantFrom('fr', 'en'), ([ballots, order], locale) => {
        for (const told of [scottish, meek, runoff]) {
          const sentences = told(ballots, order, locale)
          for (const { key } of sentences) keys.add(key)
          for (const sentence of said(sentences, locale)) {
            assert.notMatch(sentence, /[{}]|translation missing|undefined|null|NaN/)
            assert.match(sentence, /^[\p{Lu}\d].*\.$/u)
          }
        }
      }),
      { numRuns: 200 }
    )
    assert.isAbove(keys.size, 20)
  })
})
