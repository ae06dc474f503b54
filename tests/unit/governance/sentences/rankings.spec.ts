import { test } from '@japa/runner'
import i18nManager from '@adonisjs/i18n/services/main'
import { countApproval } from '#governance/methods/approval'
import { candidatesOf } from '#governance/methods/candidate'
import type { LotOrder } from '#governance/methods/lot_order'
import { countMajorityJudgment } from '#governance/methods/majority_judgment/majority_judgment'
import { countSchulze } from '#governance/methods/schulze/schulze'
import { approvalSentences } from '#governance/sentences/approval'
import { majorityJudgmentSentences } from '#governance/sentences/majority_judgment'
import { schulzeSentences } from '#governance/sentences/schulze'
import type { Sentence } from '#governance/sentences/sentence'
import { ballotsOf, CAST } from '../methods/ranked_papers.js'

/** What people read, blanks that do not break shown as plain ones. */
const said = (sentences: readonly Sentence[], locale: string) =>
  sentences.map(({ key, words }) =>
    i18nManager
      .locale(locale)
      .t(key, words)
      .replace(/[\u00a0\u202f]/g, ' ')
  )

function schulze(
  lines: readonly string[],
  locale: string,
  { candidates = 3, statusQuo = null as number | null, lotOrder = null as LotOrder } = {}
) {
  const parameters = { seats: 1, unranked: 'last', statusQuo, lotOrder } as const
  const count = countSchulze(ballotsOf(candidates, lines), parameters)
  return said(schulzeSentences(count, locale), locale)
}

test.group('A count by Schulze’s method told to neighbours', () => {
  test('the choice that wins every duel', ({ assert }) => {
    assert.deepEqual(schulze(['4: 1 2', '3: 2 1 3', '2: 3 2', '1: 2=3', '1:'], 'fr'), [
      '11 bulletins ont été déposés : 10 valables, un blanc, aucun nul.',
      '7 bulletins ne classent pas tout : ce qui n’y est pas classé vient après le reste, à égalité.',
      'Un bulletin met plusieurs noms au même rang : aucun n’y est préféré à l’autre.',
      'Étape 1 : tous les choix sont comparés deux par deux. Chaque duel va au choix que le plus de bulletins placent devant l’autre.',
      'Bastien gagne tous ses duels ; le plus serré, face à Awa, par 6 contre 4.',
      'Étape 2 : un choix peut en battre un autre par un détour, de duel gagné en duel gagné. Un tel chemin vaut autant que le moins soutenu de ses duels, en bulletins ; de deux choix, celui dont le chemin vers l’autre vaut le plus passe devant.',
      'Aucun chemin ne mène d’un autre choix à Bastien, qui passe donc devant Awa et Chloé.',
      'Classement, le premier en tête (= veut dire « à égalité ») : Bastien > Awa > Chloé.',
      'Bastien l’emporte : face à chacun des autres choix, plus de bulletins le placent devant.',
    ])
  })

  test('a circle of duels, which detours settle', ({ assert }) => {
    const told = schulze(['8: 1 2 3', '7: 2 3 1', '6: 3 1 2'], 'en')
    assert.deepEqual(told.slice(2), [
      'No choice wins every duel.',
      'Stage 2: a choice may beat another by a detour, from one duel won to the next. Such a path is worth as much as the least supported of its duels, in ballots; of two choices, the one whose path to the other is worth more comes ahead.',
      'Awa comes ahead of Bastien: the path Awa → Bastien (14) is worth 14, and the way back, Bastien → Chloé (15) → Awa (13), only 13.',
      'Awa comes ahead of Chloé: the path Awa → Bastien (14) → Chloé (15) is worth 14, and the way back, Chloé → Awa (13), only 13.',
      'Ranking, the first one leading (= means “level”): Awa > Bastien > Chloé.',
      'Awa wins: no other choice comes ahead, even by a detour.',
    ])
  })

  test('drafts that do not come ahead of what is there already', ({ assert }) => {
    const told = schulze(['3: 3', '2: 1 2 3'], 'fr', { statusQuo: 3 })
    assert.deepEqual(told.slice(-4), [
      'Étape 2 : Awa ne passe pas devant Chloé (2 contre 3) et quitte donc le dépouillement.',
      'Étape 3 : Bastien ne passe pas devant Chloé (2 contre 3) et quitte donc le dépouillement.',
      'Étape 4 : il ne reste que Chloé.',
      'Chloé l’emporte : aucun autre choix ne passe devant.',
    ])
  })

  test('a tie, with the lot and without', ({ assert }) => {
    const level = ['1: 1 2 3', '1: 2 1 3']
    assert.deepEqual(schulze(level, 'fr').slice(-1), [
      'Le dépouillement s’arrête là : il y a égalité entre Awa et Bastien, seul un tirage au sort peut les départager, et il aurait dû avoir lieu avant.',
    ])
    assert.deepEqual(schulze(level, 'fr', { lotOrder: [3, 2, 1] }).slice(-2), [
      'Étape 3 : il y a égalité entre Awa et Bastien, et seul le sort peut les départager. Dans l’ordre tiré avant le dépouillement, Bastien vient en premier.',
      'Bastien l’emporte, par le sort.',
    ])
    assert.include(
      schulze(['1: 1 2 4 3', '1: 2 4 1 3'], 'fr', { candidates: 4 }),
      'Awa et Driss restent à égalité : aucun chemin de l’un à l’autre ne vaut plus que le retour.'
    )
  })

  test('no valid paper, no winner', ({ assert }) => {
    assert.deepEqual(schulze(['2:'], 'en'), [
      '2 ballots were cast: none valid, 2 blank, none invalid.',
      'There is no valid ballot: no choice wins.',
    ])
  })
})

