import i18nManager from '@adonisjs/i18n/services/main'
import { test } from '@japa/runner'
import type { BudgetBallots } from '#governance/methods/budget_ballots'
import {
  countEqualShares,
  type EqualSharesParameters,
} from '#governance/methods/equal_shares/equal_shares'
import { amountShown, isRounded } from '#governance/sentences/amount_words'
import { equalSharesSentences } from '#governance/sentences/equal_shares'
import { budgetVote } from '../methods/budget_papers.js'

const NAMES = ['Four à pain', 'Trois bancs', 'Arceaux', 'Fête du pont', 'Fresque']

/** What people read, blanks that do not break shown as plain ones. */
function told(
  [costs, papers]: [costs: string[], papers: string[]],
  locale: string,
  parameters: Partial<EqualSharesParameters> = {}
): string[] {
  const vote = budgetVote('1000', costs, papers)
  const projects = vote.projects.map((one, at) => ({ ...one, name: NAMES[at] ?? one.name }))
  const ballots: BudgetBallots = { ...vote, projects }
  const terms = { budget: '1000', increment: '1', completion: 'none', utility: 'cost' } as const
  const given = { ...terms, fill: 'none', lotOrder: null, ...parameters } as const
  return equalSharesSentences(countEqualShares(ballots, given), locale).map(({ key, words }) =>
    i18nManager
      .locale(locale)
      .t(key, words)
      .replace(/[\u00a0\u202f]/g, ' ')
  )
}

