import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { claimCase } from '#moderation/cases/claim'
import { lodgeAppeal } from '#moderation/appealing/lodge'
import { FakeClock, useClock } from '#shared/clock'
import { claimedBy, decided, reported } from '#tests/support/moderation/cases'
import { aTown, START, type Town } from '#tests/support/moderation/random_town'
import { asOwner, ownDatabase } from '#tests/support/own_database'

const owner = (statement: string) => asOwner((client) => client.query(statement))
const AT = `'2026-03-02T12:00:00Z'`
const LATER = new Date('2026-03-02T12:00:00Z')

interface Scene extends Town {
  /** On Awa's post, reported from outside; Fatou holds it where the title says so. */
  caseId: number
  decisionId: number
  appealId: number
  fatou: number
  gwenola: number
  yanis: number
  solene: number
  mandate: (personId: number) => number
}

interface Guard {
  title: string
  /** How far the case is: reported, held, waiting for a signature, issued, appealed. */
  far: 'reported' | 'held' | 'waiting' | 'issued' | 'appealed'
  act: (scene: Scene) => string
  trigger: [name: string, table: string]
  /** What would refuse it for another reason, or needs what it leaves out. */
  alone?: [name: string, table: string][]
}

const decision = (
  { caseId, mandate }: Scene,
  by: number,
  { act = 'note', days = 'null', needed = 1, at = AT } = {}
) => `insert into decisions (case_id, number, decided_by_id, mandate_id, act, level, days, breach, ground, clause, facts, why,
    signatures_needed, decided_at) values (${caseId}, '2026-0001-99', ${by}, ${mandate(by)}, '${act}', 3, ${days}, 'spam',
    'charter', 'Article 3', 'a', 'b', ${needed}, ${at})`

const claim = ({ caseId }: Scene, by: number, mandate: number | string, at = AT) =>
  `insert into case_claims (case_id, person_id, mandate_id, claimed_at, expires_at)
    values (${caseId}, ${by}, ${mandate}, ${at}, ${at}::timestamptz + interval '1 hour')`

const issue = ({ decisionId }: Scene, { until = '2027-03-02', ends = 'null' } = {}) =>
  `insert into decision_issues (decision_id, issued_at, ends_at, appeal_until)
    values (${decisionId}, ${AT}, ${ends}, '${until}')`

const signature = ({ decisionId, mandate }: Scene, by: number) =>
  `insert into decision_signatures (decision_id, signer_id, mandate_id, signed_at)
    values (${decisionId}, ${by}, ${mandate(by)}, ${AT})`

const outcome = ({ appealId, mandate }: Scene, by: number) =>
  `insert into appeal_outcomes (appeal_id, outcome, reviewer_id, mandate_id, reasons, decided_at)
    values (${appealId}, 'reversed', ${by}, ${mandate(by)}, 'Non', ${AT})`

const CLAIMS: Guard['trigger'] = ['case_claims_one_at_a_time', 'case_claims']
const DECISIONS: Guard['trigger'] = ['decisions_by_who_holds_the_case', 'decisions']
const SIGNATURES: Guard['trigger'] = ['decision_signatures_of_another', 'decision_signatures']
const ISSUES: Guard['trigger'] = ['decision_issues_are_borne', 'decision_issues']
const EFFECT: Guard['trigger'] = ['decision_issues_take_effect', 'decision_issues']
const PAUSES: Guard['trigger'] = ['decision_issues_pause', 'decision_issues']
const LOGGED: Guard['trigger'] = ['decision_issues_are_logged', 'decision_issues']
const HIDES: Guard['trigger'][] = [
  ['case_emergencies_hide', 'case_emergencies'],
  ['case_emergencies_are_logged', 'case_emergencies'],
]
const OUTCOMES: Guard['trigger'] = ['appeal_outcomes_by_another', 'appeal_outcomes']
const OUTCOME_LOG: Guard['trigger'] = ['appeal_outcomes_are_logged', 'appeal_outcomes']

