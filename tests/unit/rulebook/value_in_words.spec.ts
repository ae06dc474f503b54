import { test } from '@japa/runner'
import { RULES, ruleOf, type RuleKey, type RuleValues } from '#rulebook/declarations'
import { valueInWords } from '#rulebook/value_in_words'
import { translator } from './translations.js'

const languages = { fr: translator('fr'), en: translator('en') }

/** The words of a value, with the unbreakable spaces of French written as plain ones. */
function words(locale: 'fr' | 'en', key: RuleKey, value: unknown) {
  const lines = valueInWords(locale, ruleOf(key), value, languages[locale])
  return lines.map((line) => line.replace(/[\u00a0\u202f]/g, ' '))
}

const said: { [Key in RuleKey]?: [RuleValues[Key], string[], string[]][] } = {
  'join.mode': [
    ['invitation', ['Sur invitation d’un membre'], ['By invitation from a member']],
    ['open', ['Ouvert : toute personne peut s’inscrire'], ['Open: anyone may sign up']],
  ],
  'feed.post_max_characters': [[5000, ['5 000 caractères'], ['5,000 characters']]],
  'feed.photos_per_post': [[1, ['1 photo'], ['1 photo']]],
  'feed.edit_window_minutes': [
    [
      null,
      ['Sans limite ; les versions précédentes restent visibles'],
      ['No limit; earlier versions stay visible'],
    ],
    [90, ['90 minutes'], ['90 minutes']],
  ],
  'dues.plans': [
    [
      [
        {
          code: 'yearly',
          name: 'Plein tarif',
          period: 'year',
          floor_cents: 1050,
          suggested_cents: [2000, 3500],
          free_amount: true,
          college: 'usagers',
        },
        {
          code: 'charter',
          name: 'Charte signée',
          period: 'lifetime',
          floor_cents: 0,
          suggested_cents: [],
          free_amount: false,
          college: null,
        },
      ],
      [
        'Plein tarif : montant libre à partir de 10,50 € par an (proposés : 20 € et 35 €), collège « usagers »',
        'Charte signée : gratuit, une fois pour toutes',
      ],
      [
        'Plein tarif: any amount from €10.50 a year (suggested: €20 and €35), college “usagers”',
        'Charte signée: free of charge, once and for all',
      ],
    ],
  ],
  'dues.roll_over': [
    [{ month: 10, day_of_month: 1 }, ['À partir du 1er octobre'], ['From 1 October on']],
    [{ month: 2, day_of_month: 15 }, ['À partir du 15 février'], ['From 15 February on']],
  ],
  'dues.sliding_scale': [
    [
      [{ plan: 'yearly', name: 'Moyens modestes', bracket_cents: 550 }],
      ['Moyens modestes : 5,50 € (formule yearly)'],
      ['Moyens modestes: €5.50 (plan yearly)'],
    ],
  ],
  'dues.reminder_days': [
    [
      [-7, 0, 1],
      ['7 jours avant l’échéance, le jour de l’échéance et 1 jour après'],
      ['7 days before the due date, on the due date and 1 day after it'],
    ],
    [[], ['Rien'], ['None']],
  ],
  'dues.solidarity_pot': [
    [true, ['Oui'], ['Yes']],
    [false, ['Non'], ['No']],
  ],
  'votes.quorum': [
    [
      {
        ordinary: { percent: 20, people: 5 },
        extraordinary: { percent: 33 },
        second_call: { percent: 0 },
      },
      [
        'Décision ordinaire : 20 % des inscrits, et au moins 5 personnes (ou la moitié des inscrits si c’est moins)',
        'Décision extraordinaire : 33 % des inscrits, et jamais moins que pour une décision ordinaire',
        'Seconde convocation : pas de quorum',
      ],
      [
        'Ordinary decision: 20% of the roll, and at least 5 people (or half of the roll if that is fewer)',
        'Extraordinary decision: 33% of the roll, and never less than for an ordinary decision',
        'Second call: no quorum',
      ],
    ],
  ],
  'votes.threshold': [
    [
      {
        ordinary: { base: 'exprimes', operator: 'more_than', numerator: 1, denominator: 2 },
        extraordinary: { base: 'exprimes', operator: 'at_least', numerator: 2, denominator: 3 },
      },
      [
        'Décision ordinaire : plus de la moitié des suffrages exprimés',
        'Décision extraordinaire : au moins les deux tiers des suffrages exprimés',
      ],
      [
        'Ordinary decision: more than half of the votes for or against',
        'Extraordinary decision: at least two thirds of the votes for or against',
      ],
    ],
    [
      {
        ordinary: { base: 'membres', operator: 'more_than', numerator: 3, denominator: 5 },
        extraordinary: { base: 'votants', operator: 'at_least', numerator: 4, denominator: 5 },
      },
      [
        'Décision ordinaire : plus de 3/5 des inscrits',
        'Décision extraordinaire : au moins 4/5 des votants',
      ],
      [
        'Ordinary decision: more than 3/5 of the whole roll',
        'Extraordinary decision: at least 4/5 of those who voted',
      ],
    ],
  ],
  'votes.seconders_needed': [
    [
      { people: 3, percent: 10 },
      ['3 personnes, ou 10 % des inscrits si c’est moins (arrondi à la personne supérieure)'],
      ['3 people, or 10% of the roll if that is fewer (rounded up to a whole person)'],
    ],
  ],
  'mandates.moderator': [
    [
      {
        seats: { base: 3, up_to_members: 60, one_more_per: 40, at_most: 12 },
        term_months: 6,
        terms_in_a_row: 3,
        method: 'scottish-stv',
      },
      [
        '3 sièges jusqu’à 60 membres, puis un de plus par tranche de 40, sans dépasser 12',
        'Mandat de 6 mois, 3 fois de suite au plus, sauf si personne d’autre ne se présente',
        'Élection : vote unique transférable (méthode écossaise)',
      ],
      [
        '3 seats up to 60 members, then one more for every 40, never more than 12',
        'Term of 6 months, at most 3 times in a row unless nobody else stands',
        'Election: single transferable vote (Scottish rules)',
      ],
    ],
  ],
  'moderation.ladder': [
    [
      [
        { act: 'dismiss', from_days: null, to_days: null },
        { act: 'pause', from_days: 1, to_days: 7 },
        { act: 'propose_exclusion', from_days: null, to_days: null },
      ],
      [
        '0 · classer sans suite',
        '1 · suspendre le compte de 1 à 7 jours',
        '2 · proposer l’exclusion, que seul un vote décide',
      ],
      [
        '0 · dismiss',
        '1 · pause the account for 1 to 7 days',
        '2 · propose exclusion, which only a vote decides',
      ],
    ],
  ],
  'rota.slot': [
    [
      {
        length: 'week',
        starts_weekday: 1,
        starts_at: '18:00',
        people: 1,
        backup_from_moderators: 4,
      },
      [
        'Une semaine, à partir du lundi à 18 h',
        '1 personne de garde ; une de plus en renfort quand il y a 4 modérateurs ou plus',
      ],
      [
        'One week, from Monday 18:00',
        '1 person on duty, and one more as backup when there are 4 moderators or more',
      ],
    ],
    [
      {
        length: 'day',
        starts_weekday: 7,
        starts_at: '07:30',
        people: 2,
        backup_from_moderators: 5,
      },
      [
        'Un jour, à partir de 7 h 30',
        '2 personnes de garde ; une de plus en renfort quand il y a 5 modérateurs ou plus',
      ],
      [
        'One day, from 07:30',
        '2 people on duty, and one more as backup when there are 5 moderators or more',
      ],
    ],
  ],
  'rota.minimum_rest_hours': [
    [
      { hours: null, from_moderators: 3 },
      ['Autant qu’un tour de garde, dès qu’il y a 3 modérateurs'],
      ['As long as one turn on duty, once there are 3 moderators'],
    ],
    [
      { hours: 48, from_moderators: 3 },
      ['48 h, dès qu’il y a 3 modérateurs'],
      ['48 h, once there are 3 moderators'],
    ],
  ],
  'treasury.two_signatures_from': [
    [200_00, ['200 €'], ['€200']],
    [1234_50, ['1 234,50 €'], ['€1,234.50']],
  ],
  'treasury.public_detail': [
    [
      { public: 'totals_by_account', members: 'entries_names_masked' },
      ['Tout le monde : totaux par compte', 'Membres : écritures, noms masqués'],
      ['Everyone: totals by account', 'Members: entries, names masked'],
    ],
  ],
}