test.group('A budget by equal shares told to neighbours', () => {
  const village: [string[], string[]] = [
    ['600', '250.5', '400', '300'],
    ['3: 1', '2: 1 2', '1: 3', '1:'],
  ]

  test('who pays for what, who gives all they have, what is missing', ({ assert }) => {
    assert.deepEqual(told(village, 'fr'), [
      '7 bulletins ont été déposés : 6 valables, un blanc, aucun nul.',
      'Étape 1 : le budget de 1 000 est partagé à égalité. Chacun des 7 bulletins, le blanc compris, reçoit environ 142,86, à dépenser pour les projets qu’il cite.',
      'À chaque étape, on finance le projet dont chaque soutien paie la plus petite partie du coût. Un bulletin qui n’a plus assez donne tout ce qui lui reste.',
      'Étape 2 : « Four à pain » (600) est financé par les 5 bulletins qui le citent : 120 chacun.',
      'Étape 3 : plus aucun projet n’est à la portée de ses soutiens, et les parts n’augmentent pas.',
      '« Trois bancs » n’est pas financé : aux 2 bulletins qui le citent, il reste 45,71 en tout ; il manque environ 204,79.',
      '« Arceaux » n’est pas financé : au seul bulletin qui le cite, il reste 142,86 ; il manque environ 257,14.',
      '« Fête du pont » n’est cité par aucun bulletin.',
      'Un projet est financé, pour 600 : Four à pain. Il reste 400 sur 1 000.',
    ])
  })

  test('shares that grow until it would be too much', ({ assert }) => {
    assert.deepEqual(told(village, 'en', { completion: 'add1', increment: '0.5' }).slice(1), [
      'Stage 1: the budget of 1,000 is shared equally. Each of the 7 ballots, the blank one included, receives about 142.86, to spend on the projects that it lists.',
      'As long as the budget pays for what is bought, each share grows by 0.50: 514 times here, up to about 399.86.',
      'At each stage, the project bought is the one of which each supporter pays the smallest part of the cost. A ballot that has too little left gives all it has.',
      'Stage 2: “Four à pain” (600) is bought by the 5 ballots that list it: 120 each.',
      'Stage 3: “Trois bancs” (250.50) is bought by the 2 ballots that list it: 125.25 each.',
      'Stage 4: with larger shares, about 400.36, what is bought would cost 1,250.50 at least, more than the budget. So it ends here.',
      '“Arceaux” is not bought: the only ballot that lists it has 399.86 left; about 0.14 is missing.',
      '“Fête du pont” is on no ballot.',
      '2 projects are bought, for 850.50: Four à pain and Trois bancs. 149.50 of 1,000 is left.',
    ])
  })

  test('who has less gives it all; all is bought; what is left buys more', ({ assert }) => {
    const oven: [string[], string[]] = [
      ['480', '280', '300'],
      ['6: 1', '2: 1 2', '2: 2 3'],
    ]
    const filled = told(oven, 'fr', { utility: 'cardinality', fill: 'approvals', budget: '1000' })
    assert.deepEqual(filled.slice(2, 5), [
      'À chaque étape, on finance le projet qui demande la plus petite somme à chacun de ses soutiens. Un bulletin qui n’a plus assez donne tout ce qui lui reste.',
      'Étape 2 : « Four à pain » (480) est financé par les 8 bulletins qui le citent : 60 chacun.',
      'Étape 3 : « Trois bancs » (280) est financé par les 4 bulletins qui le citent : 100 chacun ; 2 d’entre eux, qui ont moins, donnent tout ce qui leur reste.',
    ])
    assert.include(
      filled,
      '« Arceaux » n’est pas financé : aux 2 bulletins qui le citent, il ne reste rien ; il manque 300.'
    )
    const small: [string[], string[]] = [
      ['480', '280', '240'],
      ['6: 1', '2: 1 2', '2: 2 3'],
    ]
    assert.include(
      told(small, 'fr', { fill: 'approvals' }),
      'Étape 4 : avec ce qui reste, on finance aussi « Arceaux » (240), que 2 bulletins citent.'
    )
    assert.deepEqual(told([['30'], ['1: 1']], 'fr', { completion: 'add1' }).slice(3), [
      'Étape 2 : « Four à pain » (30) est financé par le seul bulletin qui le cite.',
      'Étape 3 : tous les projets cités sont financés.',
      'Un projet est financé, pour 30 : Four à pain. Il reste 970 sur 1 000.',
    ])
  })

  test('a lot that was drawn, and one that is missing', ({ assert }) => {
    const level: [string[], string[]] = [
      ['300', '100', '100'],
      ['6: 1', '2: 2', '2: 3'],
    ]
    assert.include(
      told(level, 'fr', { lotOrder: [1, 3, 2] }),
      'Trois bancs et Arceaux étaient à égalité : autant de soutiens, le même coût. Dans l’ordre tiré au sort avant le dépouillement, « Arceaux » vient en premier.'
    )
    assert.deepEqual(told(level, 'fr').slice(-3), [
      'Étape 3 : Trois bancs et Arceaux sont à égalité : autant de soutiens, le même coût.',
      'Le dépouillement s’arrête là : il y a égalité entre Trois bancs et Arceaux, seul un tirage au sort peut les départager, et il aurait dû avoir lieu avant.',
      'Est déjà financé : Four à pain.',
    ])
  })

  test('no ballot at all', ({ assert }) => {
    assert.deepEqual(told([['30'], []], 'en'), [
      'No ballot was cast.',
      'No project is bought. 1,000 of 1,000 is left.',
    ])
  })

  test('amounts are rounded for reading only, and say so', ({ assert }) => {
    const shown = (amount: string) => [amountShown(amount, 'en'), isRounded(amount)]
    assert.deepEqual(shown('1/3'), ['0.33', 'yes'])
    assert.deepEqual(shown('2/3'), ['0.67', 'yes'])
    assert.deepEqual(shown('1/200'), ['0.01', 'yes'])
    assert.deepEqual(shown('2499/2'), ['1,249.50', 'no'])
    assert.deepEqual(shown('1200.5'), ['1,200.50', 'no'])
    assert.deepEqual(shown('1999/1000'), ['2', 'yes'])
    assert.deepEqual(shown('12'), ['12', 'no'])
  })
})
