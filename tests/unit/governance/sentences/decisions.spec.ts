import { test } from '@japa/runner'
import i18nManager from '@adonisjs/i18n/services/main'
import { countConsent } from '#governance/methods/consent'
import { countMotion } from '#governance/methods/motion/motion'
import type { Answer } from '#governance/methods/motion/motion_ballots'
import type { MotionParameters } from '#governance/methods/motion/motion_parameters'
import { consentSentences } from '#governance/sentences/consent'
import { motionSentences } from '#governance/sentences/motion'
import { draw } from '#shared/lots/draw'
import { lotSentences } from '#shared/lots/sentences'

const PARAMETERS: MotionParameters = {
  members: 100,
  quorum: { numerator: 1, denominator: 5, people: 5, abstentions: true },
  base: 'exprimes',
  threshold: { operator: 'more_than', numerator: 1, denominator: 2 },
  tie: 'fails',
  secret: false,
  blocks: null,
  colleges: null,
}

interface Said {
  key: string
  words: Record<string, string | number>
}

/** Sentences as readers see them, with ordinary spaces. */
const read = (sentences: Said[], locale: string) =>
  sentences.map(({ key, words }) => i18nManager.locale(locale).t(key, words).replaceAll(/\s/g, ' '))

function motion(
  answers: [Answer, number, string?][],
  locale: string,
  other: Partial<MotionParameters> = {}
) {
  const papers = answers.map(([answer, count, college = null]) => ({
    ...{ answer, papers: count, college },
  }))
  const transcript = countMotion({ title: '', papers }, { ...PARAMETERS, ...other })
  return read(motionSentences(transcript, locale), locale)
}

test.group('A decision says its arithmetic', () => {
  test('a motion that passes', ({ assert }) => {
    assert.deepEqual(
      motion(
        [
          ['for', 21],
          ['against', 9],
          ['blank', 1],
        ],
        'fr'
      ),
      [
        '31 bulletins : 21 pour, 9 contre, aucune abstention, un blanc.',
        'Quorum : il faut 20 personnes sur 100, 31 ont pris part au vote. Il est atteint.',
        '21 pour. Il fallait plus de la moitié des 30 voix exprimées, soit 16 au moins : c’est assez.',
        'La proposition est adoptée.',
      ]
    )
    assert.deepEqual(
      motion(
        [
          ['for', 21],
          ['against', 9],
          ['blank', 1],
        ],
        'en'
      ),
      [
        '31 ballots: 21 for, 9 against, no abstention, one blank.',
        'Quorum: 20 people out of 100; 31 people took part. It is reached.',
        '21 for. It took more than half of the 30 votes for or against, that is 16 at least: it is enough.',
        'The proposal is adopted.',
      ]
    )
  })

  test('a motion that is even, one without its quorum, one that is blocked', ({ assert }) => {
    const last = (answers: [Answer, number][], other: Partial<MotionParameters> = {}) =>
      motion(answers, 'fr', other).slice(-2)
    assert.deepEqual(
      last([
        ['for', 12],
        ['against', 12],
      ]),
      [
        'Autant de voix pour que contre. À égalité, une proposition n’est pas adoptée.',
        'La proposition est rejetée.',
      ]
    )
    assert.deepEqual(last([['for', 1]]), [
      'Quorum : il faut 20 personnes sur 100, une a pris part au vote. Il n’est pas atteint.',
      'Faute de quorum, rien n’est décidé.',
    ])
    assert.deepEqual(
      last(
        [
          ['for', 20],
          ['block', 2],
        ],
        { blocks: 2 }
      ),
      [
        '2 personnes bloquent. C’est assez pour renvoyer le texte à la discussion.',
        'Le texte retourne à la discussion.',
      ]
    )
  })

  test('colleges: what each adds, and the whole', ({ assert }) => {
    const third = (name: string, numerator: number) => ({
      name,
      weight: { numerator, denominator: 10 },
    })
    const colleges = {
      list: [third('Salariées', 5), third('Usagers', 3), third('Soutiens', 2)],
      rule: 'share' as const,
      empty: 'zero' as const,
    }
    const answers: [Answer, number, string?][] = [
      ['for', 1, 'Salariées'],
      ['against', 2, 'Salariées'],
      ['for', 40, 'Usagers'],
    ]
    assert.deepEqual(motion(answers, 'fr', { colleges }).slice(2), [
      'Salariées (50 % des voix) : 1 pour, 2 contre, ce qui apporte 16,66 %.',
      'Usagers (30 % des voix) : 40 pour, 0 contre, ce qui apporte 30 %.',
      'Soutiens (20 % des voix) : personne n’y a voté pour ou contre.',
      'Tous collèges réunis, le oui recueille 46,66 %.',
      'Il fallait plus de la moitié des voix pondérées : avec 46,66 %, ce n’est pas assez.',
      'La proposition est rejetée.',
    ])
  })

  test('consent, with an objection that stays', ({ assert }) => {
    const objection = { number: 1, by: 'Driss', reason: 'Le bruit.', textVersion: 2 }
    const transcript = countConsent(
      {
        title: '',
        textVersion: 2,
        papers: [
          { papers: 6, answer: 'consent', textVersion: 2 },
          { papers: 1, answer: 'consent', textVersion: 1 },
        ],
        objections: [{ ...objection, state: 'open' }],
      },
      { members: 10, quorum: PARAMETERS.quorum }
    )
    assert.deepEqual(read(consentSentences(transcript, 'fr'), 'fr'), [
      '6 personnes consentent.',
      'Un consentement donné à une version antérieure du texte ne compte plus.',
      'Quorum : il faut 5 personnes sur 10, 7 ont pris part. Il est atteint.',
      'Une objection reste ouverte, de Driss.',
      'La proposition n’est pas adoptée : il faut d’abord répondre à cette objection.',
    ])
  })

  test('a lot, with someone who leaves the place', ({ assert }) => {
    const sources = [{ numbers: [12n, 4n], entropyBits: 23 }]
    const drawing = draw(['Awa', 'Driss', 'Fatou'], sources, {
      ...{ count: 1, hash: 'sha256' },
      passedOver: draw(['Awa', 'Driss', 'Fatou'], sources, { count: 1, hash: 'sha256' }).chosen,
    })
    const said = read(lotSentences(drawing), 'fr')
    assert.lengthOf(said, 6)
    assert.match(said[2] ?? '', /2 bits de hasard. Les sources en promettaient 23 : c’est assez/)
    assert.match(said[3] ?? '', /^Tirage 1, parmi 3 personnes : .*qui laisse sa place\.$/)
    assert.match(said[5] ?? '', /^Est tiré au sort le numéro \d\.$/)
  })
})