const cases = Object.entries(said).flatMap(([key, some]) =>
  some.map(([value, french, english]) => ({ key: key as RuleKey, value, french, english }))
)

test.group('Values in words', () => {
  test('{key} is said in French and in English')
    .with(cases)
    .run(({ assert }, { key, value, french, english }) => {
      assert.deepEqual(words('fr', key, value), french)
      assert.deepEqual(words('en', key, value), english)
    })

  test('no founding value shows its raw form, in either language', ({ assert }) => {
    for (const { key, founding } of RULES) {
      for (const locale of ['fr', 'en'] as const) {
        const text = words(locale, key, founding).join('\n')
        assert.isNotEmpty(text, key)
        assert.notMatch(
          text,
          /[{}[\]"]|null|undefined|NaN|true|false|object|_/,
          `${key} in ${locale}`
        )
      }
    }
  })

  test('each method of election has words of its own', ({ assert }) => {
    const methods = ['scottish-stv', 'meek-stv', 'approval', 'majority-judgment', 'schulze', 'irv']
    for (const locale of ['fr', 'en'] as const) {
      const heard = methods.map((method) =>
        words(locale, 'mandates.treasurer', { seats: 1, term_months: 12, method }).at(-1)
      )
      assert.lengthOf(new Set(heard), methods.length)
    }
  })

  test('French keeps its unbreakable spaces', ({ assert }) => {
    const [line] = valueInWords(
      'fr',
      ruleOf('votes.quorum'),
      ruleOf('votes.quorum').founding,
      languages.fr
    )
    assert.include(line, 'ordinaire\u00a0: 20\u00a0% ')
    assert.include(line, '5\u00a0personnes')
  })
})