const GUARDS: Guard[] = [
  {
    title: 'one case at a time on one thing',
    far: 'reported',
    act: ({
      posts,
    }) => `insert into cases (number, subject_kind, post_id, author_id, breach, severity, source, opened_at,
      acknowledge_by) values ('2026-0999', 'post', ${posts[0]?.id}, ${posts[0]?.authorId}, 'spam', 0, 'own', ${AT}, ${AT})`,
    trigger: ['cases_one_open', 'cases'],
  },
  {
    title: 'nobody reports themselves',
    far: 'reported',
    act: ({
      caseId,
      posts,
    }) => `insert into reports (case_id, reporter_id, locale, breach, address, explanation, good_faith,
      receipt_hash, sealed_receipt, sent_at) values (${caseId}, ${posts[0]?.authorId}, 'fr', 'spam', '/', 'a', true, 'x', 'x', ${AT})`,
    trigger: ['reports_not_of_oneself', 'reports'],
  },
  {
    title: 'no claim without a mandate of one’s own',
    far: 'reported',
    act: (scene) => claim(scene, scene.people[6] ?? 0, scene.mandate(scene.fatou)),
    trigger: CLAIMS,
  },
  {
    title: 'none by whoever brought the author',
    far: 'reported',
    act: (scene) => claim(scene, scene.gwenola, scene.mandate(scene.gwenola)),
    trigger: CLAIMS,
  },
  {
    title: 'none by whoever keeps the author at a distance',
    far: 'reported',
    act: (scene) => claim(scene, scene.yanis, scene.mandate(scene.yanis)),
    trigger: CLAIMS,
  },
  {
    title: 'none after the mandate ended',
    far: 'reported',
    act: (scene) => claim(scene, scene.yanis, scene.mandate(scene.yanis), `'2026-03-09'`),
    trigger: CLAIMS,
  },
  {
    title: 'none while somebody else holds it',
    far: 'held',
    act: (scene) => claim(scene, scene.solene, scene.mandate(scene.solene)),
    trigger: CLAIMS,
  },
  {
    title: 'no decision by whoever does not hold the case',
    far: 'held',
    act: (scene) => decision(scene, scene.solene),
    trigger: DECISIONS,
  },
  {
    title: 'none once the two hours are over',
    far: 'held',
    act: (scene) => decision(scene, scene.fatou, { at: `'2026-03-02T15:30:00Z'` }),
    trigger: DECISIONS,
  },
  {
    title: 'no long pause of one signature',
    far: 'held',
    act: (scene) => decision(scene, scene.fatou, { act: 'pause', days: '30' }),
    trigger: DECISIONS,
  },
  {
    title: 'nobody signs their own decision',
    far: 'waiting',
    act: (scene) => signature(scene, scene.fatou),
    trigger: SIGNATURES,
  },
  {
    title: 'nobody with a part in the case signs',
    far: 'waiting',
    act: (scene) => signature(scene, scene.gwenola),
    trigger: SIGNATURES,
  },
  {
    title: 'a decision of two is not issued with one signature',
    far: 'waiting',
    act: (scene) => issue(scene, { ends: `'2026-03-22T12:00:00Z'` }),
    trigger: ISSUES,
    alone: [EFFECT, PAUSES, LOGGED],
  },
  {
    title: 'refused is refused by another, withdrawn by oneself',
    far: 'waiting',
    act: ({
      decisionId,
      fatou,
      mandate,
    }) => `insert into decision_refusals (decision_id, cause, person_id, mandate_id,
      reason, refused_at) values (${decisionId}, 'refused', ${fatou}, ${mandate(fatou)}, 'x', ${AT})`,
    trigger: ['decision_refusals_before_the_end', 'decision_refusals'],
  },
  {
    title: 'nothing is issued with less than six months to appeal',
    far: 'held',
    act: (scene) => `${decision(scene, scene.fatou)};
      ${issue({ ...scene, decisionId: 1 }, { until: '2026-08-30' })}`,
    trigger: ISSUES,
    alone: [EFFECT, LOGGED],
  },
  {
    title: 'a restriction is issued with its statement of reasons or not at all',
    far: 'held',
    act: (scene) => `${decision(scene, scene.fatou, { act: 'label', days: '5' })};
      ${issue({ ...scene, decisionId: 1 }, { ends: `'2026-03-07T12:00:00Z'` })}`,
    trigger: EFFECT,
    alone: [LOGGED],
  },
  {
    title: 'a pause is issued with its restriction',
    far: 'held',
    act: (scene) => `${decision(scene, scene.fatou, { act: 'pause', days: '5' })};
      ${issue({ ...scene, decisionId: 1 }, { ends: `'2026-03-07T12:00:00Z'` })}`,
    trigger: PAUSES,
    alone: [LOGGED, EFFECT],
  },
  {
    title: 'nothing is issued that the public log does not tell',
    far: 'held',
    act: (scene) => `${decision(scene, scene.fatou)}; ${issue({ ...scene, decisionId: 1 })}`,
    trigger: LOGGED,
  },
  {
    title: 'no statement for what restricts nothing',
    far: 'issued',
    act: ({
      decisionId,
    }) => `insert into statements_of_reasons (decision_id, puid, statement, made_at)
      values (${decisionId}, 'x', '{"puid":"x","decision_facts":"a","decision_ground":"DECISION_GROUND_ILLEGAL_CONTENT",
      "category":"a","content_date":"a","application_date":"a","illegal_content_legal_ground":"a"}', ${AT})`,
    trigger: ['statements_follow_decisions', 'statements_of_reasons'],
  },
  {
    title: 'no pause without a decision that says so',
    far: 'issued',
    act: ({
      decisionId,
      people,
    }) => `insert into restrictions (person_id, kind, starts_at, ends_at, decision_id, recorded_at)
      values (${people[4]}, 'paused', ${AT}, '2026-03-05', ${decisionId}, ${AT})`,
    trigger: ['restrictions_follow_decisions', 'restrictions'],
  },
  {
    title: 'nobody hides at once without a mandate',
    far: 'reported',
    act: ({
      caseId,
      people,
      mandate,
      fatou,
    }) => `insert into case_emergencies (case_id, person_id, mandate_id, clause,
      hidden_at, lapses_at) values (${caseId}, ${people[6]}, ${mandate(fatou)}, 'spam', ${AT}, '2026-03-03')`,
    trigger: ['case_emergencies_by_mandate', 'case_emergencies'],
    alone: HIDES,
  },
  {
    title: 'what is hidden at once is hidden',
    far: 'reported',
    act: ({
      caseId,
      mandate,
      fatou,
    }) => `insert into case_emergencies (case_id, person_id, mandate_id, clause,
      hidden_at, lapses_at) values (${caseId}, ${fatou}, ${mandate(fatou)}, 'spam', ${AT}, '2026-03-03')`,
    trigger: ['case_emergencies_hide', 'case_emergencies'],
    alone: [['case_emergencies_are_logged', 'case_emergencies']],
  },
  {
    title: 'pictures are opened by who has a say',
    far: 'reported',
    act: ({
      caseId,
      people,
    }) => `insert into case_evidence_openings (case_id, person_id, mandate_id, part, opened_at)
      values (${caseId}, ${people[6]}, null, 'photos', ${AT})`,
    trigger: ['case_evidence_is_opened_by_mandate', 'case_evidence_openings'],
  },
  {
    title: 'no appeal after the window',
    far: 'issued',
    act: ({ decisionId }) => `insert into appeals (decision_id, reasons, route, lodged_at)
      values (${decisionId}, 'Non', 'person', '2026-10-02')`,
    trigger: ['appeals_in_time', 'appeals'],
    alone: [['appeals_are_logged', 'appeals']],
  },
  {
    title: 'nobody answers an appeal of their own decision',
    far: 'appealed',
    act: (scene) => outcome(scene, scene.fatou),
    trigger: OUTCOMES,
    alone: [OUTCOME_LOG],
  },
  {
    title: 'an answer is in the public log',
    far: 'appealed',
    act: (scene) => outcome(scene, scene.solene),
    trigger: OUTCOME_LOG,
  },
  {
    title: 'no jury for an appeal to a person',
    far: 'appealed',
    act: ({
      appealId,
      people,
    }) => `insert into juries (appeal_id, pool, size, asked, sources, drawn_at)
      values (${appealId}, array[${people[6]}], 1, 1, '{}', ${AT})`,
    trigger: ['juries_never_on_child_abuse', 'juries'],
  },
  {
    title: 'a decision is annulled by an appeal only',
    far: 'appealed',
    act: ({
      decisionId,
      appealId,
      solene,
      mandate,
    }) => `insert into appeal_outcomes (appeal_id, outcome, reviewer_id,
      mandate_id, reasons, decided_at) values (${appealId}, 'upheld', ${solene}, ${mandate(solene)}, 'Non', ${AT});
      insert into decision_annulments values (${decisionId}, ${appealId}, false, ${AT})`,
    trigger: ['decision_annulments_by_appeal', 'decision_annulments'],
    alone: [OUTCOME_LOG],
  },
  {
    title: 'nothing is purged that may still be appealed',
    far: 'issued',
    act: ({ caseId }) => `insert into case_purges values (${caseId}, ${AT})`,
    trigger: ['case_purges_after_the_window', 'case_purges'],
    alone: [['case_purges_are_logged', 'case_purges']],
  },
  {
    title: 'a line of the log stands',
    far: 'issued',
    act: () => `update moderation_log set said = '{}'`,
    trigger: ['moderation_log_stand', 'moderation_log'],
  },
]