test.group('A count by majority judgment told to neighbours', () => {
  const grades = ['À rejeter', 'Passable', 'Bien']
  const judged = (papers: (number | null)[][], locale: string, seats = 1) => {
    const ballots = {
      ...{ title: '', grades, candidates: candidatesOf(CAST.slice(0, papers[0]?.length)) },
      papers: papers.map((given) => ({ papers: 1, grades: given })),
    }
    const parameters = { seats, missing: 'worst', blank: 'worst', lotOrder: null } as const
    return said(
      majorityJudgmentSentences(countMajorityJudgment(ballots, parameters), locale),
      locale
    )
  }

  test('each majority grade, then how equals part', ({ assert }) => {
    assert.deepEqual(
      judged(
        [
          [2, 1, 0],
          [1, 1, null],
          [1, 1, 2],
          [2, 2, 0],
        ],
        'fr'
      ),
      [
        '4 bulletins ont été déposés : 4 valables, aucun blanc, aucun nul.',
        'Sur un bulletin, il manque des mentions : chacune compte comme « À rejeter ».',
        'Étape 1 : les 4 mentions de chaque candidature sont rangées de la moins bonne à la meilleure. Celle du milieu est sa mention majoritaire ; des deux du milieu, c’est la moins bonne.',
        'Awa : « Passable » ; 50,00 % des bulletins disent mieux, 0,00 % moins bien.',
        'Bastien : « Passable » ; 25,00 % des bulletins disent mieux, 0,00 % moins bien.',
        'Chloé : « À rejeter » ; 25,00 % des bulletins disent mieux, 0,00 % moins bien.',
        'Étape 2 : Awa et Bastien ont la même mention majoritaire, « Passable ». On retire à chacune de ces candidatures sa mention du milieu : celle qui prend sa place est « Bien » pour Awa et « Passable » pour Bastien. Awa passe devant.',
        'Awa l’emporte, avec la mention « Passable ».',
      ]
    )
  })

  test('the same grades for two: only a lot could say', ({ assert }) => {
    const told = judged(
      [
        [2, 2],
        [0, 0],
        [null, null],
      ],
      'en'
    )
    assert.equal(told[1], 'One ballot gives no grade: it counts as “À rejeter” everywhere.')
    assert.match(told.at(-1) ?? '', /^The count stops there: Awa and Bastien are level/)
  })
})

test.group('A count of approvals told to neighbours', () => {
  const approved = (papers: number[][], locale: string, lotOrder: LotOrder = null) => {
    const ballots = {
      ...{ title: '', seats: 2, candidates: candidatesOf(CAST.slice(0, 3)) },
      papers: papers.map((ticked) => ({ papers: 1, approved: ticked })),
    }
    const parameters = { seats: 2, floor: 'more-than-half', lotOrder } as const
    return said(approvalSentences(countApproval(ballots, parameters), locale), locale)
  }

  test('who has enough, who has the seats', ({ assert }) => {
    assert.deepEqual(approved([[1, 2], [2, 2], [2, 3], [9]], 'fr'), [
      '4 bulletins ont été déposés : 3 valables, aucun blanc, un nul.',
      'Un bulletin coche deux fois le même nom : c’est une seule approbation.',
      'Un bulletin coche un nom qui n’est pas proposé : on n’en tient pas compte.',
      'Étape 1 : chaque bulletin approuve autant de noms qu’on veut, et chaque approbation compte pareil.',
      'Bastien : 3 approbations (100,00 % des bulletins valables).',
      'Awa : une approbation (33,33 % des bulletins valables).',
      'Chloé : une approbation (33,33 % des bulletins valables).',
      'Étape 2 : il faut l’approbation de plus de la moitié des bulletins valables (3). Restent en dessous : Awa et Chloé.',
      'Bastien obtient un siège.',
      'Un siège reste vide.',
    ])
  })

  test('a lot for the last seat, and nobody above the floor', ({ assert }) => {
    assert.deepEqual(approved([[1, 2, 3]], 'en', [3, 1, 2]).slice(-2), [
      'Stage 3: Awa, Bastien, and Chloé are level, and only a lot can separate them. In the order drawn before the count, Chloé and Awa come first.',
      'Seats go, in this order, to Chloé and Awa.',
    ])
    assert.deepEqual(approved([[1], [2]], 'en').slice(-1), [
      'Nobody has enough approvals: nobody wins a seat.',
    ])
  })
})
