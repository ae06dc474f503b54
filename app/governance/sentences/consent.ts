import type { ConsentTranscript } from '../methods/consent.js'
import type { Sentence } from './sentence.js'

/** A decision by consent in sentences, stage by stage; the last says how it ends. */
export function consentSentences(
  { stages, objections, outdated }: ConsentTranscript,
  locale: string
): Sentence[] {
  const names = (list: readonly string[]) =>
    new Intl.ListFormat(locale, { type: 'conjunction' }).format(list)
  return stages.flatMap((stage) => {
    const say = (key: string, words: Sentence['words'] = {}): Sentence[] => [
      { key: `counting_consent.${key}`, words },
    ]
    switch (stage.action) {
      case 'answers': {
        const said = say('answers', {
          consents: Number(stage.consents),
          abstention: Number(stage.abstention),
        })
        return outdated > 0 ? [...said, ...say('outdated', { count: outdated })] : said
      }
      case 'quorum':
        return say('quorum', {
          needed: Number(stage.needed),
          present: Number(stage.present),
          members: Number(stage.members),
          reached: String(stage.reached),
        })
      case 'objections': {
        const open = openIn(objections).map(({ by }) => by)
        return say('objections', {
          open: open.length,
          answered: Number(stage.answered),
          names: names([...new Set(open)]),
        })
      }
      default:
        return say('outcome', { outcome: stage.action, open: openIn(objections).length })
    }
  })
}

const openIn = (objections: ConsentTranscript['objections']) =>
  objections.filter(({ state }) => state === 'open')