test.group('Moderation, as the database keeps it', (group) => {
  ownDatabase(group)
  group.each.setup(() => useClock(new FakeClock(START)))

  async function scene(far: Guard['far']): Promise<Scene> {
    const town = await aTown()
    const [fatou = 0, gwenola = 0, yanis = 0, solene = 0] = town.people
    const mandate = (personId: number) =>
      town.mandates.find((one) => one.personId === personId)?.id ?? 0
    const [post] = town.posts
    const { caseId } = await reported({ address: `/posts/${post?.id}` }, START)
    const ids = { caseId, decisionId: 0, appealId: 0, fatou, gwenola, yanis, solene, mandate }
    const held = far !== 'reported'
    if (held) await claimedBy({ id: fatou }, caseId, START)
    if (far === 'waiting') {
      const taken = await decided({ id: fatou }, caseId, { act: 'pause', days: 20 }, LATER)
      ids.decisionId = taken.decisionId
    }
    if (far === 'issued' || far === 'appealed') {
      const taken = await decided({ id: fatou }, caseId, { act: 'note', days: null }, LATER)
      ids.decisionId = taken.decisionId
    }
    if (far === 'appealed') {
      const appeal = { decisionId: ids.decisionId, reportId: null, reasons: 'Non.', phrase: '' }
      const lodged = await db.transaction((transaction) =>
        lodgeAppeal({ ...appeal, route: 'person' }, LATER, transaction)
      )
      if (!lodged.ok) throw new Error(lodged.refusal)
      ids.appealId = lodged.value.appealId
    }
    return { ...town, ...ids }
  }

  for (const { title, far, act, trigger, alone = [] } of GUARDS) {
    test(title, async ({ assert }) => {
      const [name, table] = trigger
      const there = await scene(far)
      // The number that the next decision of a statement takes, each time that it is tried.
      const statement = async () => {
        const { rows } = await owner(`select nextval('decisions_id_seq')::integer as now`)
        return act(there).replaceAll('values (1, ', `values (${rows[0].now + 1}, `)
      }
      const said =
        name === 'moderation_log_stand'
          ? /history/
          : new RegExp([name, ...alone.map(([one]) => one)].join('|'))
      const refused = await statement()
      await assert.rejects(() => owner(refused), said)
      for (const [one, on] of [[name, table], ...alone]) await owner(`drop trigger ${one} on ${on}`)
      await owner(await statement())
    })
  }

  test('two moderators take one case at once: one of them holds it', async ({ assert }) => {
    const { caseId, fatou, solene } = await scene('reported')
    await db.from('blocks').delete()
    const answers = await Promise.all(
      [fatou, solene].map((personId) =>
        db.transaction((transaction) => claimCase({ caseId, personId }, LATER, transaction))
      )
    )
    assert.lengthOf(
      answers.filter(({ ok }) => ok),
      1
    )
    assert.lengthOf(await db.from('case_claims'), 1)
  })
})
